"""The rule of a low stretch, day by day."""

from datetime import date, timedelta

import pytest

from gyeol.diary.low import Stretch, stretch

TODAY = date(2026, 11, 21)


def days(values):
    """Days that end today; None for one without an entry."""
    first = TODAY - timedelta(days=len(values) - 1)
    return [(first + timedelta(days=i), v) for i, v in enumerate(values) if v is not None]


@pytest.mark.parametrize(
    ("values", "lasts"),
    [
        ([-0.5] * 14, True),
        ([-0.5] * 7, True),  # half of the days suffice
        ([-0.5] * 6, False),
        ([-0.5, None] * 6 + [-0.5, -0.5], True),
        ([0.4, 0.4] + [-0.5] * 6, True),  # three in four
        ([0.4, 0.4, 0.4] + [-0.5] * 8, False),
        ([-0.5] * 12 + [0.4, -0.5], False),  # it is over, or may be
        ([-0.5] * 13 + [0.4], False),
        ([-0.2] * 14, False),  # not below the line
        ([-0.5] * 14 + [None] * 8, False),  # long ago
        ([], False),
    ],
)
def test_the_rule(values, lasts):
    assert (stretch(days(values), TODAY) is not None) is lasts


def test_what_is_told_can_be_counted_in_the_calendar():
    found = stretch(days([-0.9] * 9 + [0.5, None, -0.5, -0.5, -0.5]), TODAY)
    assert found == Stretch(date(2026, 11, 8), TODAY, 13, 12)


def test_days_to_come_do_not_count():
    assert stretch([(TODAY + timedelta(days=i), -0.9) for i in range(1, 15)], TODAY) is None
