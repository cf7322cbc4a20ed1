"""What is measured of a picture before its feeling is learnt: where its lines run, where it is dark, where coloured."""

import math

import torch
from torch import Tensor
from torch.nn import functional as F

N_DIRECTIONS = 8
_CELLS = ((8, 4, 1 / 3), (16, 8, 1.0))  # side and step of the cells in px, and what they weigh
_TONES = 5
_MOST = 0.4  # of what a cell and its neighbours hold, for one direction
_EPS = 2e-4


def features(pictures: Tensor) -> Tensor:
    """Return (B, N_FEATURES) of (B, 3, 64, 64) pictures in 0..255.

    Histograms of oriented gradients (Dalal and Triggs 2005) in small and large overlapping cells: faces of stickers are
    drawn with few clear lines in much the same places, and directions say more of them than tones.

    Deviations: the gradient is that of the channel that changes most; its strength is the square root, so that faint
    lines count; directions are shared out by the fourth power of the cosine; cells are normalised by their
    neighbourhood; beside them stand coarse maps of tone, of four colours and of what is dark.
    """
    x = pictures / 255
    found = [weight * _cells(_directions(x), side, step) for side, step, weight in _CELLS]
    return torch.cat([*found, *_tones(x)], dim=1)


def _directions(x: Tensor) -> Tensor:
    """Return (B, N_DIRECTIONS, S, S) strengths of lines by their direction, 0 to 180 degrees."""
    soft = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), value=1.0), 3, 1)
    dx = F.pad(soft[:, :, 1:-1, 2:] - soft[:, :, 1:-1, :-2], (1, 1, 1, 1))
    dy = F.pad(soft[:, :, 2:, 1:-1] - soft[:, :, :-2, 1:-1], (1, 1, 1, 1))
    square = dx**2 + dy**2
    strongest = (square == square.amax(1, keepdim=True)).float()
    strongest = strongest / strongest.sum(1, keepdim=True)
    dx, dy = ((d * strongest).sum(1, keepdim=True) for d in (dx, dy))
    square = dx**2 + dy**2 + 1e-8
    cos2, sin2 = (dx**2 - dy**2) / square, 2 * dx * dy / square  # of twice the angle: a line has no front
    angle = torch.arange(N_DIRECTIONS).view(1, -1, 1, 1) * (2 * math.pi / N_DIRECTIONS)
    near = F.relu(cos2 * torch.cos(angle) + sin2 * torch.sin(angle))
    near = near * near
    return near * near * square.sqrt().sqrt()


def _cells(lines: Tensor, side: int, step: int) -> Tensor:
    cells = F.avg_pool2d(lines, side, step)
    around = F.pad((cells**2).sum(1, keepdim=True), (1, 1, 1, 1), mode="replicate")
    around = F.avg_pool2d(around, 3, 1)
    return (cells / (around * 3 + _EPS).sqrt()).clamp(max=_MOST).flatten(1)


def _tones(x: Tensor) -> list[Tensor]:
    red, green, blue = x[:, :1], x[:, 1:2], x[:, 2:]
    luma = 0.299 * red + 0.587 * green + 0.114 * blue  # Rec. 601
    warm, cold = red - green, blue - (red + green) / 2
    coloured = torch.cat([luma, F.relu(warm), F.relu(-warm), F.relu(cold), F.relu(-cold)], 1)
    dark = (luma < 0.3).float()
    return [F.avg_pool2d(maps, 8, 8).flatten(1) * 0.5 for maps in (coloured, dark)]


N_FEATURES = (
    sum(N_DIRECTIONS * ((64 - side) // step + 1) ** 2 for side, step, _ in _CELLS) + (_TONES + 1) * 64
)
