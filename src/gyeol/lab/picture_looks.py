"""Change how pictures are drawn while the reader of feelings learns, so that only what they show is left to learn."""

import torch
from torch import Tensor
from torch.nn import functional as F

from gyeol.lab.style_net import to_grey, turn_hue


def varied(pictures: Tensor, rng: torch.Generator) -> Tensor:
    """Return (B, 3, S, S) pictures in 0..255, each mirrored, turned, moved, recoloured or redrawn at random.

    Hues are turned, colour is dropped, tones are bent, areas become lines, pixels become coarse.
    """
    x = _placed(pictures, rng)
    for share, change in _CHANGES:
        chosen = torch.rand(len(x), generator=rng) < share
        if chosen.any():
            x[chosen] = change(x[chosen], rng)
    return x


def _uniform(x: Tensor, rng: torch.Generator) -> Tensor:
    return torch.rand(len(x), generator=rng)


def _placed(x: Tensor, rng: torch.Generator) -> Tensor:
    """Mirror half of them; turn by up to 9°, scale by .86 to 1.16 and move by up to 4 % of the side, on white."""
    angle = (_uniform(x, rng) - 0.5) * 0.3
    scale = torch.exp((_uniform(x, rng) - 0.5) * 0.3)
    mirror = torch.where(_uniform(x, rng) < 0.5, -1.0, 1.0)
    dx, dy = ((_uniform(x, rng) - 0.5) * 0.16 for _ in range(2))
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    matrix = torch.stack([cos * mirror, -sin, dx, sin * mirror, cos, dy], 1).view(-1, 2, 3)
    grid = F.affine_grid(matrix, list(x.shape), align_corners=False)
    return 255 - F.grid_sample(255 - x, grid, mode="bilinear", align_corners=False)


def _turned(x: Tensor, rng: torch.Generator) -> Tensor:
    return turn_hue(x, _uniform(x, rng) * 6.2832)


def _bent(x: Tensor, rng: torch.Generator) -> Tensor:
    """Raise the tones to a power of .55 to 1.8."""
    power = torch.exp((_uniform(x, rng) - 0.5) * 1.2).view(-1, 1, 1, 1)
    return 255 * (x / 255).clamp(1e-4, 1) ** power


def _grey(x: Tensor, rng: torch.Generator) -> Tensor:
    return to_grey(x)


def _lines(x: Tensor, rng: torch.Generator) -> Tensor:
    """Return black lines on white where the tone changes."""
    luma = to_grey(x)[:, :1]
    change = F.max_pool2d(luma, 3, 1, 1) + F.max_pool2d(-luma, 3, 1, 1)
    return (255 - 2 * change).clamp(0, 255).expand_as(x)


def _coarse(x: Tensor, rng: torch.Generator) -> Tensor:
    """Return pictures of a third of the pixels."""
    small = F.interpolate(x, scale_factor=1 / 3, mode="area")
    return F.interpolate(small, size=x.shape[2:], mode="nearest")


_CHANGES = ((0.5, _turned), (0.2, _grey), (0.3, _bent), (0.1, _lines), (0.1, _coarse))
