"""Is an asked feeling seen in what was made? A classifier that learned from other packs says so."""

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from gyeol.catalog import Array
from gyeol.errors import Refused
from gyeol.lab.gan_data import Faces
from gyeol.lab.picture_features import features

_LEAST = 50
_COST = 2.0


class Recogniser:
    """Tells pleasant faces from unpleasant ones by their lines and tones (`gyeol.lab.picture_features`).

    A support vector machine with a Gaussian kernel, fitted to the pictures and their mirror images.

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
        self._machine = make_pipeline(StandardScaler(), SVC(C=_COST)).fit(x, np.tile(known.positive, 2))

    def share(self, pixels: NDArray[np.uint8], positive: NDArray[np.float32]) -> float:
        """Return how many of some pictures (n, 64, 64, 3) are taken for what they should be (n,), 1 or 0; NaN: skip."""
        asked = np.isfinite(positive)
        if asked.sum() < _LEAST:
            raise Refused(f"{int(asked.sum())} pictures of an asked class mean nothing; make {_LEAST}.")
        return float((self._machine.predict(_seen(pixels[asked])) == positive[asked]).mean())


def _seen(pixels: NDArray[np.uint8]) -> Array:
    with torch.inference_mode():
        blocks = torch.split(torch.from_numpy(pixels.astype(np.float32)).permute(0, 3, 1, 2), 128)
        return np.asarray(torch.cat([features(block) for block in blocks]))
