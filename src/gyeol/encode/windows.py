"""Windows over a map of a picture: the most and the least around each place, and histograms of what is seen."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Row = NDArray[np.float64]
Operation = Callable[..., NDArray[Any]]


def most(seen: NDArray[Any], size: int) -> NDArray[Any]:
    """Return the maximum of the (size, size) square around each place of maps (..., S, S); size is odd."""
    return _spread(seen, 0, size // 2, np.maximum)


def least(seen: NDArray[Any], size: int) -> NDArray[Any]:
    """Return the minimum of the (size, size) square around each place of maps (..., S, S); size is odd."""
    return _spread(seen, 0, size // 2, np.minimum)


def openings(
    seen: NDArray[Any], sizes: Sequence[int], shrink: Operation = np.minimum, grow: Operation = np.maximum
) -> Iterator[NDArray[Any]]:
    """Yield maps (..., S, S) without what is lighter than around it and narrower than each size (Serra 1982).

    Args:
        seen: maps; with bitwise operations each bit is a mask of its own.
        sizes: odd, ascending, each at most twice the one before and one: every erosion goes on from the last.
        shrink: the least of two.
        grow: the most of two.
    """
    reach = 0
    for size in sizes:
        seen = _spread(seen, reach, size // 2, shrink)
        reach = size // 2
        yield _spread(seen, 0, reach, grow)


def dilations(seen: NDArray[Any], sizes: Sequence[int]) -> Iterator[NDArray[Any]]:
    """Yield `most` for each size; sizes as in `openings`."""
    reach = 0
    for size in sizes:
        seen = _spread(seen, reach, size // 2, np.maximum)
        reach = size // 2
        yield seen


def halved(seen: Map) -> Map:
    """Return a map of half the side; each place is the mean of four."""
    wide = seen.astype(np.uint16)
    four = wide[::2, ::2] + wide[1::2, ::2] + wide[::2, 1::2] + wide[1::2, 1::2]
    return ((four + 2) >> 2).astype(np.uint8)


def bordered(seen: Map) -> NDArray[np.int16]:
    """Return the map (S, S) with its border repeated once: (S + 2, S + 2)."""
    wide = np.empty((seen.shape[0] + 2, seen.shape[1] + 2), np.int16)
    wide[1:-1, 1:-1] = seen
    wide[0, 1:-1], wide[-1, 1:-1] = seen[0], seen[-1]
    wide[:, 0], wide[:, -1] = wide[:, 1], wide[:, -2]
    return wide


def histogram(cells: NDArray[Any], *shape: int, weight: NDArray[Any] | None = None) -> Row:
    """Return the shares (n_cells,) of numbered cells of a grid of this shape, as `smooth` does."""
    return smooth(np.bincount(cells.ravel(), weight, minlength=prod(shape)), *shape)


def smooth(count: NDArray[Any], *shape: int) -> Row:
    """Return the shares (n_cells,) of counts of a grid of one or two axes, blurred by (1, 2, 1) along each.

    Square roots, so that Euclidean distance is Hellinger's; the blur lets near tones count as nearly the same.
    """
    found = (count / (count.sum() + 1e-6)).reshape(shape) @ _blur(shape[-1])
    if len(shape) == 2:
        found = _blur(shape[0]) @ found
    return np.asarray(np.sqrt(found).ravel())


@cache
def _blur(n: int) -> Row:
    """Return the (n, n) matrix of the blur; what would leave at the ends stays."""
    near = 0.5 * np.eye(n) + 0.25 * (np.eye(n, k=1) + np.eye(n, k=-1))
    near[0, 0] += 0.25
    near[-1, -1] += 0.25
    return np.asarray(near)


def _spread(seen: NDArray[Any], reached: int, reach: int, op: Operation) -> NDArray[Any]:
    """Return op over each square that lies on the map, for maps of op over squares of a smaller reach.

    A step of at most one more than what is reached leaves no gap, so that reach doubles (van Herk 1992 is as fast).
    """
    while reached < reach:
        step = min(reached + 1, reach - reached)
        for high, low in (
            (np.s_[..., step:, :], np.s_[..., :-step, :]),
            (np.s_[..., step:], np.s_[..., :-step]),
        ):
            wider = seen.copy()
            op(wider[high], seen[low], out=wider[high])
            op(wider[low], seen[high], out=wider[low])
            seen = wider
        reached += step
    return seen
