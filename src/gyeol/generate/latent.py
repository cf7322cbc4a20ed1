"""The DCGAN of R3.4: a part of its latent distribution is learned, and its mean moves from sample to sample."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from gyeol.errors import BadSetting
from gyeol.generate import dcgan


@dataclass(frozen=True)
class Config(dcgan.Config):
    """The shape of DCGAN and how much of the latent vector is learned.

    Attributes:
        n_learned: N; `size` − N numbers are drawn and a learned layer makes `size` of them, 1 to `size` − 1.
    """

    n_learned: int = 4


class Generator(dcgan.Generator):
    """DCGAN with adjusted latents (R3.4): z of length size − N → linear layer → size, then z_i + μ_i, μ_i ~ U(−1, 1).

    Deviations: those of our DCGAN. The text leaves open whether μ_i is a number or a vector; here it is one number a
    sample, added to each of its coordinates.
    """

    def __init__(self, config: Config) -> None:
        if not 0 < config.n_learned < config.size:
            raise BadSetting(
                f"n_learned must be from 1 to size − 1 = {config.size - 1}, not {config.n_learned}; change the recipe."
            )
        super().__init__(config)
        self.n_drawn = config.size - config.n_learned
        self.adjust = nn.Linear(self.n_drawn, config.size)

    def latent(self, n: int, rng: torch.Generator) -> Tensor:
        """Return n latent vectors (n, size)."""
        z: Tensor = self.adjust(torch.randn(n, self.n_drawn, generator=rng))  # (n, size)
        return z + torch.rand(n, 1, generator=rng) * 2 - 1
