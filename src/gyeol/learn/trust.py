"""Whether corrections look like a reader's, against floods that are wrong, contradictory, repeated or hostile.

Nothing is assumed about which feelings somebody corrects: what was said of a text is compared with what was said of the
others, and with what the classifier itself would expect of who reads better than it. Who knows these tests can write a
flood that passes them; the frozen sentences are then what is left.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gyeol.learn.cues import Cues, Frequencies, Ids
from gyeol.learn.delta import STRENGTH, fit
from gyeol.learn.lessons import Lessons

Array = NDArray[np.float32]
Floats = NDArray[np.float64]
LEAST = 20  # distinct texts
LIKE = 0.9  # cosine of cues from which on two texts are one
LOW_RANK, HIGH_RANK, Z = 0.6, 0.95, 3.0
EXPECTED = 7.81  # 95 % of chi-square with 3 degrees of freedom
TELLING = 50  # texts from which on that tells honest corrections from others
HIGHER, ALIKE, POOLED = 2.0, 2.5, 3.3  # standard deviations: of each of two tests, and of both together
MOST_ODD = 0.35
N_PAIRINGS = 299
N_FOLDS = 5
MOST_ASKED = 300  # lessons, the latest, that the pairings are tried on


@dataclass(frozen=True)
class Trust:
    """What the corrections themselves say for learning from them; all but the last three of those that contradict the
    classifier.

    Attributes:
        n: distinct texts.
        rank: in [0, 1], how high the classifier had ranked what was said among what it had not; 0.5 is by chance.
        rank_low: lower end of its 99 % interval.
        rank_z: how far what was said of the other texts would have ranked lower, in standard errors.
        odd: chi-square of the places of what was said among the classifier's guesses (second, third, fourth and fifth,
            later) against those that its own probabilities expect.
        excess: the same for each text, less what is by chance: 0 where its doubts are as large as its errors.
        alike_z: how much more like texts were missed alike than under other pairings of texts and labels, in their
            standard deviations; NaN where the ranks were doubted before.
        right_before: part of the corrections that the classifier reads as was said.
        right_after: the same of held-out ones after learning from the others.
    """

    n: int
    rank: float
    rank_low: float
    rank_z: float
    odd: float
    excess: float
    alike_z: float
    right_before: float
    right_after: float

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why not to learn from them: "too_few", "implausible", "too_plausible", "nothing_learnt"; () if nothing."""
        if self.n < LEAST:
            return ("too_few",)
        if not self.rank_low > LOW_RANK or not self.rank_z > HIGHER:
            return ("implausible",)
        if self.rank > HIGH_RANK:
            return ("too_plausible",)
        return () if self._expected or self._telling else ("nothing_learnt",)

    @property
    def _expected(self) -> bool:
        """Whether they are what the classifier expects of a better reader, as where texts are like those it knows."""
        return self.n >= TELLING and self.rank_z > Z and self.odd < EXPECTED

    @property
    def _telling(self) -> bool:
        """Whether like texts were missed alike, as where texts are new to the classifier."""
        pooled = (self.rank_z + self.alike_z) / 2**0.5
        return self.alike_z > ALIKE and pooled > POOLED and self.excess < MOST_ODD


def distinct(lessons: Lessons, frequencies: Frequencies) -> Lessons:
    """Return the lessons without those that a later one nearly repeats."""
    _, x = Cues.of(lessons.texts, frequencies).columns()
    like = x @ x.T > LIKE
    kept = np.zeros(len(lessons), bool)
    for i in reversed(range(len(lessons))):
        kept[i] = not (like[i] & kept).any()
    return lessons.where(kept)


def trust(lessons: Lessons, log_odds: Array, frequencies: Frequencies) -> Trust:
    """Look at n distinct lessons.

    Args:
        lessons: as `distinct` returns them.
        log_odds: (n, 12) of the shipped classifier.
        frequencies: of words.
    """
    if len(lessons) < LEAST:
        return Trust(len(lessons), *(float("nan"),) * 8)
    asked, odds = lessons.latest(MOST_ASKED), log_odds[-MOST_ASKED:]
    _, before, after = held_out(asked, odds, frequencies)
    against = _against(log_odds, lessons.target)
    found = Trust(len(lessons), *_rank(*against), *_odd(*against), float("nan"), before, after)
    if set(found.doubts) - {"nothing_learnt"}:
        return found
    return replace(found, alike_z=_alike(asked, odds, frequencies))


def plausible(log_odds: Array, target: Array) -> bool:
    """Return whether what was said is likelier than chance by the classifier itself, beyond a 99 % interval."""
    return _rank(*_against(log_odds, target))[1] > 0.5


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


def _against(log_odds: Array, target: Array) -> tuple[Floats, Floats]:
    """Return the log-odds (m, 12) where the surest feeling was contradicted, and what was said as shares."""
    against = target[np.arange(len(target)), log_odds.argmax(1)] == 0
    said = target[against].astype(np.float64)
    return log_odds[against].astype(np.float64), said / said.sum(1, keepdims=True)


def _rank(z: Floats, said: Floats) -> tuple[float, float, float]:
    """Return the mean rank of what was said, its low end, and how far it is above what was said of the other texts."""
    if len(z) < 2:
        return float("nan"), float("nan"), float("nan")
    below = ((z[:, None, :] < z[:, :, None]).sum(2) / (z.shape[1] - 2)).clip(
        max=1
    )  # the surest is none of them
    of = below @ said.T  # (m, m): the rank in text i of what was said of text j
    own = np.diag(of).copy()
    other = (said[:, z.argmax(1)].T == 0) & ~np.eye(
        len(z), dtype=bool
    )  # where that could have been said of i
    some = other.any(1)
    more = own[some] - (of * other)[some].sum(1) / other[some].sum(1)
    above = float(more.mean()) / _error(more) if some.any() else 0.0
    return float(own.mean()), float(own.mean()) - 2.33 * _error(own), above


def _odd(z: Floats, said: Floats) -> tuple[float, float]:
    """Return the chi-square of the places of what was said, and its excess."""
    p = 1 / (1 + np.exp(-z))
    p[np.arange(len(p)), z.argmax(1)] = 0
    order = np.argsort(-p, axis=1)
    met, expected = (
        np.add.reduceat(np.take_along_axis(part, order, 1).mean(0), (0, 1, 2, 4))
        for part in (said, p / np.maximum(p.sum(1, keepdims=True), 1e-9))
    )
    share = float(((met - expected) ** 2 / np.maximum(expected, 1e-6)).sum())
    return len(z) * share, share - 3 / len(z)


def _alike(lessons: Lessons, log_odds: Array, frequencies: Frequencies) -> float:
    """Return how far sum_{i != j} k_ij r_i r_j, r what the classifier missed, is above other pairings.

    The score test of the variance of a Gaussian process (Lin 1997, Biometrika 84), with the kernel of `delta`.
    """
    _, x = Cues.of(lessons.texts, frequencies).columns()
    kernel, n = (x @ x.T).astype(np.float64), len(lessons)
    np.fill_diagonal(kernel, 0)
    shared = kernel.sum(0) / (n - 2)  # U-centring (Székely & Rizzo 2014): what all texts share tells nothing
    kernel += shared.sum() / (n - 1) - shared - shared[:, None]
    np.fill_diagonal(kernel, 0)
    said, p = lessons.target.astype(np.float64), 1 / (1 + np.exp(-log_odds.astype(np.float64)))

    def score(order: Ids) -> float:
        missed = said[order] - p
        return float((missed * (kernel @ missed)).sum())

    rng = np.random.default_rng(0)
    others = np.array([score(rng.permutation(n)) for _ in range(N_PAIRINGS)])
    spread = float(others.std(ddof=1))
    return (score(np.arange(n)) - float(others.mean())) / spread if spread > 1e-9 else 0.0


def _error(values: Floats) -> float:
    """Return the standard error of a mean."""
    return max(float(values.std(ddof=1)) / len(values) ** 0.5, 1e-9) if len(values) > 1 else float("inf")
