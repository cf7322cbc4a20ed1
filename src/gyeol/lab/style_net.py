"""The style encoder's learned part as it is exported: one linear map of fixed statistics; and turns of colour."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gyeol.encode.style import Config


class StyleNet(nn.Module):
    """Statistics, standardised, seen through two maps side by side, each scaled to length 1.

    `discriminant` shows what tells packs apart and little else (Fisher 1936, Rao 1948); `whitened` makes what differs
    within packs equally small in every direction and keeps the directions of most spread (Hatch et al. 2006), for
    styles unlike any in training.
    """

    mean: Tensor
    scale: Tensor
    discriminant: Tensor
    whitened: Tensor

    def __init__(self, config: Config, n_statistics: int, n_discriminant: int) -> None:
        super().__init__()
        self.config = config
        self.register_buffer("mean", torch.zeros(n_statistics))
        self.register_buffer("scale", torch.ones(n_statistics))
        self.register_buffer("discriminant", torch.zeros(n_statistics, n_discriminant))
        self.register_buffer("whitened", torch.zeros(n_statistics, config.dim - n_discriminant))

    def forward(self, statistics: Tensor) -> Tensor:
        """Return (B, dim) unit rows for (B, n_statistics) statistics."""
        z = (statistics - self.mean) / self.scale
        sides = [F.normalize(z @ self.discriminant, dim=1), F.normalize(z @ self.whitened, dim=1)]
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
