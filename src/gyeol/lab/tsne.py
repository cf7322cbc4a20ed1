"""Lay stickers out on a plane by t-SNE, as R1.1 does (extra 'lab')."""

from collections.abc import Callable

import numpy as np
from sklearn.manifold import TSNE

from gyeol.catalog import Array

Progress = Callable[[str, float], None]


def tsne(rows: Array, seed: int, progress: Progress) -> Array:
    """Return (n, 2) places in [0, 1] for unit rows (n, dim): near ones stay near (van der Maaten and Hinton 2008).

    Args:
        rows: compared by cosine.
        seed: of the order in which ties are broken; the same seed gives the same map on the same machine.
        progress: told that it has begun; it cannot be told how far it is.
    """
    progress("laying out by t-SNE", 0.0)
    perplexity = min(30.0, max(1.0, (len(rows) - 1) / 3))
    places = TSNE(metric="cosine", init="pca", perplexity=perplexity, random_state=seed).fit_transform(rows)
    low, high = places.min(0), places.max(0)
    side = max(float((high - low).max()), 1e-9)
    return np.asarray(((places - (low + high) / 2) / side + 0.5).clip(0, 1), np.float32)
