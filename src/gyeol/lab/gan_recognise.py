"""Is an asked feeling seen in what was made? A classifier that learned from other packs says so."""

import numpy as np
import torch
from numpy.typing import NDArray

from gyeol.catalog import Array
from gyeol.errors import Refused
from gyeol.lab.gan_data import Faces
from gyeol.lab.picture_features import features

_LEAST = 50
_RIDGE = 0.5
_FLOOR = 0.02  # of a feature's spread, so that one that never changes does not become loud


class Recogniser:
    """Tells pleasant faces from unpleasant ones by their lines and tones (`gyeol.lab.picture_features`).

    Kernel ridge regression on −1 and 1 with a Gaussian kernel, fitted to the pictures and their mirror images.

    Args:
        other: faces of packs that no generator in question learned from; those of neither class are left out.

    Raises:
        Refused: fewer than 50 of them are of a known class.
    """

    def __init__(self, other: Faces) -> None:
        known = other.at(np.isfinite(other.positive))
        if len(known) < _LEAST or len(np.unique(known.positive)) < 2:
            raise Refused(f"a classifier of {len(known)} faces of known class tells nothing; bring {_LEAST}.")
        x = np.concatenate([_seen(known.pixels), _seen(known.pixels[:, :, ::-1])])
        self._mean, self._spread = x.mean(0), x.std(0) + _FLOOR
        self._x, y = self._scaled(x), np.tile(known.positive, 2) * 2 - 1
        kernel = _kernel(self._x, self._x) + _RIDGE * np.eye(len(x))
        self._centre = y.mean()
        self._weights = np.linalg.solve(kernel, y - self._centre)

    def share(self, pixels: NDArray[np.uint8], positive: NDArray[np.float32]) -> float:
        """Return how many of some pictures (n, 64, 64, 3) are taken for what they should be (n,), 1 or 0; NaN: skip."""
        asked = np.isfinite(positive)
        if asked.sum() < _LEAST:
            raise Refused(f"{int(asked.sum())} pictures of an asked class mean nothing; make {_LEAST}.")
        found = _kernel(self._scaled(_seen(pixels[asked])), self._x) @ self._weights + self._centre
        return float(((found > 0) == (positive[asked] == 1)).mean())

    def _scaled(self, x: Array) -> NDArray[np.float64]:
        scaled: NDArray[np.float64] = ((x - self._mean) / self._spread).astype(np.float64)
        return scaled


def _kernel(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    square = (x**2).sum(1)[:, None] + (y**2).sum(1)[None] - 2 * x @ y.T
    kernel: NDArray[np.float64] = np.exp(-square / x.shape[1])
    return kernel


def _seen(pixels: NDArray[np.uint8]) -> Array:
    with torch.inference_mode():
        blocks = torch.split(torch.from_numpy(pixels.astype(np.float32)).permute(0, 3, 1, 2), 128)
        return np.asarray(torch.cat([features(block) for block in blocks]))
