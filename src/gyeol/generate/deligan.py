"""DeLiGAN: a DCGAN whose latent vectors come from a mixture of Gaussians that learns."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from gyeol.generate import dcgan


@dataclass(frozen=True)
class Config(dcgan.Config):
    """The shape of DCGAN and the mixture.

    Attributes:
        n_components: Gaussians of the mixture, all equally likely.
        spread_weight: how strongly spreads are drawn to 1; without it they shrink to 0.
    """

    n_components: int = 50
    spread_weight: float = 0.1


class Generator(dcgan.Generator):
    """DeLiGAN (Gurumurthy et al. 2017, https://arxiv.org/abs/1706.02071): z = μ_k + σ_k ε, with learned μ and σ.

    Deviations: those of our DCGAN.
    """

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.mixture = config
        self.mean = nn.Parameter(torch.rand(config.n_components, config.size) * 2 - 1)
        self.spread = nn.Parameter(torch.full((config.n_components, config.size), 0.2))

    def latent(self, n: int, rng: torch.Generator) -> Tensor:
        """Return n latent vectors (n, size), each from a component drawn at random."""
        which = torch.randint(len(self.mean), (n,), generator=rng)
        return self.mean[which] + self.spread[which] * torch.randn(n, self.mixture.size, generator=rng)

    def penalty(self) -> Tensor:
        """Return spread_weight · mean (1 − σ)²."""
        return self.mixture.spread_weight * (1 - self.spread).square().mean()
