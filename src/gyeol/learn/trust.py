"""Whether corrections look like a reader's, against floods that are wrong, contradictory, repeated or hostile.

All of it compares corrections with themselves under other pairings of texts and labels, so nothing is assumed about
which feelings somebody corrects. Who knows these tests can write a flood that passes them; the frozen sentences are
then what is left.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gyeol.learn.cues import Cues, Frequencies
from gyeol.learn.delta import STRENGTH, fit
from gyeol.learn.lessons import Lessons

Array = NDArray[np.float32]
Floats = NDArray[np.float64]
Progress = Callable[[float], None]  # part done, in [0, 1]
LEAST = 20  # distinct texts
LIKE = 0.9  # cosine of cues from which on two texts are one
LOW_RANK, HIGH_RANK = 0.6, 0.95
N_PAIRINGS, Z = 19, 3.0
N_FOLDS = 5
MOST_ASKED = 300  # lessons, the latest, that the pairings are tried on


@dataclass(frozen=True)
class Trust:
    """What the corrections themselves say for learning from them.

    Attributes:
        n: distinct texts.
        rank: in [0, 1], how high the classifier had ranked what was said among what it had not; 0.5 is by chance. Of
            corrections that contradict it; NaN if none does.
        rank_low: lower end of its 99 % interval.
        rank_z: how far that is above other pairings of texts and labels, in their standard deviations.
        gain: nats a text by which held-out corrections get likelier after learning from the others.
        gain_z: how far that is above other pairings; NaN where the ranks were doubted before.
        right_before: part of the corrections that the classifier reads as was said.
        right_after: the same of held-out ones after learning from the others.
    """

    n: int
    rank: float
    rank_low: float
    rank_z: float
    gain: float
    gain_z: float
    right_before: float
    right_after: float

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why not to learn from them: "too_few", "implausible", "too_plausible", "nothing_learnt"; () if nothing."""
        if self.n < LEAST:
            return ("too_few",)
        told = ("implausible",) * (not self.rank_low > LOW_RANK or not self.rank_z > Z)
        told += ("too_plausible",) * (self.rank > HIGH_RANK)
        return told or ("nothing_learnt",) * (not (self.gain > 0 and self.gain_z > Z))


def distinct(lessons: Lessons, frequencies: Frequencies) -> Lessons:
    """Return the lessons without those that a later one nearly repeats."""
    _, x = Cues.of(lessons.texts, frequencies).columns()
    like = x @ x.T > LIKE
    kept = np.zeros(len(lessons), bool)
    for i in reversed(range(len(lessons))):
        kept[i] = not (like[i] & kept).any()
    return lessons.where(kept)


def trust(
    lessons: Lessons, log_odds: Array, frequencies: Frequencies, *, progress: Progress = lambda part: None
) -> Trust:
    """Look at n distinct lessons.

    Args:
        lessons: as `distinct` returns them.
        log_odds: (n, 12) of the shipped classifier.
        frequencies: of words.
        progress: told the part that is done.
    """
    if len(lessons) < LEAST:
        return Trust(len(lessons), *(float("nan"),) * 7)
    ranks = _rank(log_odds, lessons.target)
    asked, odds = lessons.latest(MOST_ASKED), log_odds[-MOST_ASKED:]
    gain, before, after = held_out(asked, odds, frequencies)
    found = Trust(len(lessons), *ranks, gain, float("nan"), before, after)
    if set(found.doubts) - {"nothing_learnt"}:
        return found
    rng, others = np.random.default_rng(0), []
    for i in range(N_PAIRINGS):
        progress((i + 1) / (N_PAIRINGS + 1))
        mixed = Lessons(asked.texts, asked.target[rng.permutation(len(asked))])
        others.append(held_out(mixed, odds, frequencies)[0])
    return replace(found, gain_z=_z(gain, others))


def plausible(log_odds: Array, target: Array) -> bool:
    """Return whether what was said is likelier than chance by the classifier itself, beyond a 99 % interval."""
    return _rank(log_odds, target)[1] > 0.5


def held_out(
    lessons: Lessons, log_odds: Array, frequencies: Frequencies, *, penalty: float = STRENGTH
) -> tuple[float, float, float]:
    """Return (gain in nats a text, part read right before, and after) of five folds, each learnt from the others."""
    fold = np.random.default_rng(0).permutation(len(lessons)) % N_FOLDS
    after = log_odds.copy()
    for k in range(N_FOLDS):
        delta = fit(lessons.where(fold != k), log_odds[fold != k], frequencies, penalty=penalty)
        after[fold == k] = delta.apply(
            log_odds[fold == k], Cues.of(lessons.where(fold == k).texts, frequencies)
        )
    y = lessons.target
    lost = [float((np.logaddexp(0, z) - y * z).sum(1).mean()) for z in (log_odds, after)]
    right = [float(y[np.arange(len(y)), z.argmax(1)].mean()) for z in (log_odds, after)]
    return lost[0] - lost[1], right[0], right[1]


def _rank(log_odds: Array, target: Array) -> tuple[float, float, float]:
    """Return the mean rank of what was said where the surest feeling was contradicted, its low end and its z."""
    top = log_odds.argmax(1)
    against = target[np.arange(len(target)), top] == 0
    z, y = log_odds[against], target[against]
    if len(z) < 2:
        return float("nan"), float("nan"), float("nan")
    below = (z[:, None, :] < z[:, :, None]).sum(2) / (z.shape[1] - 2)  # the surest is none of the others
    ranks = (below.clip(max=1) * y).sum(1) / y.sum(1)
    mean, error = float(ranks.mean()), float(ranks.std(ddof=1)) / len(z) ** 0.5
    rng = np.random.default_rng(0)
    mixed = (y[rng.permutation(len(y))] for _ in range(999))
    others = [float(((below.clip(max=1) * m).sum(1) / m.sum(1)).mean()) for m in mixed]
    return mean, mean - 2.33 * error, _z(mean, others)


def _z(value: float, others: list[float]) -> float:
    spread = float(np.std(others, ddof=1))
    return (value - float(np.mean(others))) / spread if spread > 1e-9 else 0.0
