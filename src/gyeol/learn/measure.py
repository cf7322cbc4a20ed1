"""Macro-F1 of many resamples at once, and the paired difference of two classifiers with its interval."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Bools = NDArray[np.bool_]
N_RESAMPLES = 1000


@dataclass(frozen=True)
class Difference:
    """How much better one classifier is than another on the same n texts.

    Attributes:
        n: texts.
        before: macro-F1 of the old one, in [0, 1].
        after: of the new one.
        low: 2.5 % of the paired bootstrap of after - before.
        high: 97.5 % of it.
    """

    n: int
    before: float
    after: float
    low: float
    high: float

    @property
    def gain(self) -> float:
        """After minus before."""
        return self.after - self.before


def said(proba: Array) -> Bools:
    """Return what a classifier says: each label from one half on, and the surest, (n, n_labels)."""
    out = proba >= 0.5
    out[np.arange(len(proba)), proba.argmax(1)] = True
    return out


def macro_f1(said: Bools, truth: Bools, counts: NDArray[np.integer] | None = None) -> NDArray[np.float64]:
    """Return (n_samples,) macro-F1 over the labels that occur.

    Args:
        said: (n, n_labels).
        truth: (n, n_labels).
        counts: (n_samples, n), how often each resample holds each text; None: each once, one sample.
    """
    weight = np.ones((1, len(said))) if counts is None else counts.astype(np.float64)
    hit, told, true = (weight @ part.astype(np.float64) for part in (said & truth, said, truth))
    f1 = 2 * hit / np.maximum(told + true, 1)
    there = truth.any(0)
    return np.asarray(f1[:, there].mean(1))


def compare(before: Array, after: Array, truth: Bools, *, seed: int = 0) -> Difference:
    """Return the paired bootstrap of the macro-F1 of two classifiers.

    Args:
        before: (n, n_labels) probabilities of the old one.
        after: of the new one.
        truth: (n, n_labels).
        seed: of the resamples.
    """
    n = len(truth)
    counts = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), N_RESAMPLES)
    one, other = said(before), said(after)
    gained = macro_f1(other, truth, counts) - macro_f1(one, truth, counts)
    low, high = np.quantile(gained, (0.025, 0.975))
    first, second = (float(macro_f1(part, truth)[0]) for part in (one, other))
    return Difference(n, first, second, float(low), float(high))
