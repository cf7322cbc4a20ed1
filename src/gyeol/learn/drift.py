"""Drift: notice that texts, certainty or corrections are no longer what they were when the model was met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from gyeol.learn.cues import Frequencies
from gyeol.text import language

Measures = Mapping[str, float]
Floats = NDArray[np.float64]
REFERENCE = 200  # readings that later ones are compared with: the user's own first ones
SLACK = 0.3  # standard deviations that are let pass
LIMIT = 26.0  # of the sum of what exceeds the slack; both are tuned on simulated weeks, see docs/learning.md
_LEAST_SPREAD = 0.6  # of scores in the reference
STREAMS = ("length", "unknown", "korean", "confidence", "corrected")


@dataclass(frozen=True)
class Alarm:
    """A change that was noticed.

    Attributes:
        stream: one of `STREAMS`.
        at: number of the reading that raised it, the first of all is 0.
        rises: whether the values went up.
        since: number of the reading from which on the sum rose: where the change began, roughly.
    """

    stream: str
    at: int
    rises: bool
    since: int


@dataclass(frozen=True)
class Watch:
    """What the streams say.

    Attributes:
        n: readings that were looked at.
        alarm: the first change since the reference, None if there is none.
        levels: stream -> the present sum as part of the limit, in [0, 1]; empty until there is a reference.
        before: stream -> its mean in the reference.
        now: stream -> its mean over the latest `REFERENCE` readings.
    """

    n: int
    alarm: Alarm | None
    levels: Mapping[str, float]
    before: Mapping[str, float]
    now: Mapping[str, float]


def measures(text: str, proba: NDArray[np.floating], frequencies: Frequencies) -> dict[str, float]:
    """Return the numbers that are kept of a reading: length in characters, part of unknown words, 1 for Korean, and
    the probability of the surest feeling."""
    return {
        "length": float(len(text)),
        "unknown": round(frequencies.unknown(text), 4),
        "korean": float(language(text) == "ko"),
        "confidence": round(float(proba.max()), 4),
    }


def watch(readings: Sequence[Measures]) -> Watch:
    """Look at readings in the order in which they were made.

    Two-sided CUSUM (Page 1954) of each stream. Its values are normal scores of their ranks in the reference, so that
    neither the unit nor the shape of a distribution matters; ties share their middle rank.
    """
    columns = {name: np.array([row.get(name, 0.0) for row in readings], float) for name in STREAMS}
    if len(readings) <= REFERENCE:
        return Watch(len(readings), None, {}, {}, {})
    alarms, levels = [], {}
    for name, values in columns.items():
        alarm, levels[name] = _page(name, _scores(values))
        alarms += [alarm] if alarm else []
    return Watch(
        n=len(readings),
        alarm=min(alarms, key=lambda alarm: alarm.at, default=None),
        levels=levels,
        before={name: float(values[:REFERENCE].mean()) for name, values in columns.items()},
        now={name: float(values[-REFERENCE:].mean()) for name, values in columns.items()},
    )


def _scores(values: Floats) -> Floats:
    """Return (n - REFERENCE,) scores of the later values, of mean 0 and deviation 1 in the reference."""
    known = np.sort(values[:REFERENCE])
    middle = (np.searchsorted(known, values, "left") + np.searchsorted(known, values, "right")) / 2
    share = (middle + 0.5) / (REFERENCE + 1)
    table = {one: NormalDist().inv_cdf(one) for one in set(share.tolist())}
    scores = np.array([table[one] for one in share.tolist()])
    first = scores[:REFERENCE]
    # where nearly all values are alike, as of a stream of Korean only, one exception is no alarm
    return np.asarray((scores[REFERENCE:] - first.mean()) / max(float(first.std()), _LEAST_SPREAD))


def _page(name: str, scores: Floats) -> tuple[Alarm | None, float]:
    up = down = 0.0
    since = [0, 0]
    for i, score in enumerate(scores):
        up, down = max(0.0, up + score - SLACK), max(0.0, down - score - SLACK)
        since = [i + 1 if up == 0 else since[0], i + 1 if down == 0 else since[1]]
        if max(up, down) > LIMIT:
            return Alarm(name, REFERENCE + i, up > down, REFERENCE + since[0 if up > down else 1]), 1.0
    return None, max(up, down) / LIMIT
