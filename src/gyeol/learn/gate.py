"""The gate: fit a delta to all corrections, and decide whether it may serve.

The rule. A retrained model is promoted only if

1. the corrections can be trusted (`learn.trust`): at least 20 distinct texts, labels that the shipped model found
   likelier than those of other texts, and either such as it expects of a better reader, or missed alike in like texts;
2. it forgets nothing: on the rehearsal rows of each corpus macro-F1 falls by at most half a point;
3. it is not worse on the frozen sentences, in each language, than the model that serves now and than the one that
   shipped: the 95 % interval of the paired bootstrap does not lie below 0, and the loss is at most one point.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gyeol.classify import Classifier
from gyeol.learn.cues import Cues
from gyeol.learn.delta import Delta, fit
from gyeol.learn.frozen import frozen
from gyeol.learn.lessons import Lessons
from gyeol.learn.measure import Difference, compare, macro_f1, said
from gyeol.learn.rehearsal import Corner, Rehearsal
from gyeol.learn.trust import Trust, distinct, held_out, trust
from gyeol.learn.tuned import Tuned, log_odds, probability

Array = NDArray[np.float32]
Progress = Callable[[str, float], None]  # (what is being done, part of the whole)
PENALTIES = (0.1, 0.15, 0.2, 0.3)
MOST_LESSONS = 1000  # the latest; memory and time grow with their square
FORGETS = 0.005
WORSE = 0.01


@dataclass(frozen=True)
class Verdict:
    """What became of a try to retrain.

    Attributes:
        reasons: why it is refused; () if it is promoted.
        trust: in the corrections.
        penalty: with which the delta was fitted, 0 if it never was.
        kept: corpus -> change of macro-F1 on its rehearsal rows; empty, as what follows, without trust.
        frozen: language -> against the model that serves now.
        shipped: language -> against the model that shipped.
    """

    reasons: tuple[str, ...]
    trust: Trust
    penalty: float
    kept: Mapping[str, float]
    frozen: Mapping[str, Difference]
    shipped: Mapping[str, Difference]

    @property
    def promoted(self) -> bool:
        """Whether the delta may serve."""
        return not self.reasons


def retrain(
    lessons: Lessons,
    shipped: Classifier,
    serving: Classifier,
    rehearsal: Rehearsal,
    progress: Progress = lambda what, part: None,
) -> tuple[Delta, Verdict]:
    """Fit a delta to lessons and judge it; about 2 s for 200 of them, on one core.

    Args:
        lessons: all of them, the oldest first.
        shipped: the classifier that the delta moves.
        serving: the one that answers now.
        rehearsal: made for `shipped`.
        progress: told what is being done.
    """
    frequencies = rehearsal.frequencies
    lessons = distinct(lessons.latest(MOST_LESSONS), frequencies)
    odds = log_odds(shipped.predict_proba(lessons.texts))
    progress("trust", 0.1)
    found = trust(lessons, odds, frequencies)
    refused = Verdict(found.doubts, found, 0.0, {}, {}, {})
    if found.doubts:
        return Delta(), refused
    progress("fit", 0.3)
    delta, penalty, kept = _strongest(lessons, odds, rehearsal)
    progress("frozen", 0.8)
    tuned = Tuned(shipped, delta, frequencies, model="candidate")
    now, first = against(serving, tuned), against(shipped, tuned)
    reasons = ("forgets",) * (min(kept.values()) < -FORGETS)
    reasons += tuple(f"worse_{code}" for code in now if is_worse(now[code]) or is_worse(first[code]))
    return delta, replace(refused, reasons=reasons, penalty=penalty, kept=kept, frozen=now, shipped=first)


def is_worse(found: Difference) -> bool:
    """Return whether a model is worse beyond its interval, or by more than a point."""
    return found.high < 0 or found.gain < -WORSE


def _strongest(lessons: Lessons, odds: Array, rehearsal: Rehearsal) -> tuple[Delta, float, dict[str, float]]:
    """Return the delta whose penalty makes held-out lessons likeliest among those that forget nothing."""
    frequencies, tried = rehearsal.frequencies, []
    for penalty in PENALTIES:
        delta = fit(lessons, odds, frequencies, penalty=penalty)
        kept = {name: _kept(delta, corner) for name, corner in rehearsal.corners.items()}
        gain = held_out(lessons, odds, frequencies, penalty=penalty)[0]
        tried.append((min(kept.values()) >= -FORGETS, gain, delta, penalty, kept))
    _, _, delta, penalty, kept = max(tried, key=lambda one: one[:2])
    return delta, penalty, kept


def _kept(delta: Delta, corner: Corner) -> float:
    truth = corner.truth[:, corner.seen]
    before, after = (
        macro_f1(said(probability(odds)[:, corner.seen]), truth)[0]
        for odds in (corner.log_odds, delta.apply(corner.log_odds, corner.cues))
    )
    return float(after - before)


def against(old: Classifier, new: Classifier) -> dict[str, Difference]:
    """Return language -> how much better a classifier is than another on the frozen sentences."""
    return {
        language: compare(_read(old, language), _read(new, language), own.truth)
        for language, own in frozen().items()
    }


def _read(classifier: Classifier, language: str) -> Array:
    """Return what a classifier says of the frozen sentences; one that rests on another asks that only once."""
    texts = frozen()[language].texts
    if isinstance(classifier, Tuned):
        odds = log_odds(_read(classifier.base, language))
        return probability(classifier.delta.apply(odds, Cues.of(texts, classifier.frequencies)))
    return _asked(classifier, texts)  # type: ignore[arg-type]  # told apart by identity


@lru_cache(maxsize=4)
def _asked(classifier: Classifier, texts: tuple[str, ...]) -> Array:
    return classifier.predict_proba(texts)
