"""How our generator learns from a batch: paint what its encoders read, lines first."""

from copy import deepcopy
from math import cos, pi

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Optimizer

from gyeol.catalog import Array
from gyeol.generate.ours import Generator, premultiplied
from gyeol.lab.gan_data import Faces
from gyeol.lab.gan_pair import take
from gyeol.lab.muon import Muon

_EMA = 0.995
_WARM_UP = 50  # steps
_LINES = 1.5  # what a pixel beside a line weighs more than one in a plain place, at the mean contrast
_ADAM_SHARE = 0.1  # of the rate, for what is no matrix, and for first and last layers
_EDGES = 2.0  # of the loss of differences between neighbours


class Parts:
    """Our generator, learning (`gyeol.lab.fit_gan.Learner`).

    The loss is the mean absolute error, weighted towards lines, that of differences between neighbouring pixels, and
    the divergence of the codes. Matrices learn with Muon, the rest with Adam; the rate falls to zero by a cosine; what
    is judged and kept is a moving average.
    """

    loss_names: tuple[str, ...] = ("picture", "divergence")

    def __init__(self, net: Generator, faces: Faces, learning_rate: float, divergence: float) -> None:
        self.net, self.average = net, deepcopy(net)
        for one in (self.net, self.average):
            one.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.nets: dict[str, nn.Module] = {"net": self.net, "average": self.average}
        matrices, others = _sorted(net)
        self.adam = torch.optim.Adam(others, learning_rate * _ADAM_SHARE, betas=(0.9, 0.99))
        self.optimisers: list[Optimizer] = [self.adam, Muon(matrices, learning_rate)]
        self.rates = [learning_rate * _ADAM_SHARE, learning_rate]
        self.divergence = divergence
        straight = torch.from_numpy(faces.rgba.transpose(0, 3, 1, 2).copy()).float() / 255
        self.pictures = premultiplied(straight).contiguous(memory_format=torch.channels_last)
        self.weights = _weights(self.pictures)
        self.feelings = torch.from_numpy(faces.feeling)

    def step(self, rows: Tensor, rng: torch.Generator, share: float) -> tuple[float, ...]:
        """Learn from some pictures; return the losses."""
        part = min(1, (self.n_steps + 1) / _WARM_UP) * (1 + cos(pi * share)) / 2
        for optimiser, rate in zip(self.optimisers, self.rates, strict=True):
            optimiser.param_groups[0]["lr"] = rate * part
        real, weights = self.pictures[rows], self.weights[rows]
        # sixteen bits are three times as fast on processors that have them
        with torch.autocast("cpu", torch.bfloat16):
            mean, log_variance = self.net.read(real)
            codes = mean + (log_variance * 0.5).exp() * torch.randn(mean.shape, generator=rng)
            made = self.net.paint_parts(codes)
        error = premultiplied(made) - real
        loss = (error.abs() * weights).mean() + _EDGES * _steepness(error)
        divergence = (mean.square() + log_variance.exp() - 1 - log_variance).mean() / 2 * mean.shape[1]
        take(self.optimisers, loss + self.divergence * divergence)
        self._follow()
        return loss.item(), divergence.item()

    @property
    def n_steps(self) -> int:
        """How many steps were taken; a resumed run knows it from its optimiser."""
        return int(next((row["step"] for row in self.adam.state.values()), 0))

    def settle(self) -> nn.Module:
        """Return the moving average, which remembers the pictures, to judge and to keep."""
        self.average.remember(self.pictures, self.feelings)
        return self.average

    @torch.no_grad()
    def _follow(self) -> None:
        keep = min(_EMA, 1 - 1 / (self.n_steps / 10 + 1.01))
        for slow, fast in zip(self.average.parameters(), self.net.parameters(), strict=True):
            slow.lerp_(fast, 1 - keep)


def sample(net: Generator, feelings: Array, seed: int) -> NDArray[np.uint8]:
    """Return pictures (n, 64, 64, 4) uint8 of feelings (n, n_labels), the same for the same seed, whatever n."""
    with torch.inference_mode():
        made = []
        for i, feeling in enumerate(torch.from_numpy(feelings)):
            rng = torch.Generator().manual_seed(seed * 1_000_003 + i)
            made.append(net(torch.randn(1, net.config.noise, generator=rng), feeling[None])[0])
        found = (torch.stack(made) * 255).round().clamp(0, 255).nan_to_num()
    return np.asarray(found.permute(0, 2, 3, 1).to(torch.uint8))


def _sorted(net: Generator) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    """Return the kernels and matrices inside the network, and all other parameters."""
    named = dict(net.named_parameters())
    first = {name for name in named if name.startswith("readers.") and name.split(".")[2] == "0"}
    inside = {name for name, p in named.items() if p.ndim == 4 or (name.startswith("seeds.") and p.ndim == 2)}
    inner = inside - first - {"paint.weight"}
    return [named[name] for name in sorted(inner)], [p for name, p in named.items() if name not in inner]


def _weights(pictures: Tensor) -> Tensor:
    """Return (n, 1, H, W): how much each pixel counts; lines of a face are few pixels, and all that it says."""
    padded = F.pad(pictures, (3, 3, 3, 3), mode="replicate")
    contrast = (pictures - F.avg_pool2d(padded, 7, 1)).abs().mean(1, keepdim=True)
    return F.max_pool2d(1 + _LINES * contrast / (contrast.mean() + 1e-6), 3, 1, 1)


def _steepness(error: Tensor) -> Tensor:
    across = (error[..., 1:] - error[..., :-1]).abs().mean()
    return across + (error[..., 1:, :] - error[..., :-1, :]).abs().mean()
