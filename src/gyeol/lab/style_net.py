"""The style encoder as it is exported: fixed statistics of a picture, then one learned linear map."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gyeol.encode.style import Config
from gyeol.lab.style_stats import N_STATISTICS, statistics


class StyleNet(nn.Module):
    """Statistics, standardised, seen through two maps side by side, each scaled to length 1.

    `discriminant` shows what tells packs apart and little of what differs within one (Fisher 1936, Rao 1948);
    `principal` keeps the statistics nearly as they are (Pearson 1901), for styles unlike any in training.
    """

    mean: Tensor
    scale: Tensor
    discriminant: Tensor
    principal: Tensor

    def __init__(self, config: Config, n_discriminant: int) -> None:
        super().__init__()
        self.config = config
        self.register_buffer("mean", torch.zeros(N_STATISTICS))
        self.register_buffer("scale", torch.ones(N_STATISTICS))
        self.register_buffer("discriminant", torch.zeros(N_STATISTICS, n_discriminant))
        self.register_buffer("principal", torch.zeros(N_STATISTICS, config.dim - n_discriminant))

    def forward(self, pictures: Tensor) -> Tensor:
        """Return (B, dim) unit rows for (B, 3, S, S) pictures in 0..255, bytes or floats."""
        return self.project(statistics(pictures))

    def project(self, found: Tensor) -> Tensor:
        """Return (B, dim) unit rows for (B, N_STATISTICS) statistics."""
        z = (found - self.mean) / self.scale
        sides = [F.normalize(z @ self.discriminant, dim=1), F.normalize(z @ self.principal, dim=1)]
        return F.normalize(torch.cat(sides, 1), dim=1)


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
