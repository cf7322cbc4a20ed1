"""Tell a made picture that is nearly a copy of a picture of the training: NumPy alone, for serving too."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

DIM = 512
_LIGHT_PX, _COLOUR_PX = 16, 8
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_TWIN = 0.1
_SEEN = 8  # an alpha below this is nothing


def describe(rgba: NDArray[np.uint8]) -> Array:
    """Return (n, DIM) descriptors, each in [0, 1], of pictures (n, 64, 64, 4), straight alpha.

    What is shown is first cut to its box, so that a copy that was moved or made smaller is still a copy. Then 16 × 16
    values of luminance on white, and 8 × 8 of premultiplied colour and alpha. An empty picture gives a white one.
    """
    return np.stack([_one(picture) for picture in rgba]) if len(rgba) else np.zeros((0, DIM), np.float32)


def near(descriptors: Array, seen: NDArray[np.floating], threshold: float) -> NDArray[np.bool_]:
    """Return (n,): is a picture no farther than `threshold` from one that was seen?

    Args:
        descriptors: (n, DIM) of `describe`.
        seen: (m, DIM), perhaps stored as float16.
        threshold: see `distances`.
    """
    return distances(descriptors, seen) <= threshold


def distances(descriptors: Array, seen: NDArray[np.floating]) -> Array:
    """Return (n,) the root mean square difference to the nearest of `seen` (m, DIM): 0 is a copy; inf if m is 0."""
    if not len(seen):
        return np.full(len(descriptors), np.inf, np.float32)
    x, y = descriptors.astype(np.float32), seen.astype(np.float32)
    square = (x**2).sum(1)[:, None] + (y**2).sum(1)[None] - 2 * x @ y.T
    nearest: Array = np.sqrt(np.maximum(square.min(1), 0) / DIM).astype(np.float32)
    return nearest


def close(seen: Array, q: float = 0.05) -> float:
    """Return how near the nearest q of the pictures of a training (m, DIM) are to another one: a threshold for `near`.

    Pictures that are in there twice, nearer than a tenth of the median, do not count.
    """
    nearest = _apart(seen)
    different = nearest[nearest > _TWIN * np.median(nearest)]
    return float(np.quantile(different if len(different) else nearest, q))


def _apart(descriptors: Array) -> Array:
    """Return (n,) the distance of each picture to its nearest other one."""
    x = descriptors.astype(np.float32)
    square = (x**2).sum(1)[:, None] + (x**2).sum(1)[None] - 2 * x @ x.T
    np.fill_diagonal(square, np.inf)
    nearest: Array = np.sqrt(np.maximum(square.min(1), 0) / DIM).astype(np.float32)
    return nearest


def _one(picture: NDArray[np.uint8]) -> Array:
    alpha = picture[..., 3]
    rows, columns = np.flatnonzero((alpha >= _SEEN).any(1)), np.flatnonzero((alpha >= _SEEN).any(0))
    if len(rows):
        picture = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    value: Array = picture.astype(np.float32) / np.float32(255)
    value[..., :3] *= value[..., 3:]
    light: Array = (value[..., :3] @ _LUMA + 1 - value[..., 3])[..., None].astype(np.float32)
    return np.concatenate([_shrunk(light, _LIGHT_PX), _shrunk(value, _COLOUR_PX)]).clip(0, 1)


def _shrunk(value: Array, size: int) -> Array:
    """Return the means (size · size · channels,) of a picture (H, W, channels) over a grid of equal cells."""
    cells: Array = _over(_over(value, size).swapaxes(0, 1), size).swapaxes(0, 1)
    return np.ascontiguousarray(cells).reshape(-1)


def _over(value: Array, size: int) -> Array:
    """Return the means of `size` equal stretches of the first axis; a stretch may begin within a row."""
    total = np.concatenate([np.zeros_like(value[:1]), value.cumsum(0)])  # (H + 1, …)
    place = np.linspace(0, len(value), size + 1)
    low = np.minimum(place.astype(int), len(value) - 1)
    part = (place - low).astype(np.float32).reshape(-1, *[1] * (value.ndim - 1))
    edge = total[low] + part * value[low]
    means: Array = np.diff(edge, axis=0) * (size / len(value))
    return means
