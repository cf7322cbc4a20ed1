"""How a drawing is drawn: its edges, shading, widths of lines and flats, its rim, and its place on the canvas."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gyeol.encode.image import Picture
from gyeol.encode.style_tones import Tones, palette, taken_apart
from gyeol.encode.windows import (
    Map,
    Row,
    bordered,
    dilations,
    halved,
    histogram,
    least,
    most,
    openings,
    smooth,
)

_SCALES = 3
_LAGS_PX = (1, 2, 3, 4, 6, 8, 12, 16, 24)
_STEPS = (1, 3, 8, 24, 64)
_WIDTHS_PX = (3, 5, 7, 9, 13, 19, 27)
_THIN_PX = (3, 5, 7, 11, 17)
_LINE_PX = 7
_DEPTHS_PX = (3, 5, 9, 15)
_BYTES = np.arange(256)
_ROOT = {n: np.minimum((np.sqrt(_BYTES / 255) * n).astype(np.uint8), n - 1) for n in (6, 8, 14)}
_BENT = np.arange(-1020, 1021)
_BEND = np.clip(10 + np.sign(_BENT) * np.sqrt(np.abs(_BENT) / 255) * 8, 0, 20).astype(np.uint8)
_BITS = (np.arange(64)[:, None] >> np.arange(6)) & 1

# of a slope, looked up by 256 |down| + |across|
_DOWN, _ACROSS = _BYTES.repeat(256) * 1.0, np.tile(_BYTES, 256) * 1.0
_STRENGTH = np.hypot(_DOWN, _ACROSS)
_WHOLE = np.minimum(_STRENGTH, 255).astype(np.uint8)
_ANGLE = np.minimum((np.arctan2(_DOWN, _ACROSS) * (6 / 1.571)).astype(np.uint8), 5)
_KEEPS = np.cos(4 * np.arctan2(_DOWN, _ACROSS)) * (_STRENGTH > 0)


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
        slope, slope_of_chroma = _slope(around), _slope(bordered(chroma))
        edge = np.flatnonzero(slope)  # most places are flat, and weigh nothing
        edges, whole = slope[edge], _WHOLE[slope]
        strength, sides = _STRENGTH[edges], (darkest >> 5) * np.uint8(8) + (lightest >> 5)
        count = np.bincount(whole[edge], minlength=256)
        count[0] += slope.size - edge.size
        found += [
            smooth(np.bincount(_ROOT[14], count), 14),
            histogram(_bend(around), 21),
            histogram(sides.ravel()[edge], 8, 8, weight=strength),
            smooth(np.bincount(_ROOT[8], np.bincount((lightest - darkest).ravel(), minlength=256)), 8),
            histogram(_ANGLE[edges], 6, weight=strength),
            _grid(edges, strength, count),
            histogram(_ROOT[6][whole] * np.uint8(6) + _ROOT[6][_WHOLE[slope_of_chroma]], 6, 6),
        ]
    return found


def _slope(around: NDArray[np.int16]) -> NDArray[np.intp]:
    """Return 256 |down| + |across| of each place of a bordered map (S + 2, S + 2)."""
    across, down = around[1:-1, 2:] - around[1:-1, :-2], around[2:, 1:-1] - around[:-2, 1:-1]
    return np.asarray(np.abs(down).astype(np.intp) * 256 + np.abs(across)).ravel()


def _bend(around: NDArray[np.int16]) -> Map:
    bent = 4 * around[1:-1, 1:-1] - around[1:-1, 2:] - around[1:-1, :-2]
    return np.asarray(_BEND[bent - around[2:, 1:-1] - around[:-2, 1:-1] + 1020])


def _grid(edges: NDArray[np.intp], strength: NDArray[np.float64], count: NDArray[np.intp]) -> Row:
    """Return how far edges keep to the grid, as pixel art's do (1; diagonal ones -1), and how much is flat."""
    keeps, total = _KEEPS[edges], strength.sum() + 1e-3
    flat = [count[:limit].sum() / count.sum() for limit in (1, 3, 8, 16)]
    return np.asarray([strength @ keeps / total, strength @ (2 * keeps * keeps - 1) / total, *flat])


def _shading(tones: Tones) -> list[Row]:
    """Return how much luma changes over growing distances within the ink: steps, blends, textures, blocks."""
    luma, ink = tones.luma, tones.ink
    span = (tones.lightest - tones.darkest).ravel()[tones.inked]
    found = [smooth(np.bincount(span, minlength=20)[:20], 20)]
    for lag in _LAGS_PX:
        for high, low in ((np.s_[lag:, :], np.s_[:-lag, :]), (np.s_[:, lag:], np.s_[:, :-lag])):
            both = ink[high] & ink[low]
            change = np.maximum(luma[high], luma[low]) - np.minimum(luma[high], luma[low])
            change *= both  # places with ground become 0: taken off below
            n_both = int(np.count_nonzero(both))
            below = [int(np.count_nonzero(change < step)) - both.size + n_both for step in _STEPS]
            between = (n - less for less, n in pairwise([0, *below]))
            total = change.astype(np.float32).sum(dtype=np.float32)
            found.append(np.asarray([*between, total / 64]) / (n_both + 1))
    return found


def _widths(tones: Tones) -> list[Row]:
    """Return what is left of dark, light, ground, ink and flats after openings of growing size."""
    luma, ink = tones.luma, tones.ink
    parts = (luma < 46, luma < 115, (luma > 191) & ink, ~ink, ink, tones.flat)
    packed = np.zeros_like(luma)
    for bit, part in enumerate(parts):
        packed |= part.view(np.uint8) << bit
    left = [packed, *openings(packed, _WIDTHS_PX, np.bitwise_and, np.bitwise_or)]
    count = np.stack([np.bincount((part & packed).ravel(), minlength=64) @ _BITS for part in left])  # (8, 6)
    return [np.asarray([np.sqrt(c[0] / luma.size), *(c[1:] / (c[0] + 10))]) for c in count.T]


def _thin(tones: Tones) -> list[Row]:
    """Return how much stands out lighter and darker than around it and is narrow, and the tones of dark lines."""
    found, line = [], np.zeros(0, np.intp)
    sides = np.stack([tones.luma, 255 - tones.luma])
    for size, left in zip(_THIN_PX, openings(sides, _THIN_PX), strict=True):
        stands = sides - left
        for side in stands:
            count = np.bincount(side[side > 0], minlength=256)
            shares = np.sqrt(count.reshape(8, 32).sum(1)[1:] / tones.n_ink)
            found.append(np.asarray([*shares, count @ _BYTES / tones.n_ink / 64]))
        if size == _LINE_PX:
            line = np.flatnonzero(tones.ink & (stands[1] > 38))
    found.append(histogram(tones.luma.ravel()[line] >> 4, 16))
    found.append(histogram(tones.chroma.ravel()[line] // 26, 10))
    return [*found, np.asarray([len(line) / tones.n_ink])]


def _rim(tones: Tones) -> list[Row]:
    """Return the tones of the ink at growing depth behind its rim: outlines, stickers' white borders, cores."""
    ground = (~tones.ink).view(np.uint8)
    depth = sum(1 - reached.ravel()[tones.inked] for reached in dilations(ground, _DEPTHS_PX))
    tone = (tones.luma.ravel()[tones.inked] >> 4) * np.uint8(6) + tones.chroma.ravel()[tones.inked] // 43
    n_rings = len(_DEPTHS_PX) + 1  # the last one: all the rest
    count = np.bincount(np.asarray(depth, np.intp) * 96 + tone, minlength=n_rings * 96).reshape(n_rings, 96)
    return [row for ring in count for row in (smooth(ring, 16, 6), np.asarray([ring.sum() / tones.n_ink]))]


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
