"""What tones a drawing is painted with: few or many, exact or blended, and which go together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.encode.image import Picture
from gyeol.encode.windows import Map, Mask, Row, histogram, least, most

_INK = 245
_LUMA = (77, 150, 29)  # Rec. 601, in 256ths


@dataclass(frozen=True)
class Tones:
    """A picture taken apart.

    Attributes:
        planes: (3, S, S) red, green, blue on white.
        luma: (S, S) 0 to 255.
        chroma: (S, S) distance from the grey axis, 0 to 255: a turn of all hues leaves it, unless colours clip.
        ink: (S, S) what is not ground.
        inked: (n,) flat indices of the ink.
        flat: (S, S) ink whose 3 × 3 around is of one tone.
        lightest: (S, S) luma in the 3 × 3 around.
        darkest: (S, S) luma in the 3 × 3 around.
    """

    planes: Map
    luma: Map
    chroma: Map
    ink: Mask
    inked: NDArray[np.intp]
    flat: Mask
    lightest: Map
    darkest: Map

    @property
    def n_ink(self) -> int:
        """How many places are inked, and one."""
        return len(self.inked) + 1


def taken_apart(rgb: Picture) -> Tones:
    """Return the tones of a picture (S, S, 3) on white."""
    planes = np.ascontiguousarray(rgb.transpose(2, 0, 1))
    red, green, blue = planes.astype(np.uint16)
    luma = ((_LUMA[0] * red + _LUMA[1] * green + _LUMA[2] * blue) >> 8).astype(np.uint8)
    x = planes.astype(np.float32)
    total = x[0] + x[1] + x[2]
    spread = 3 * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]) - total * total  # whole numbers: exact
    chroma = np.minimum(np.sqrt(spread / 3) * 1.1, 255).astype(np.uint8)
    ink = np.minimum(np.minimum(planes[0], planes[1]), planes[2]) < _INK
    both = np.stack([luma, chroma])
    lightest, darkest = most(both, 3), least(both, 3)
    span = lightest - darkest
    flat = ink & (span[0] < 4) & (span[1] < 5)
    return Tones(planes, luma, chroma, ink, np.flatnonzero(ink), flat, lightest[0], darkest[0])


def palette(tones: Tones) -> list[Row]:
    """Return which tones the ink has, and how few of them fill the flat parts."""
    luma, chroma = tones.luma.ravel()[tones.inked], tones.chroma.ravel()[tones.inked]
    return [
        *_hues(tones),
        histogram(luma >> 3, 32),
        histogram(chroma >> 4, 16),
        histogram((luma >> 4) * np.uint8(10) + chroma // 26, 16, 10),
        _sparsity(tones),
    ]


def _hues(tones: Tones) -> list[Row]:
    """Return colours seen from the mean one, which a turn of all hues leaves as they are, and colours as they are."""
    red, green, blue = tones.planes.reshape(3, -1)[:, tones.inked].astype(np.float32)
    u = (red - 0.5 * green - 0.5 * blue) * np.float32(0.8165 / 255)
    v = (green - blue) * np.float32(0.7071 / 255)
    strength = np.sqrt(u * u + v * v)
    mean_u, mean_v = u @ strength, v @ strength
    length = np.hypot(mean_u, mean_v) + np.float32(1e-6)
    along, beside = (u * mean_u + v * mean_v) / length, (v * mean_u - u * mean_v) / length
    return [
        histogram(_cell(along, -0.6, 0.8, 10) * 6 + _cell(np.abs(beside), 0, 0.6, 6), 10, 6),
        histogram(_cell(u, -0.85, 0.85, 8) * 8 + _cell(v, -0.75, 0.75, 8), 8, 8),
    ]


def _sparsity(tones: Tones) -> Row:
    flat = np.flatnonzero(tones.flat)
    luma, chroma = tones.luma.ravel()[flat].astype(np.intp), tones.chroma.ravel()[flat]
    count = np.bincount((luma >> 2) * 64 + (chroma >> 2))
    share = np.sort(count[count > 0])[::-1] / (len(flat) + 1)
    red, green, blue = (tones.planes.reshape(3, -1)[:, flat] >> 3).astype(np.intp)
    count = np.bincount(red * 1024 + green * 32 + blue)
    exact = count[count > 0] / max(1, len(flat))
    limits = (0, 0.002, 0.005, 0.01, 0.03, 0.1)
    return np.asarray(
        [
            0.1 * np.log((share**2).sum() + 1e-4),
            0.1 * _entropy(share),
            *(0.05 * np.log1p((share > limit).sum()) for limit in limits),
            *share[:6],
            *[0.0] * (6 - len(share[:6])),
            len(flat) / tones.n_ink,
            0.05 * np.log1p(len(exact)),
            0.05 * np.log1p((exact > 0.01).sum()),
            0.1 * _entropy(exact),
        ]
    )


def _entropy(share: NDArray[np.float64]) -> float:
    return -float((share * np.log(share)).sum())


def _cell(values: NDArray[np.float32], low: float, high: float, n: int) -> NDArray[np.intp]:
    cells = ((values - np.float32(low)) * np.float32(n / (high - low))).astype(np.intp)
    return np.minimum(np.maximum(cells, 0), n - 1)
