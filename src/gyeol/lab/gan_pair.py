"""Generator against discriminator: how the three reference generators learn from a batch."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Optimizer

from gyeol.catalog import Array
from gyeol.generate import dcgan
from gyeol.lab.gan_data import Faces


class Pair:
    """A DCGAN, or one of its kind, that learns (`gyeol.lab.fit_gan.Learner`).

    The loss is the non-saturating one of Goodfellow et al. 2014; one step of each network a batch. Networks compute in
    sixteen bits, as `ours` does, so that equal time means the same for all; weights and losses have 32.
    """

    loss_names: tuple[str, ...] = ("generator", "discriminator")

    def __init__(self, net: dcgan.Generator, faces: Faces, learning_rate: float, beta1: float) -> None:
        self.served, self.critic = net, dcgan.Discriminator(net.config)
        self.nets: dict[str, nn.Module] = {"generator": net, "discriminator": self.critic}
        for one in self.nets.values():
            one.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.adams = [
            torch.optim.Adam(n.parameters(), learning_rate, betas=(beta1, 0.999)) for n in self.nets.values()
        ]
        self.optimisers: list[Optimizer] = list(self.adams)
        self.pixels = torch.from_numpy(faces.pixels.transpose(0, 3, 1, 2).copy())

    def step(self, rows: Tensor, rng: torch.Generator, share: float) -> tuple[float, ...]:
        """Learn from some pictures; return the losses."""
        real = self.pixels[rows].float() / 127.5 - 1  # (B, 3, 64, 64)
        latent = self.served.latent(len(rows), rng)
        with torch.autocast("cpu", torch.bfloat16):
            fake = self.served(latent)
        loss_d = F.softplus(-self._logits(real)).mean() + F.softplus(self._logits(fake.detach())).mean()
        take([self.adams[1]], loss_d)
        loss_g = F.softplus(-self._logits(fake)).mean() + self.served.penalty()
        take([self.adams[0]], loss_g)
        return loss_g.item(), loss_d.item()

    def _logits(self, pictures: Tensor) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            logits: Tensor = self.critic(pictures)
        return logits.float()

    def settle(self) -> nn.Module:
        """Return the network to judge and to keep."""
        return self.served


def take(optimisers: Sequence[Optimizer], loss: Tensor) -> None:
    """Take one step down a loss."""
    for optimiser in optimisers:
        optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    for optimiser in optimisers:
        optimiser.step()


def sample(net: dcgan.Generator, feelings: Array, seed: int) -> NDArray[np.uint8]:
    """Return opaque pictures (n, 64, 64, 4) uint8, the same for the same seed, whatever n; feelings are ignored."""
    was = net.training
    net.eval()
    with torch.inference_mode():
        rngs = (torch.Generator().manual_seed(seed * 1_000_003 + i) for i in range(len(feelings)))
        pictures = [net(net.latent(1, rng))[0] for rng in rngs]
    net.train(was)
    found = ((torch.stack(pictures) + 1) * 127.5).round().clamp(0, 255).nan_to_num()
    rgb = np.asarray(found.permute(0, 2, 3, 1).to(torch.uint8))
    return np.concatenate([rgb, np.full_like(rgb[..., :1], 255)], axis=3)
