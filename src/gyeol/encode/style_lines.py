"""How a drawing is drawn: its edges, shading, widths of lines and flats, its rim, and its place on the canvas."""

import numpy as np
from numpy.typing import NDArray

from gyeol.encode.image import Picture
from gyeol.encode.style_tones import Tones, palette, taken_apart
from gyeol.encode.windows import Map, Row, bordered, closed, halved, histogram, least, most, opened

_SCALES = 3
_LAGS_PX = (1, 2, 3, 4, 6, 8, 12, 16, 24)
_WIDTHS_PX = (3, 5, 7, 9, 13, 19, 27)
_THIN_PX = (3, 5, 7, 11, 17)
_DEPTHS_PX = (3, 5, 9, 15, 0)  # 0: all the rest


def statistics(picture: Picture) -> NDArray[np.float32]:
    """Return the (n_statistics,) statistics of a picture (S, S, 3) on white; S is a multiple of 8."""
    tones = taken_apart(picture)
    parts = [*palette(tones), *_edges(tones), *_shading(tones), *_widths(tones), *_thin(tones), *_rim(tones)]
    return np.concatenate([*parts, *_layout(tones)]).astype(np.float32)


def _edges(tones: Tones) -> list[Row]:
    """Return strength, bend, direction and the two sides of edges at scales that double."""
    luma, chroma, found = tones.luma, tones.chroma, []
    darkest, lightest = tones.darkest, tones.lightest
    for scale in range(_SCALES):
        if scale:
            luma, chroma = halved(luma), halved(chroma)
            darkest, lightest = least(luma, 3), most(luma, 3)
        around = bordered(luma)
        across, down = around[1:-1, 2:] - around[1:-1, :-2], around[2:, 1:-1] - around[:-2, 1:-1]
        strength = np.sqrt(across * across + down * down).ravel()
        found += [
            histogram(_root(strength, 14), 14),
            histogram(_bend(around), 21),
            histogram((darkest >> 5).astype(np.int64) * 8 + (lightest >> 5), 8, 8, weight=strength),
            histogram(_root(lightest - darkest, 8), 8),
            histogram(_angle(across, down), 6, weight=strength),
            _grid(across, down, strength),
            histogram(_root(strength, 6) * 6 + _root(_slope(chroma), 6), 6, 6),
        ]
    return found


def _root(values: NDArray[np.float64] | Map, n: int) -> NDArray[np.int64]:
    """Return cells of the square root, so that faint values have cells of their own."""
    whole = np.minimum(values, 255).astype(np.int64)
    return np.asarray(np.minimum((np.sqrt(np.arange(256) / 255) * n).astype(np.int64), n - 1)[whole])


def _bend(around: NDArray[np.int32]) -> NDArray[np.int64]:
    bend = (
        4 * around[1:-1, 1:-1] - around[1:-1, 2:] - around[1:-1, :-2] - around[2:, 1:-1] - around[:-2, 1:-1]
    )
    return np.asarray(np.clip(10 + np.sign(bend) * np.sqrt(np.abs(bend) / 255) * 8, 0, 20).astype(np.int64))


def _angle(across: NDArray[np.int32], down: NDArray[np.int32]) -> NDArray[np.int64]:
    return np.asarray(
        np.minimum((np.arctan2(np.abs(down), np.abs(across)) * (6 / 1.571)).astype(np.int64), 5)
    )


def _grid(across: NDArray[np.int32], down: NDArray[np.int32], strength: NDArray[np.float64]) -> Row:
    """Return how far edges keep to the grid, as pixel art's do (1; diagonal ones -1), and how much is flat."""
    square = across * across + down * down
    keeps = (
        ((across * across - down * down) ** 2 - (2 * across * down) ** 2) / (1.0 * square**2 + 1e-3)
    ).ravel()
    total = strength.sum() + 1e-3
    flat = [(strength < limit).mean() for limit in (1, 3, 8, 16)]
    return np.asarray(
        [(strength * keeps).sum() / total, (strength * (2 * keeps**2 - 1)).sum() / total, *flat]
    )


def _slope(seen: Map) -> NDArray[np.float64]:
    around = bordered(seen)
    across, down = around[1:-1, 2:] - around[1:-1, :-2], around[2:, 1:-1] - around[:-2, 1:-1]
    return np.sqrt(across**2 + down**2).ravel()


def _shading(tones: Tones) -> list[Row]:
    """Return how much luma changes over growing distances within the ink: steps, blends, textures, blocks."""
    span = tones.lightest - tones.darkest
    found = [histogram(span[tones.ink & (span < 20)].astype(np.int64), 20)]
    luma, ink = tones.luma.astype(np.int16), tones.ink
    for lag in _LAGS_PX:
        for high, low in (((slice(lag, None),), (slice(None, -lag),)), (np.s_[:, lag:], np.s_[:, :-lag])):
            change = np.abs(luma[high] - luma[low])[ink[high] & ink[low]]
            count = np.bincount(change, minlength=256)
            share = count / (count.sum() + 1)
            sums = [share[a:b].sum() for a, b in ((0, 1), (1, 3), (3, 8), (8, 24), (24, 64))]
            found.append(np.asarray([*sums, (share * np.arange(256)).sum() / 64]))
    return found


def _widths(tones: Tones) -> list[Row]:
    """Return what is left of dark, light, ground, ink and flats after openings of growing size."""
    luma, ink = tones.luma, tones.ink
    flat = ink & (tones.lightest - tones.darkest < 4)
    flat &= most(tones.chroma, 3) - least(tones.chroma, 3) < 5
    found = []
    for part in (luma < 46, luma < 115, (luma > 191) & ink, ~ink, ink, flat):
        total = part.sum()
        left = [(opened(part, size) & part).sum() / (total + 10) for size in _WIDTHS_PX]
        found.append(np.asarray([np.sqrt(total / part.size), *left]))
    return found


def _thin(tones: Tones) -> list[Row]:
    """Return how much stands out lighter and darker than around it and is narrow, and the tones of dark lines."""
    found = []
    for size in _THIN_PX:
        for stands in (tones.luma - opened(tones.luma, size), closed(tones.luma, size) - tones.luma):
            count = np.bincount(stands.ravel() >> 5, minlength=8) / tones.n_ink
            found.append(np.asarray([*np.sqrt(count[1:]), stands.sum() / tones.n_ink / 64]))
    line = tones.ink & (closed(tones.luma, 7) - tones.luma > 38)
    found.append(histogram(tones.luma[line].astype(np.int64) >> 4, 16))
    found.append(histogram(tones.chroma[line].astype(np.int64) // 26, 10))
    return [*found, np.asarray([line.sum() / tones.n_ink])]


def _rim(tones: Tones) -> list[Row]:
    """Return the tones of the ink at growing depth behind its rim: outlines, stickers' white borders, cores."""
    ground, found = ~tones.ink, []
    before = ground
    for size in _DEPTHS_PX:
        reached = most(ground, size) if size else np.ones_like(ground)
        ring = reached & ~before
        before = reached
        cells = (tones.luma[ring].astype(np.int64) >> 4) * 6 + tones.chroma[ring] // 43
        found += [histogram(cells, 16, 6), np.asarray([ring.sum() / tones.n_ink])]
    return found


def _layout(tones: Tones) -> list[Row]:
    """Return the margins of the canvas, softly binned, and how the ink fills it: a pack is laid out one way."""
    side = len(tones.luma)
    rows, columns = np.flatnonzero(tones.ink.any(1)), np.flatnonzero(tones.ink.any(0))
    if not len(rows):
        rows = columns = np.zeros(1, np.int64)
    top, bottom = rows[0] / side, 1 - (rows[-1] + 1) / side
    left, right = columns[0] / side, 1 - (columns[-1] + 1) / side
    larger = 1 - min(top + bottom, left + right)
    boxed = tones.ink.sum() / max(1, len(rows) * len(columns))
    shape = np.asarray([1 - top - bottom, 1 - left - right, tones.ink.mean(), boxed])
    margins = [_soft(margin, 0.25, 16) for margin in (top, bottom, left, right)]
    return [*margins, _soft(larger - 0.5, 0.5, 32), shape]


def _soft(value: float, high: float, n: int) -> Row:
    place = min(max(value / high * (n - 1), 0), n - 1)
    return np.asarray(np.maximum(0, 1 - np.abs(place - np.arange(n))))
