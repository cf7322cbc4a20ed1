"""DCGAN: the plain generator of pictures from noise, and the discriminator that all generators here learn against."""

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn

SIZE_PX = 64
_STAGES = 4  # from 4 px to 32 px, and the last layer to 64


@dataclass(frozen=True)
class Config:
    """The shape of generator and discriminator.

    Attributes:
        size: length of the latent vector.
        width: channels of the widest picture of the generator; they double as pictures halve.
    """

    size: int = 100
    width: int = 16


class Generator(nn.Module):
    """DCGAN's generator (Radford et al. 2015, https://arxiv.org/abs/1511.06434), 64 px.

    Deviations: 16 channels at 32 px, not 64, so that a step on a CPU takes a tenth of a second; latents are normal, as
    in most later work, not uniform.
    """

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        channels = [config.width * 2**i for i in reversed(range(_STAGES))]  # 128 64 32 16
        layers: list[nn.Module] = [nn.ConvTranspose2d(config.size, channels[0], 4, bias=False)]
        for a, b in pairwise(channels):
            layers += [nn.BatchNorm2d(a), nn.ReLU(), nn.ConvTranspose2d(a, b, 4, 2, 1, bias=False)]
        last = [
            nn.BatchNorm2d(channels[-1]),
            nn.ReLU(),
            nn.ConvTranspose2d(channels[-1], 3, 4, 2, 1),
            nn.Tanh(),
        ]
        self.net = nn.Sequential(*layers, *last)
        self.apply(_start)

    def latent(self, n: int, rng: torch.Generator) -> Tensor:
        """Return n latent vectors (n, size)."""
        return torch.randn(n, self.config.size, generator=rng)

    def penalty(self) -> Tensor:
        """Return what the latent's own parameters add to the generator's loss."""
        return torch.zeros(())

    def forward(self, z: Tensor) -> Tensor:
        """Return pictures (B, 3, 64, 64) in [−1, 1] for latent vectors (B, size)."""
        pictures: Tensor = self.net(z[:, :, None, None])
        return pictures


class Discriminator(nn.Module):
    """DCGAN's discriminator, 64 px; deviations as in the generator."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        channels = [config.width * 2**i for i in range(_STAGES)]
        layers: list[nn.Module] = [nn.Conv2d(3, channels[0], 4, 2, 1), nn.LeakyReLU(0.2)]
        for a, b in pairwise(channels):
            layers += [nn.Conv2d(a, b, 4, 2, 1, bias=False), nn.BatchNorm2d(b), nn.LeakyReLU(0.2)]
        self.net = nn.Sequential(*layers, nn.Conv2d(channels[-1], 1, 4))
        self.apply(_start)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return logits (B,) for pictures (B, 3, 64, 64) in [−1, 1]: above 0 means real."""
        logits: Tensor = self.net(pictures).flatten()
        return logits


def _start(layer: nn.Module) -> None:
    """Draw first weights as the paper says: N(0, 0.02)."""
    if isinstance(layer, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(layer.weight, 0.0, 0.02)
    elif isinstance(layer, nn.BatchNorm2d):
        nn.init.normal_(layer.weight, 1.0, 0.02)
