"""Where to cut probabilities into said and not said, label by label, for the best F1."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def best_cuts(proba: Array, target: Array) -> Array:
    """Return (n_labels,) cuts: the probability from which on saying the label gives the best F1 on these rows.

    A label that never occurs is cut at 1.

    Args:
        proba: (n, n_labels) in [0, 1].
        target: (n, n_labels); one half or more counts as true.
    """
    true = target >= 0.5
    return np.array([_cut(p, t) for p, t in zip(proba.T, true.T, strict=True)], np.float32)


def crossed_answers(proba: Array, target: Array, fold: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return (n, n_labels) answers, each row cut by the cuts of the other folds: an honest reading of held-out rows."""
    said = np.zeros(proba.shape, bool)
    for k in np.unique(fold):
        said[fold == k] = proba[fold == k] >= best_cuts(proba[fold != k], target[fold != k])
    return said


def parts(fold: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the folds, or five parts of the rows if all are of one fold: crossed answers need others to learn from."""
    return fold if len(np.unique(fold)) > 1 else np.arange(len(fold)) % 5


def _cut(proba: Array, true: NDArray[np.bool_]) -> float:
    if not true.any():
        return 1.0
    order = np.argsort(-proba, kind="stable")
    hits = np.cumsum(true[order])
    f1 = 2 * hits / (np.arange(1, len(hits) + 1) + true.sum())
    best = int(f1.argmax())
    after = proba[order[min(best + 1, len(order) - 1)]]
    return float((proba[order[best]] + after) / 2)  # between the last said and the first unsaid
