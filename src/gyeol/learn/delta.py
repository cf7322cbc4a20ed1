"""A delta: how the words of a text move the log-odds of each feeling, learnt from a few corrections."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gyeol.learn.cues import Cues, Frequencies, Ids, hashed
from gyeol.learn.lessons import Lessons

Array = NDArray[np.float32]
Floats = NDArray[np.float64]
STRENGTH = 0.15  # ridge penalty of a delta that learns from the last correction at once
MOST = 4.0  # log-odds that a delta moves a feeling of one text at most
_RARE = (
    0.75  # a feeling that was said k times counts k^-0.75 each time, so that frequent ones do not drown it
)
_STEPS, _ENOUGH = 300, 1e-3


@dataclass(frozen=True)
class Delta:
    """A linear layer over cues.

    Attributes:
        rows: (n_found,) sorted buckets.
        table: (n_found, 12) log-odds for a cue of weight 1.
    """

    rows: Ids = field(default_factory=lambda: np.zeros(0, np.int64))
    table: Array = field(default_factory=lambda: np.zeros((0, 12), np.float32))

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, text: str, frequencies: Frequencies) -> Array | None:
        """Return (12,) in [-MOST, MOST], or None if no cue of the text is known, so that nothing moves."""
        cues = hashed(text)
        at = np.searchsorted(self.rows, cues).clip(max=max(len(self) - 1, 0))
        hit = self.rows[at] == cues if len(self) else np.zeros(len(cues), bool)
        if not hit.any():
            return None
        moved = frequencies.weigh(cues)[hit] @ self.table[at[hit]]
        return np.asarray(np.clip(moved, -MOST, MOST), np.float32)

    def apply(self, log_odds: Array, cues: Cues) -> Array:
        """Return the moved log-odds (n, 12) of n texts at once, for measuring; `of` is what serves."""
        return np.asarray(log_odds + np.clip(cues.against(self.rows) @ self.table, -MOST, MOST), np.float32)


def fit(lessons: Lessons, log_odds: Array, frequencies: Frequencies, *, penalty: float = STRENGTH) -> Delta:
    """Return the delta that makes n lessons likelier, and moves what shares no rare word with them not at all.

    A Gaussian process for classification (Rasmussen & Williams 2006, ch. 3) whose mean is the classifier and whose
    kernel is the cosine of cues; that kernel is linear, so its mode is a table over cues. Each text has one voice, so
    that repeating it adds nothing, and what contradicts itself in like texts cancels.

    Args:
        lessons: n texts.
        log_odds: (n, 12) of the classifier.
        frequencies: of words.
        penalty: of squared weights; the larger, the less is learnt.
    """
    if not len(lessons):
        return Delta()
    rows, x = Cues.of(lessons.texts, frequencies).columns()
    kernel = (x @ x.T).astype(np.float64) / penalty
    count = lessons.target.sum(0)
    weight = (lessons.target * np.maximum(count, 1) ** -_RARE).sum(1)
    weight = np.maximum(weight / max(float(weight.mean()), 1e-9), 1e-3).astype(np.float64)
    alpha = _mode(kernel, log_odds.astype(np.float64), lessons.target.astype(np.float64), weight)
    return Delta(rows, np.asarray(x.T @ alpha / penalty, np.float32))


def _mode(kernel: Floats, z: Floats, y: Floats, weight: Floats) -> Floats:
    """Return alpha (n, 12): the moves kernel @ alpha are where the penalised log loss of each label is least.

    Newton's steps with the curvature's upper bound in its place (Böhning & Lindsay 1988): one inverse serves all
    labels and all steps, and no step can make the loss greater.
    """
    inverse = np.linalg.inv(kernel + np.diag(4 / weight))
    alpha = np.zeros_like(z)
    for _ in range(_STEPS):
        move = kernel @ alpha
        p = 1 / (1 + np.exp(-np.clip(z + move, -30, 30)))
        before, alpha = alpha, inverse @ (move + 4 * (y - p))
        if np.abs(alpha - before).max() < _ENOUGH:
            break
    return alpha
