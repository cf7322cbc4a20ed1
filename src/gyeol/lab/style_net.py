"""The network of the style encoder, and how pictures are varied while it learns."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gyeol.encode.style import Config


class StyleNet(nn.Module):
    """A small convolutional network whose maps are pooled at every stage to means and deviations.

    The early stages see strokes and textures, the late ones shapes; style lives in all of them.
    """

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        stages, last = [_block(3, config.channels[0], size=5, stride=2)], config.channels[0]
        for width in config.channels[1:]:
            stages.append(nn.Sequential(_block(last, width, stride=2), _block(width, width)))
            last = width
        self.stages = nn.ModuleList(stages)
        n_pooled = 2 * sum(config.channels)
        self.normalise = nn.BatchNorm1d(n_pooled)
        self.project = nn.Sequential(
            nn.Linear(n_pooled, 256), nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, config.dim)
        )

    def forward(self, pictures: Tensor) -> Tensor:
        """Return (B, dim) unit rows for (B, 3, S, S) pictures in 0..255, bytes or floats."""
        x = pictures.float() / 127.5 - 1
        pooled = []
        for stage in self.stages:
            x = stage(x)  # (B, C, S/2, S/2)
            flat = x.flatten(2)  # (B, C, P)
            mean = flat.mean(2)
            deviation = ((flat - mean.unsqueeze(2)) ** 2).mean(2).add(1e-4).sqrt()
            pooled += [mean, deviation]
        return F.normalize(self.project(self.normalise(torch.cat(pooled, 1))), dim=1)


def _block(n_in: int, n_out: int, *, size: int = 3, stride: int = 1) -> nn.Sequential:
    convolution = nn.Conv2d(n_in, n_out, size, stride=stride, padding=size // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(n_out), nn.ReLU())


def turn_hue(pictures: Tensor, angles: Tensor) -> Tensor:
    """Rotate the colours of (B, 3, H, W) pictures in 0..255 about the grey axis, each by its own angle in radians.

    Grey stays grey; luminance is nearly kept. Values are clipped to 0..255.
    """
    cos, sin = torch.cos(angles), torch.sin(angles)
    a, b, c = cos + (1 - cos) / 3, (1 - cos) / 3 - sin / 3**0.5, (1 - cos) / 3 + sin / 3**0.5
    matrix = torch.stack([a, b, c, c, a, b, b, c, a], 1).view(-1, 3, 3)  # Rodrigues about (1, 1, 1)
    return torch.einsum("bij,bjhw->bihw", matrix, pictures).clamp(0, 255)


def to_grey(pictures: Tensor) -> Tensor:
    """Return (B, 3, H, W) pictures without colour (Rec. 601 luma)."""
    luma = torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)
    return (pictures * luma).sum(1, keepdim=True).expand(-1, 3, -1, -1)


def vary(pictures: Tensor, generator: torch.Generator) -> Tensor:
    """Return float pictures varied as users' copies vary: hue, grey, contrast, mirror, size, place."""
    n, _, size, _ = pictures.shape

    def chance(p: float) -> Tensor:
        return (torch.rand(n, generator=generator) < p).view(-1, 1, 1, 1)

    x = pictures.float()
    x = torch.where(chance(0.7), turn_hue(x, torch.rand(n, generator=generator) * 6.2832), x)
    x = torch.where(chance(0.3), to_grey(x), x)
    contrast = 0.75 + 0.4 * torch.rand(n, 1, 1, 1, generator=generator)
    x = torch.where(chance(0.4), 255 - (255 - x) * contrast, x).clamp(0, 255)
    x = torch.where(chance(0.5), x.flip(3), x)
    small = F.interpolate(F.interpolate(x, size=size // 2, mode="area"), size=size, mode="bicubic").clamp(
        0, 255
    )
    x = torch.where(chance(0.2), small, x)
    zoom = 0.85 + 0.4 * torch.rand(n, generator=generator)
    shift = (torch.rand(n, 2, generator=generator) - 0.5) * 0.2
    tilt = (torch.rand(n, generator=generator) - 0.5) * 0.3
    rotation = torch.stack([torch.cos(tilt), -torch.sin(tilt), torch.sin(tilt), torch.cos(tilt)], 1).view(
        -1, 2, 2
    )
    theta = torch.cat([rotation / zoom.view(-1, 1, 1), shift.unsqueeze(2)], 2)
    moved = F.grid_sample(
        255 - x, F.affine_grid(theta, list(x.shape), align_corners=False), align_corners=False
    )
    return torch.where(chance(0.6), 255 - moved, x)
