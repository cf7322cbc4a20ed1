"""What tones a drawing is painted with: few or many, exact or blended, and which go together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.encode.image import Picture
from gyeol.encode.windows import Map, Mask, Row, histogram, least, most

_INK = 245
_LUMA = np.asarray((77, 150, 29), np.int32)  # Rec. 601, in 256ths


@dataclass(frozen=True)
class Tones:
    """A picture taken apart.

    Attributes:
        rgb: (S, S, 3) on white.
        luma: (S, S) 0 to 255.
        chroma: (S, S) distance from the grey axis, 0 to 255: a turn of all hues leaves it, unless colours clip.
        ink: (S, S) what is not ground.
        lightest: (S, S) luma in the 3 × 3 around.
        darkest: (S, S) luma in the 3 × 3 around.
    """

    rgb: Picture
    luma: Map
    chroma: Map
    ink: Mask
    lightest: Map
    darkest: Map

    @property
    def n_ink(self) -> int:
        """How many places are inked, and one."""
        return int(self.ink.sum()) + 1


def taken_apart(rgb: Picture) -> Tones:
    """Return the tones of a picture (S, S, 3) on white."""
    x = rgb.astype(np.int32)
    luma = ((x @ _LUMA) >> 8).astype(np.uint8)
    grey = x.sum(2) / 3
    chroma = np.minimum(np.sqrt(((x - grey[..., None]) ** 2).sum(2)) * 1.1, 255).astype(np.uint8)
    return Tones(rgb, luma, chroma, rgb.min(2) < _INK, most(luma, 3), least(luma, 3))


def palette(tones: Tones) -> list[Row]:
    """Return which tones the ink has, and how few of them fill the flat parts."""
    luma, chroma = tones.luma[tones.ink].astype(np.int64), tones.chroma[tones.ink].astype(np.int64)
    return [
        *_hues(tones),
        histogram(luma >> 3, 32),
        histogram(chroma >> 4, 16),
        histogram((luma >> 4) * 10 + chroma // 26, 16, 10),
        _sparsity(tones),
    ]


def _hues(tones: Tones) -> list[Row]:
    """Return colours seen from the mean one, which a turn of all hues leaves as they are, and colours as they are."""
    x = tones.rgb[tones.ink].astype(np.int32)
    u = (x[:, 0] - 0.5 * x[:, 1] - 0.5 * x[:, 2]) * 0.8165 / 255
    v = (x[:, 1] - x[:, 2]) * 0.7071 / 255
    strength = np.hypot(u, v)
    mean_u, mean_v = (u * strength).sum(), (v * strength).sum()
    length = np.hypot(mean_u, mean_v) + 1e-6
    along, beside = (u * mean_u + v * mean_v) / length, (v * mean_u - u * mean_v) / length
    return [
        histogram(_cell(along, -0.6, 0.8, 10) * 6 + _cell(np.abs(beside), 0, 0.6, 6), 10, 6),
        histogram(_cell(u, -0.85, 0.85, 8) * 8 + _cell(v, -0.75, 0.75, 8), 8, 8),
    ]


def _sparsity(tones: Tones) -> Row:
    flat = tones.ink & (tones.lightest - tones.darkest < 4)
    flat &= most(tones.chroma, 3) - least(tones.chroma, 3) < 5
    n_flat = int(flat.sum())
    tone = (tones.luma[flat].astype(np.int64) >> 2) * 64 + (tones.chroma[flat] >> 2)
    share = np.bincount(tone, minlength=4096) / (n_flat + 1)
    fifth = tones.rgb[flat].astype(np.int64) >> 3
    exact = np.bincount(fifth[:, 0] * 1024 + fifth[:, 1] * 32 + fifth[:, 2], minlength=1) / max(1, n_flat)
    limits = (0, 0.002, 0.005, 0.01, 0.03, 0.1)
    return np.concatenate(
        [
            [0.1 * np.log((share**2).sum() + 1e-4), 0.1 * _entropy(share)],
            [0.05 * np.log1p((share > limit).sum()) for limit in limits],
            np.sort(share)[:-7:-1],
            [n_flat / tones.n_ink],
            [
                0.05 * np.log1p((exact > 0).sum()),
                0.05 * np.log1p((exact > 0.01).sum()),
                0.1 * _entropy(exact),
            ],
        ]
    )


def _entropy(share: NDArray[np.float64]) -> float:
    some = share[share > 0]
    return -float((some * np.log(some)).sum())


def _cell(values: NDArray[np.float64], low: float, high: float, n: int) -> NDArray[np.int64]:
    return np.clip(((values - low) / (high - low) * n).astype(np.int64), 0, n - 1)
