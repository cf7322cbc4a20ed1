"""The personal layer: what reads now is moved at once by the corrections that no version has learnt yet."""

from hashlib import sha256

from gyeol.classify import Classifier
from gyeol.learn import Delta, Lessons, Tuned, fit
from gyeol.learn.cues import Frequencies
from gyeol.learn.delta import STRENGTH
from gyeol.learn.gate import MOST_LESSONS, against, is_worse
from gyeol.learn.trust import LEAST, distinct, plausible
from gyeol.learn.tuned import log_odds

_QUIETER, _QUIETEST = 4, 3.0  # times the penalty, until it does no harm; above it nothing is left to learn


def personal(base: Classifier, lessons: Lessons, frequencies: Frequencies) -> Classifier:
    """Return a classifier that reads like texts better from now on; `base` itself if there is nothing to learn.

    Its influence is bounded: one voice a text, at most `delta.MOST` log-odds, nothing for texts that share no rare word
    with a correction. From 20 distinct texts on, as a flood has, it is also held back until it is not worse on the
    frozen sentences, and from the start where the labels are no likelier than by chance.
    """
    lessons = distinct(lessons.latest(MOST_LESSONS), frequencies)
    if not len(lessons):
        return base
    odds, penalty = log_odds(base.predict_proba(lessons.texts)), STRENGTH
    if len(lessons) >= LEAST and not plausible(odds, lessons.target):
        penalty *= _QUIETER
    while penalty <= _QUIETEST:
        tuned = _tuned(base, fit(lessons, odds, frequencies, penalty=penalty), frequencies)
        if len(lessons) < LEAST or not any(is_worse(found) for found in against(base, tuned).values()):
            return tuned
        penalty *= _QUIETER
    return base


def _tuned(base: Classifier, delta: Delta, frequencies: Frequencies) -> Tuned:
    mark = sha256(delta.rows.tobytes() + delta.table.tobytes()).hexdigest()[:8]
    return Tuned(base, delta, frequencies, model=f"{base.model}+{mark}")
