"""Statistics of a drawing that a turn of all hues leaves as they are: what style is made of, without any training."""

import torch
from torch import Tensor
from torch.nn import functional as F

_LUMA = (0.299, 0.587, 0.114)
_INK = 245 / 255
_OPENINGS = (3, 5, 7, 11)
_EPS = 1e-6


def statistics(pictures: Tensor) -> Tensor:
    """Return (B, N_STATISTICS) hue-free statistics of (B, 3, S, S) pictures on white, values in 0..255.

    Luminance and chroma of the ink and how they go together; edges and curvature at three scales; how wide the dark
    and the light parts are (openings); how dark the two sides of an edge are; how much is flat.
    Square roots of shares, so that Euclidean distance is Hellinger's.
    """
    x = pictures.float() / 255
    luma = (x * torch.tensor(_LUMA).view(1, 3, 1, 1)).sum(1, keepdim=True)  # (B, 1, S, S)
    chroma = ((x - x.mean(1, keepdim=True)) ** 2).sum(1, keepdim=True).add(1e-8).sqrt()
    ink = (x.amin(1, keepdim=True) < _INK).float()
    parts = [
        _shares(_bins(luma, 0, 1, 20), ink),
        _shares(_bins(chroma, 0, 0.9, 12), ink),
        _together(_bins(luma, 0, 1, 8) * ink, _bins(chroma, 0, 0.9, 6), ink),
        ink.mean((2, 3)),
        ink.amax(2).mean(2),
        ink.amax(3).mean(2),
    ]
    everywhere = torch.ones_like(luma)
    for scale in range(3):
        parts += _edges(luma, everywhere)
        if scale < 2:
            luma, everywhere = F.avg_pool2d(luma, 2), F.avg_pool2d(everywhere, 2)
    parts += _widths((x * torch.tensor(_LUMA).view(1, 3, 1, 1)).sum(1, keepdim=True), ink)
    return torch.cat(parts, 1)


def _edges(luma: Tensor, everywhere: Tensor) -> list[Tensor]:
    around = F.pad(luma, (1, 1, 1, 1), mode="replicate")
    gx, gy = (
        around[:, :, 1:-1, 2:] - around[:, :, 1:-1, :-2],
        around[:, :, 2:, 1:-1] - around[:, :, :-2, 1:-1],
    )
    square = gx**2 + gy**2
    strength = (square + 1e-8).sqrt()
    bend = (4 * luma - around[:, :, 1:-1, 2:] - around[:, :, 1:-1, :-2]) - around[:, :, 2:, 1:-1]
    bend = (bend - around[:, :, :-2, 1:-1]).abs()
    cos2, sin2 = (gx**2 - gy**2) / (square + _EPS), 2 * gx * gy / (square + _EPS)
    cos4 = (
        cos2**2 - sin2**2
    )  # 1 for edges along the grid, -1 for diagonal ones: pixel art has only the former
    total = strength.mean((2, 3)) + _EPS
    darker = -F.max_pool2d(-luma, 3, 1, 1)
    lighter = F.max_pool2d(luma, 3, 1, 1)
    return [
        _shares(_bins((strength + _EPS).sqrt(), 0, 1.2, 12), everywhere),
        _shares(_bins((bend + _EPS).sqrt(), 0, 1.5, 10), everywhere),
        _shares(_bins(darker, 0, 1, 8), strength),
        _shares(_bins(lighter, 0, 1, 8), strength),
        _shares(_bins(lighter - darker, 0, 1, 8), everywhere),
        (strength * cos4).mean((2, 3)) / total,
        (strength * (2 * cos4**2 - 1)).mean((2, 3)) / total,
        *((strength < limit).float().mean((2, 3)) for limit in (0.004, 0.02, 0.06)),
    ]


def _widths(luma: Tensor, ink: Tensor) -> list[Tensor]:
    """Return what is left of the dark and the light after openings of growing size, relative to what there was."""
    found = []
    for shade in ((luma < 0.25).float(), (luma < 0.5).float(), (luma > 0.75).float() * ink, 1 - ink, ink):
        before = shade.mean((2, 3))
        found.append(before.sqrt())
        for size in _OPENINGS:
            left = _most(-_most(-shade, size), size)
            found.append((left * shade).mean((2, 3)) / (before + 1e-3))
    return found


def _bins(values: Tensor, low: float, high: float, n: int) -> Tensor:
    """Return (B, n, H, W) soft memberships of (B, 1, H, W) values in n bins between low and high."""
    place = ((values - low) / (high - low) * (n - 1)).clamp(0, n - 1)
    return F.relu(1 - (place - torch.arange(n).view(1, n, 1, 1)).abs())


def _most(values: Tensor, size: int) -> Tensor:
    """Return the maximum of each square of this side, by rows and then by columns."""
    rows = F.max_pool2d(values, (1, size), 1, (0, size // 2))
    return F.max_pool2d(rows, (size, 1), 1, (size // 2, 0))


def _together(a: Tensor, b: Tensor, weight: Tensor) -> Tensor:
    joint = a.flatten(2) @ b.flatten(2).transpose(1, 2)  # (B, n_a, n_b)
    return (joint.flatten(1) / (weight.sum((2, 3)) + _EPS) + _EPS).sqrt()


def _shares(bins: Tensor, weight: Tensor) -> Tensor:
    return ((bins * weight).sum((2, 3)) / (weight.sum((2, 3)) + _EPS) + _EPS).sqrt()


N_STATISTICS = 20 + 12 + 48 + 3 + 3 * (12 + 10 + 8 + 8 + 8 + 2 + 3) + 5 * (1 + len(_OPENINGS))
