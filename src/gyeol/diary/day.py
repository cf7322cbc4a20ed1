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
        row: (12,) float32 in [0, 1]; shares that sum to 1, but for `whole`, which keeps probabilities.
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
    """Return (n,) weights that sum to 1: w_s = c_s n_s^(1/4), a sure and a long sentence count more.

    Args:
        rows: (n, 12) probabilities.
        lengths: (n,) characters of each sentence, > 0. Sixteen times as long counts twice.
    """
    weight = confidence(rows) * lengths**0.25
    return np.asarray(weight / weight.sum(), np.float32)


def weighted(rows: Array, lengths: Array) -> Day:
    """Return the day by our rule: shares that sum to 1.

    With the `weights` w, and F the sentences whose strongest label is a feeling:

        row_neutral = sum_{s not in F} w_s
        row_l       = sum_{s in F} w_s p_sl^2 / sum_{k != neutral} p_sk^2        for the other labels

    Squares, so that a sure feeling is not outvoted by many faint ones. The top is the strongest feeling if F holds a
    tenth of the weight, else "neutral": a day of only neutral sentences is neutral, and plain ones do not hide what
    was felt.
    """
    weight = weights(rows, lengths)
    felt = rows.argmax(axis=1) != _NEUTRAL
    square = rows**2
    square[:, _NEUTRAL] = 0
    shares = square / np.maximum(square.sum(axis=1, keepdims=True), 1e-12)
    row = np.asarray((weight * felt) @ shares, np.float32)
    share = float(weight[felt].sum())
    top = PRODUCT.labels[int(row.argmax())] if share >= _LEAST_FELT else "neutral"
    row[_NEUTRAL] = 1 - share
    return Day(row, top, float(weight @ confidence(rows)))


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
