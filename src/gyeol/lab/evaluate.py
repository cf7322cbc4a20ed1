"""Measures of a classifier as pure functions of what it said and what was true."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Bools = NDArray[np.bool_]


def f1(said: Bools, true: Bools) -> Array:
    """Return the F1 of each column of (n, n_labels); a label neither said nor true has F1 0."""
    hit = (said & true).sum(0)
    return np.asarray(2 * hit / np.maximum(said.sum(0) + true.sum(0), 1), np.float32)


def ece(confidence: Array, correct: Bools, *, n_bins: int = 15) -> float:
    """Return the expected calibration error (Guo 2017, https://arxiv.org/abs/1706.04599) over bins of equal
    width.

    Args:
        confidence: (n,) in [0, 1].
        correct: (n,).
        n_bins: of equal width; an empty one counts nothing.
    """
    place = np.minimum((confidence * n_bins).astype(int), n_bins - 1)
    gaps = [
        abs(confidence[place == b].mean() - correct[place == b].mean()) * (place == b).mean()
        for b in range(n_bins)
        if (place == b).any()
    ]
    return float(np.sum(gaps))


def multi_label(
    proba: Array, target: Array, mask: Array, labels: tuple[str, ...], *, cut: float = 0.5
) -> dict[str, Any]:
    """Measure answers against several labels a row; a target of one half or more counts as felt.

    Only labels that the corpus could observe (mask > 0 in every row) and that occur are averaged.

    Returns:
        n, accuracy (the surest observed label is felt, over rows where any is), macro_f1 and micro_f1 (said
        is what reaches `cut`, and the surest label), ece (of the surest label), ece_labels (over all pairs of
        text and label), brier (mean squared error over all pairs), per_label.
    """
    seen = (mask > 0).all(0) & (target >= 0.5).any(0)
    p, t = proba[:, seen], target[:, seen] >= 0.5
    names = [labels[i] for i in np.flatnonzero(seen)]
    top = p.argmax(1)
    said = p >= cut
    said[np.arange(len(p)), top] = True
    some = t.any(1)
    right = t[np.arange(len(p)), top]
    by_label = f1(said, t)
    hit = int((said & t).sum())
    return {
        "n": len(p),
        "accuracy": float(right[some].mean()),
        "macro_f1": float(by_label.mean()),
        "micro_f1": 2 * hit / max(int(said.sum() + t.sum()), 1),
        "ece": ece(p.max(1), right),
        "ece_labels": ece(p.ravel(), t.ravel()),
        "brier": float(np.mean((p - t) ** 2)),
        "per_label": {
            name: {"f1": float(score), "n": int(count)}
            for name, score, count in zip(names, by_label, t.sum(0), strict=True)
        },
    }


def single_label(proba: Array, truth: NDArray[np.intp], labels: tuple[str, ...]) -> dict[str, Any]:
    """Measure answers against one label a row; the answer is the surest label.

    Args:
        proba: (n, n_labels); rows need not sum to 1, and are scaled to for the ECE.
        truth: (n,) columns.
        labels: names of the columns.

    Returns:
        n, accuracy, macro_f1, weighted_precision, weighted_recall, weighted_f1, ece, per_label.
    """
    top = proba.argmax(1)
    said, true = np.eye(len(labels), dtype=bool)[top], np.eye(len(labels), dtype=bool)[truth]
    by_label, count = f1(said, true), true.sum(0)
    precision = (said & true).sum(0) / np.maximum(said.sum(0), 1)
    share = count / count.sum()
    confidence = proba.max(1) / np.maximum(proba.sum(1), 1e-9)
    return {
        "n": len(truth),
        "accuracy": float((top == truth).mean()),
        "macro_f1": float(by_label[count > 0].mean()),
        "weighted_precision": float(precision @ share),
        "weighted_recall": float((top == truth).mean()),
        "weighted_f1": float(by_label @ share),
        "ece": ece(confidence, top == truth),
        "per_label": {
            name: {"f1": float(score), "n": int(n)}
            for name, score, n in zip(labels, by_label, count, strict=True)
        },
    }
