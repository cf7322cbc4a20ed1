"""Drift: quiet while nothing changes, loud soon after something does."""

import numpy as np

from gyeol.learn import drift
from gyeol.learn.drift import LIMIT, REFERENCE, watch


def readings(rng, n, length=30.0, korean=0.97, corrected=0.1):
    return [
        {
            "length": float(rng.lognormal(np.log(length), 0.6)),
            "unknown": float(rng.binomial(12, 0.06) / 12),
            "korean": float(rng.random() < korean),
            "confidence": float(rng.beta(2, 2)),
            "corrected": float(rng.random() < corrected),
        }
        for _ in range(n)
    ]


def test_before_the_reference_nothing_is_said():
    found = watch(readings(np.random.default_rng(0), REFERENCE))
    assert (found.n, found.alarm, found.levels) == (REFERENCE, None, {})


def test_a_week_without_change_is_quiet():
    for seed in range(8):
        found = watch(readings(np.random.default_rng(seed), REFERENCE + 350))
        assert found.alarm is None
        assert max(found.levels.values()) < 1


def test_a_change_is_noticed_within_200_texts_and_named():
    rng = np.random.default_rng(1)
    for stream, change in (
        ("length", {"length": 90.0}),
        ("korean", {"korean": 0.1}),
        ("corrected", {"corrected": 0.5}),
    ):
        found = watch(readings(rng, REFERENCE + 100) + readings(rng, 200, **change))
        assert found.alarm is not None
        assert found.alarm.stream == stream
        assert REFERENCE + 100 <= found.alarm.at < REFERENCE + 300
        assert found.alarm.rises == (stream != "korean")


def test_one_exception_among_equals_is_no_alarm():
    rows = readings(np.random.default_rng(2), REFERENCE + 60, korean=1.1)
    rows[-1]["korean"] = 0.0
    assert watch(rows).alarm is None
    assert LIMIT > drift.SLACK
