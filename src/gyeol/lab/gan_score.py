"""Score made emoji beside real ones, on the features of the style encoder that ships with gyeol."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array
from gyeol.encode.style import StyleEncoder
from gyeol.errors import Refused
from gyeol.generate import measures
from gyeol.lab.gan_data import Faces
from gyeol.lab.open_encoder import SHIPPED

_SHRINKAGE = 0.1


def encoder() -> StyleEncoder:
    """Return the feature network: its name and revision belong to every score."""
    return StyleEncoder.load(SHIPPED / "style")


def features(seen: StyleEncoder, pixels: NDArray[np.uint8]) -> Array:
    """Return (n, dim) features of pictures (n, 64, 64, 3): unit rows times √dim, so that a coordinate is about 1."""
    opaque = np.full((*pixels.shape[:3], 1), 255, np.uint8)
    found: Array = seen.encode(list(np.concatenate([pixels, opaque], axis=3))) * np.float32(np.sqrt(seen.dim))
    return found


def score(real: Faces, fake: NDArray[np.uint8], seed: int = 0) -> dict[str, Any]:
    """Return every measure; None where it was refused, or cannot be, with the reason under "refused".

    The Inception Score takes the probabilities of two classes, pleasant and unpleasant, that a linear discriminant
    fitted to the real features gives, so it lies in [1, 2] and compares only with others of the same name.
    """
    seen = encoder()
    x, y = features(seen, real.pixels), features(seen, fake)
    refused: dict[str, str] = {}

    def asked(name: str, measure: Callable[[], Any]) -> Any:
        try:
            return measure()
        except Refused as error:
            refused[name] = str(error)
            return None

    distance = asked("kid", lambda: measures.kid(x, y, rng=np.random.default_rng(seed)))
    within = asked("precision", lambda: measures.precision_recall(x, y)) or (None, None)
    return {
        "n_real": len(x),
        "n_fake": len(y),
        "features": seen.name,
        "fid": asked("fid", lambda: measures.fid(x, y)),
        "kid": distance and distance.value,
        "kid_interval": distance and [distance.low, distance.high],
        "inception_score": asked("inception_score", lambda: measures.inception_score(_classes(real, x, y))),
        "precision": within[0],
        "recall": within[1],
        "memorised": asked("memorised", lambda: measures.memorised(x, y)),
        "duplicates": asked("duplicates", lambda: measures.duplicates(x, y)),
        "legible_at_32px": asked("legible_at_32px", lambda: measures.legible(real.pixels, fake)),
        "refused": refused,
    }


def _classes(real: Faces, x: Array, y: Array) -> Array:
    """Return (n, 2) probabilities of made pictures from a linear discriminant with a shrunken covariance."""
    if real.positive is None or len(np.unique(real.positive)) < 2:
        raise Refused(
            "the Inception Score needs real pictures of two classes; bring an .npz with 'positive'."
        )
    good, bad = x[real.positive == 1].astype(np.float64), x[real.positive == 0].astype(np.float64)
    cov = np.cov(np.concatenate([good - good.mean(0), bad - bad.mean(0)]), rowvar=False)
    cov = (1 - _SHRINKAGE) * cov + _SHRINKAGE * np.eye(len(cov)) * np.trace(cov) / len(cov)
    weights = np.linalg.solve(cov, good.mean(0) - bad.mean(0))
    logit = (y - (good.mean(0) + bad.mean(0)) / 2) @ weights + np.log(len(good) / len(bad))
    p = 1 / (1 + np.exp(-np.clip(logit, -50, 50)))
    both: Array = np.stack([1 - p, p], axis=1)
    return both
