"""How far two labellers agree beyond chance, with an interval that says how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.errors import BadData


@dataclass(frozen=True)
class Agreement:
    """Cohen's kappa of two labellers.

    Attributes:
        n: texts that both have labelled.
        kappa: in [-1, 1]; 1 is full agreement, 0 what chance gives.
        low: lower end of the interval.
        high: upper end of the interval.
        accuracy: part of the texts with the same label.
        per_label: label of the first labeller -> part of its texts that the second gave the same label.
    """

    n: int
    kappa: float
    low: float
    high: float
    accuracy: float
    per_label: dict[str, float]


def agreement(
    first: Sequence[str],
    second: Sequence[str],
    *,
    rng: np.random.Generator,
    n_draws: int = 2000,
    level: float = 0.95,
) -> Agreement:
    """Return Cohen's kappa with a percentile bootstrap interval (Efron 1979) over texts.

    Args:
        first: one label a text, as the human one.
        second: one label for each of the same texts.
        rng: draws the bootstrap samples.
        n_draws: how many samples.
        level: part of the samples inside the interval.

    Raises:
        BadData: the lists are of different lengths or empty.
    """
    if len(first) != len(second) or not first:
        raise BadData(
            f"agreement needs two lists of the same texts, not {len(first)} and {len(second)} labels."
        )
    labels, ids = np.unique([*first, *second], return_inverse=True)
    a, b = ids[: len(first)], ids[len(first) :]
    draws = rng.integers(len(a), size=(n_draws, len(a)))
    samples = [kappa(table(a[at], b[at], len(labels))) for at in draws]
    tail = 100 * (1 - level) / 2
    low, high = np.percentile(samples, [tail, 100 - tail])
    whole = table(a, b, len(labels))
    rows = whole.sum(1)
    hits = {str(labels[i]): float(whole[i, i] / rows[i]) for i in np.flatnonzero(rows)}
    return Agreement(len(a), kappa(whole), float(low), float(high), float((a == b).mean()), hits)


def table(a: NDArray[np.intp], b: NDArray[np.intp], n_labels: int) -> NDArray[np.float64]:
    """Return (n_labels, n_labels) counts: row = label by the first, column = label by the second."""
    flat = np.bincount(a * n_labels + b, minlength=n_labels * n_labels)
    return flat.reshape(n_labels, n_labels).astype(np.float64)


def kappa(counts: NDArray[np.float64]) -> float:
    """Return Cohen's kappa (1960), (p_o - p_e) / (1 - p_e), of a table of counts.

    Where both gave one and the same label to every text chance explains all: it is 0 there, not 0/0.
    """
    n = counts.sum()
    seen, chance = np.trace(counts) / n, float(counts.sum(0) @ counts.sum(1)) / n**2
    return float((seen - chance) / (1 - chance)) if chance < 1 else 0.0
