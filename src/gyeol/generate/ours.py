"""Our generator: RGBA emoji of a feeling, put together from learned parts; learns from hundreds of pictures."""

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gyeol.emotion import PRODUCT
from gyeol.errors import BadSetting

SIZE_PX = 64
PARTS = 3  # ground, upper, lower
_UPPER, _LOWER = (8, 40), (32, 64)  # rows of a picture: where eyes are, where a mouth is
_FACE = (slice(10, 56), slice(10, 54))  # what the ground must not know
_SEED_PX = 8  # of the first picture of the decoder
_SLOPE = 0.2
_STRAY = 1e-4  # weight of a picture that shows another feeling, so that some picture always has one


@dataclass(frozen=True)
class Config:
    """The shape of the generator.

    Attributes:
        size: px of a side; always 64.
        code: length of the code of each part.
        noise: length of the noise: three numbers pick, the others move the codes; always 3 · (code + 1).
        widths: channels of the decoder at 8, 16, 32 and 64 px.
        near: how unlike the grounds of pictures may be that lend each other parts, beside the median pair.
    """

    size: int = SIZE_PX
    code: int = 48
    noise: int = 147
    widths: tuple[int, int, int, int] = (96, 64, 48, 24)
    near: float = 0.05


class Generator(nn.Module):
    """A variational autoencoder of parts (Kingma and Welling 2014), sampled from its aggregated posterior.

    Three encoders read a picture: its ground (all but the middle), its upper and its lower part. One decoder paints
    all three; upper and lower code only reach their rows, so parts of different pictures go together. To sample, two
    pictures of the asked feeling are drawn, the second among those whose ground is like that of the first; it lends
    the eyes or the mouth, the first all else, and each code is drawn from what its encoder believes.

    Deviations: the prior is the mixture of all posteriors (Tomczak and Welling 2018, with the training pictures as
    pseudo-inputs) and is never N(0, I), which the small weight of the divergence would not reach.

    Attributes:
        means, spreads: (m, 3, code) of the training pictures; see `remember`.
        feelings: (m, n_labels) which feeling they show, rows that sum to 1, or zero rows.
    """

    means: Tensor
    spreads: Tensor
    feelings: Tensor
    rows: Tensor

    def __init__(self, config: Config, n_pictures: int) -> None:
        super().__init__()
        if config.size != SIZE_PX or config.noise != PARTS * (config.code + 1):
            raise BadSetting(
                f"size must be {SIZE_PX} and noise 3 · (code + 1) = {PARTS * (config.code + 1)}, not {config.size} and "
                f"{config.noise}; change the recipe."
            )
        self.config, first = config, config.widths[0]
        self.readers = nn.ModuleList(_reader(px, config.code) for px in ((32, 32), (32, 64), (32, 64)))
        self.seeds = nn.ModuleList(nn.Linear(config.code, first * _SEED_PX**2) for _ in range(PARTS))
        self.mix = nn.Conv2d(first, first, 3, padding=1)
        self.grow = nn.ModuleList(nn.ConvTranspose2d(a, b, 4, 2, 1) for a, b in pairwise(config.widths))
        self.tell = nn.ModuleList(nn.Linear(config.code, 2 * c) for c in config.widths[1:])
        self.refine = nn.ModuleList(nn.Conv2d(c, c, 3, padding=1) for c in config.widths[1:])
        self.paint = nn.Conv2d(config.widths[-1], 4, 3, padding=1)
        middle = (torch.arange(_SEED_PX) + 0.5) * SIZE_PX / _SEED_PX
        reach = [torch.ones(_SEED_PX), *(((middle > a) & (middle < b)).float() for a, b in (_UPPER, _LOWER))]
        self.register_buffer("rows", torch.stack(reach)[:, None, :, None], persistent=False)
        self.register_buffer("means", torch.zeros(n_pictures, PARTS, config.code))
        self.register_buffer("spreads", torch.ones(n_pictures, PARTS, config.code))
        self.register_buffer("feelings", torch.zeros(n_pictures, len(PRODUCT)))

    def read(self, rgba: Tensor) -> tuple[Tensor, Tensor]:
        """Return means and log variances (B, 3, code) of the parts of premultiplied pictures (B, 4, 64, 64)."""
        ground = rgba.clone()
        face = (slice(None), slice(None), *_FACE)
        ground[face] = rgba[face].mean((2, 3), keepdim=True)
        shown = (F.avg_pool2d(ground, 2), rgba[:, :, slice(*_UPPER)], rgba[:, :, slice(*_LOWER)])
        found = [reader(part).float() for reader, part in zip(self.readers, shown, strict=True)]
        mean, log_variance = torch.stack(found, 1).chunk(2, 2)
        return mean, log_variance

    def paint_parts(self, codes: Tensor) -> Tensor:
        """Return straight RGBA (B, 4, 64, 64) in [0, 1] for codes (B, 3, code)."""
        shape = (-1, self.config.widths[0], _SEED_PX, _SEED_PX)
        seeds = (seed(codes[:, i]).view(shape) * self.rows[i] for i, seed in enumerate(self.seeds))
        x = F.leaky_relu(torch.stack(list(seeds)).sum(0), _SLOPE).contiguous(
            memory_format=torch.channels_last
        )
        x = x + F.leaky_relu(self.mix(x), _SLOPE)
        for grow, tell, refine in zip(self.grow, self.tell, self.refine, strict=True):
            scale, shift = tell(codes[:, 0])[:, :, None, None].chunk(2, 1)
            x = F.leaky_relu(grow(x) * (1 + scale) + shift, _SLOPE)
            x = x + F.leaky_relu(refine(x), _SLOPE)
        rgba: Tensor = self.paint(x).float().sigmoid()
        return rgba

    def forward(self, noise: Tensor, feeling: Tensor) -> Tensor:
        """Return straight RGBA (B, 4, 64, 64) in [0, 1] for noise (B, noise) ~ N(0, 1) and feelings (B, n_labels)."""
        chance = (1 + torch.erf(noise[:, :PARTS] * 0.5**0.5)) / 2  # uniform in [0, 1]
        fits = feeling @ self.feelings.T + _STRAY  # (B, m)
        first = _pick(fits, chance[:, 0])
        grounds = self.means[:, 0]
        square = (grounds**2).sum(1)
        apart = square[first][:, None] + square[None] - 2 * grounds[first] @ grounds.T  # (B, m)
        like = fits * (torch.exp(-apart / self.reach()) + 1e-9)
        second = _pick(_without(like, first), chance[:, 1])
        eyes = chance[:, 2] < 0.5  # the second lends the upper part, not the lower one
        lent = enumerate((first, torch.where(eyes, second, first), torch.where(eyes, first, second)))
        moves = noise[:, PARTS:].view(-1, PARTS, self.config.code)
        codes = [self.means[:, i][who] + self.spreads[:, i][who] * moves[:, i] for i, who in lent]
        return self.paint_parts(torch.stack(codes, 1))

    def reach(self) -> Tensor:
        """Return the squared distance of grounds at which likeness has fallen to 1/e."""
        # twice the variance is the mean squared distance of a pair
        return self.config.near * 2 * self.means[:, 0].var(0, unbiased=False).sum() + 1e-6

    @torch.no_grad()
    def remember(self, rgba: Tensor, feelings: Tensor) -> None:
        """Keep the codes of the training pictures (m, 4, 64, 64), premultiplied, and their feelings (m, n_labels)."""
        found = [self.read(part) for part in torch.split(rgba, 64)]
        self.means.copy_(torch.cat([mean for mean, _ in found]))
        self.spreads.copy_(torch.cat([log_variance for _, log_variance in found]).mul(0.5).exp())
        self.feelings.copy_(feelings)


def premultiplied(rgba: Tensor) -> Tensor:
    """Return straight RGBA (B, 4, H, W) with its colours times alpha: hidden colours then do not count."""
    return torch.cat([rgba[:, :3] * rgba[:, 3:], rgba[:, 3:]], 1)


def _reader(px: tuple[int, int], code: int) -> nn.Sequential:
    """Return the encoder of a part of (height, width) px: mean and log variance of its code."""
    return nn.Sequential(
        nn.Conv2d(4, 16, 4, 2, 1), nn.LeakyReLU(_SLOPE),
        nn.Conv2d(16, 32, 4, 2, 1), nn.LeakyReLU(_SLOPE),
        nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(_SLOPE),
        nn.Flatten(), nn.Linear(px[0] * px[1], 2 * code),
    )  # fmt: skip


def _pick(weights: Tensor, chance: Tensor) -> Tensor:
    """Return an index (B,) drawn by weights (B, m), 0 or more, with a uniform number (B,) each."""
    total = weights.cumsum(1)
    below = (total < chance[:, None] * total[:, -1:]).sum(1)
    return below.clamp(max=weights.shape[1] - 1)


def _without(weights: Tensor, index: Tensor) -> Tensor:
    """Return weights (B, m) with a zero at an index (B,)."""
    return weights * (torch.arange(weights.shape[1])[None] != index[:, None]).float()
