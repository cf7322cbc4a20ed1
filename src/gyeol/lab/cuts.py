"""Where to cut probabilities into said and not said, label by label, for the best F1."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_BLUR, _PLACES = 0.4, 600  # standard deviation, in e-folds of how many are said; places on that scale


def best_cuts(proba: Array, target: Array) -> Array:
    """Return (n_labels,) cuts: the probability from which on saying the label promises the best F1.

    F1 is averaged over nearby cuts first, in which about half to one and a half times as many texts are said: the best
    cut of a label with few texts is otherwise an accident of these rows. A label that never occurs is cut at 1.

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
    said = np.arange(1, len(order) + 1)
    f1 = 2 * np.cumsum(true[order]) / (said + true.sum())
    ranks = np.geomspace(1, len(order), _PLACES)
    step = np.log(len(order)) / (_PLACES - 1) or 1.0
    reach = int(3 * _BLUR / step)
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) * step / _BLUR) ** 2)
    blurred = np.convolve(np.pad(np.interp(ranks, said, f1), reach, mode="edge"), bell, "valid")
    best = round(ranks[blurred.argmax()]) - 1
    after = proba[order[min(best + 1, len(order) - 1)]]
    return float((proba[order[best]] + after) / 2)  # between the last said and the first unsaid
