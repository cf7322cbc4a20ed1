"""Score made emoji beside real ones, on the features of a network that each score names."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array
from gyeol.errors import Refused
from gyeol.generate import measures
from gyeol.lab.gan_data import Faces, on_ground
from gyeol.lab.gan_features import FeatureNetwork, network

_SHRINKAGE = 0.1
AXES = 64  # of the features, for FID on few pictures


class Judge:
    """Measures made pictures beside the same real ones again and again; features of these are found once.

    Args:
        real: to compare with; classes where they are known.
        train: what the generator learned from, for copies; None: the same.
        seed: of the bootstrap.
        seen: whose features are compared; None: gyeol's style encoder.
    """

    def __init__(
        self, real: Faces, train: Faces | None = None, *, seed: int = 0, seen: FeatureNetwork | None = None
    ) -> None:
        self.seen, self.real, self.seed = seen or network(), real, seed
        self.x = self.seen.features(real.pixels)
        self.train = self.x if train is None else self.seen.features(train.pixels)
        centre = self.x - self.x.mean(0)
        self.axes = np.linalg.svd(centre, full_matrices=False)[2][:AXES].T  # (dim, AXES)

    def brief(self, fake: NDArray[np.uint8]) -> dict[str, float | None]:
        """Return "kid", "fid" and "inception_score" of pictures (n, 64, 64, 4); None where it was refused."""
        y = self.seen.features(on_ground(fake))
        return {
            "kid": _asked(lambda: self._kid(y, 1).value, {}, "kid"),
            "fid": _asked(lambda: self._fid(y), {}, "fid"),
            "inception_score": _asked(lambda: self._spread(y), {}, "inception_score"),
        }

    def whole(self, fake: NDArray[np.uint8]) -> dict[str, Any]:
        """Return every measure of pictures (n, 64, 64, 4); None where it was refused, why under "refused".

        The Inception Score takes the probabilities of two classes, pleasant and unpleasant, that a linear
        discriminant fitted to the real features gives, so it lies in [1, 2] and compares only with others of the same
        name. FID is that of the `AXES` leading principal axes of the real features: on all of them it would need more
        pictures than there are.
        """
        y = self.seen.features(on_ground(fake))
        refused: dict[str, str] = {}
        distance = _asked(lambda: self._kid(y, 500), refused, "kid")
        within = _asked(lambda: measures.precision_recall(self.x, y), refused, "precision") or (None, None)
        return {
            "n_real": len(self.x),
            "n_fake": len(y),
            "features": self.seen.name,
            "fid": _asked(lambda: self._fid(y), refused, "fid"),
            "fid_axes": self.axes.shape[1],
            "kid": distance and distance.value,
            "kid_interval": distance and [distance.low, distance.high],
            "inception_score": _asked(lambda: self._spread(y), refused, "inception_score"),
            "precision": within[0],
            "recall": within[1],
            "memorised": _asked(lambda: measures.memorised(self.train, y), refused, "memorised"),
            "duplicates": _asked(lambda: measures.duplicates(self.x, y), refused, "duplicates"),
            "legible_at_32px": _asked(
                lambda: measures.legible(self.real.pixels, on_ground(fake)), refused, "legible_at_32px"
            ),
            "refused": refused,
        }

    def _kid(self, y: Array, n_resamples: int) -> measures.Kid:
        rng = np.random.default_rng(self.seed)
        return measures.kid(self.x, y, rng=rng, n_resamples=n_resamples)

    def _fid(self, y: Array) -> float:
        return measures.fid(self.x @ self.axes, y @ self.axes)

    def _spread(self, y: Array) -> float:
        return measures.inception_score(_classes(self.real.positive, self.x, y))


def _asked(measure: Callable[[], Any], refused: dict[str, str], name: str) -> Any:
    try:
        return measure()
    except Refused as error:
        refused[name] = str(error)
        return None


def _classes(positive: NDArray[np.float32], x: Array, y: Array) -> Array:
    """Return (n, 2) probabilities of made pictures from a linear discriminant with a shrunken covariance."""
    if min((positive == 0).sum(), (positive == 1).sum()) < 2:
        raise Refused(
            "the Inception Score needs real pictures of two classes; bring an .npz with 'positive'."
        )
    good, bad = x[positive == 1].astype(np.float64), x[positive == 0].astype(np.float64)
    cov = np.cov(np.concatenate([good - good.mean(0), bad - bad.mean(0)]), rowvar=False)
    cov = (1 - _SHRINKAGE) * cov + _SHRINKAGE * np.eye(len(cov)) * np.trace(cov) / len(cov)
    weights = np.linalg.solve(cov, good.mean(0) - bad.mean(0))
    logit = (y - (good.mean(0) + bad.mean(0)) / 2) @ weights + np.log(len(good) / len(bad))
    p = 1 / (1 + np.exp(-np.clip(logit, -50, 50)))
    both: Array = np.stack([1 - p, p], axis=1)
    return both
