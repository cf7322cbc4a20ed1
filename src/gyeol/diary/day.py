"""One reading for a day from the readings of its sentences: our way, and that of the reference system R5.3."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.emotion import PRODUCT

Array = NDArray[np.float32]
_NEUTRAL = PRODUCT.index("neutral")
_LEAST_FELT = 0.1  # of a day's weight must lie on sentences that feel something


@dataclass(frozen=True)
class Day:
    """What a whole day felt like.

    Attributes:
        row: (12,) float32 in [0, 1].
        top: the strongest feeling, or "neutral".
        confidence: in [0, 1], how sure its sentences were.
    """

    row: Array
    top: str
    confidence: float


def confidence(rows: Array) -> Array:
    """Return (n,) in [0, 1]: how sure each row (n, 12) is of its strongest label, c = max_l p_l."""
    return np.asarray(rows.max(axis=1), np.float32)


def smoothed(line: Array) -> Array:
    """Return (n,) each value averaged with its neighbours, 1-2-1; the ends count themselves for who is missing."""
    padded = np.pad(line, 1, mode="edge")
    return np.asarray((padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4, np.float32)


def weights(rows: Array, lengths: Array) -> Array:
    """Return (n,) weights that sum to 1: w_s = c_s sqrt(n_s), a sure and a long sentence count more.

    Args:
        rows: (n, 12) probabilities.
        lengths: (n,) characters of each sentence, > 0. The root, since ten words do not feel twice as much as five.
    """
    weight = confidence(rows) * np.sqrt(lengths)
    return np.asarray(weight / weight.sum(), np.float32)


def weighted(rows: Array, lengths: Array) -> Day:
    """Return the day by our rule.

    row_l = sum_s w_s p_sl with the `weights` w. The top is argmax over l != neutral of sum over the sentences s whose
    own strongest label is a feeling of w_s p_sl, provided that these sentences hold a tenth of the weight; else it is
    "neutral". So a day of only neutral sentences is neutral, and a few plain ones do not hide what was felt.
    """
    weight = weights(rows, lengths)
    felt = rows.argmax(axis=1) != _NEUTRAL
    row = np.asarray(weight @ rows, np.float32)
    return Day(row, _top((weight * felt) @ rows, float(weight[felt].sum())), float(weight @ confidence(rows)))


def reference(rows: Array) -> Day:
    """Return the day by R5.3: drop neutral sentences, add the softmaxes, softmax again: softmax(sum_s q_s).

    Our rows are probabilities of independent labels, so that q_s is a row made to sum to 1. The second softmax
    flattens: with one sentence no label can exceed e / (e + 11) = .20. A day of only neutral sentences is undefined
    there; here it is "neutral" with all labels alike.
    """
    felt = rows[rows.argmax(axis=1) != _NEUTRAL]
    total = (felt / np.maximum(felt.sum(axis=1, keepdims=True), 1e-9)).sum(axis=0)
    e = np.exp(total - total.max())
    row = np.asarray(e / e.sum(), np.float32)
    return Day(row, PRODUCT.labels[int(row.argmax())] if len(felt) else "neutral", float(row.max()))


def whole(row: Array) -> Day:
    """Return the day from a single reading (12,), as of an extract or a summary."""
    return Day(row, PRODUCT.labels[int(row.argmax())], float(row.max()))


def _top(felt: Array, share: float) -> str:
    if share < _LEAST_FELT:
        return "neutral"
    feelings = felt.copy()
    feelings[_NEUTRAL] = 0
    return PRODUCT.labels[int(feelings.argmax())]
