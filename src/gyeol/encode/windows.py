"""Windows over a map of a picture: the most and the least around each place, and histograms of what is seen."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Row = NDArray[np.float64]


def most(seen: NDArray[Any], size: int) -> NDArray[Any]:
    """Return the maximum of the (size, size) square around each place of a square map (S, S); size is odd."""
    return _spread(seen, size, np.maximum)


def least(seen: NDArray[Any], size: int) -> NDArray[Any]:
    """Return the minimum of the (size, size) square around each place of a square map (S, S); size is odd."""
    return _spread(seen, size, np.minimum)


def opened(seen: NDArray[Any], size: int) -> NDArray[Any]:
    """Return the map without what is lighter than around it and narrower than `size` (Serra 1982)."""
    return most(least(seen, size), size)


def closed(seen: NDArray[Any], size: int) -> NDArray[Any]:
    """Return the map without what is darker than around it and narrower than `size`."""
    return least(most(seen, size), size)


def halved(seen: Map) -> Map:
    """Return a map of half the side; each place is the mean of four."""
    wide = seen.astype(np.uint16)
    four = wide[::2, ::2] + wide[1::2, ::2] + wide[::2, 1::2] + wide[1::2, 1::2]
    return ((four + 2) >> 2).astype(np.uint8)


def bordered(seen: Map) -> NDArray[np.int32]:
    """Return the map (S, S) with its border repeated once: (S + 2, S + 2)."""
    wide = np.empty((seen.shape[0] + 2, seen.shape[1] + 2), np.int32)
    wide[1:-1, 1:-1] = seen
    wide[0, 1:-1], wide[-1, 1:-1] = seen[0], seen[-1]
    wide[:, 0], wide[:, -1] = wide[:, 1], wide[:, -2]
    return wide


def histogram(cells: NDArray[Any], *shape: int, weight: NDArray[Any] | None = None) -> Row:
    """Return the shares (n_cells,) of numbered cells of a grid of this shape, blurred by (1, 2, 1) along each axis.

    Square roots, so that Euclidean distance is Hellinger's; the blur lets near tones count as nearly the same.
    """
    count = np.bincount(cells.ravel(), weight, minlength=int(np.prod(shape))).astype(np.float64)
    found = (count / (count.sum() + 1e-6)).reshape(shape)
    for axis in range(len(shape)):
        along = np.moveaxis(found, axis, 0)
        blurred = along * 0.5
        blurred[1:] += 0.25 * along[:-1]
        blurred[:-1] += 0.25 * along[1:]
        blurred[0] += 0.25 * along[0]
        blurred[-1] += 0.25 * along[-1]
        found = np.moveaxis(blurred, 0, axis)
    return np.asarray(np.sqrt(found).ravel())


def _spread(seen: NDArray[Any], size: int, op: Callable[..., NDArray[Any]]) -> NDArray[Any]:
    """Return op over each square, by rows then by columns, in steps that double (van Herk 1992 is as fast)."""
    side, reach = seen.shape[0], size // 2
    for _ in range(2):
        wide = np.empty((side + 2 * reach, side), seen.dtype)
        wide[reach:-reach], wide[:reach], wide[-reach:] = seen, seen[0], seen[-1]
        width = 1
        while width < size:
            step = min(width, size - width)
            wide = op(wide[:-step], wide[step:])
            width += step
        seen = wide.T
    return np.ascontiguousarray(seen)
