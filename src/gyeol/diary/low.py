"""When a low stretch lasts: a rule that anybody can check against their own calendar (R4.4), and no diagnosis.

Of the last 14 days at least 7 have an entry; three in four of those days lean to the heavy side, below -0.2 on the line
from -1 to 1; and so do the last two of them. Two weeks is the stretch that screening questions for low mood ask about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WINDOW, WRITTEN, SHARE, HEAVY, LAST = 14, 7, 0.75, -0.2, 2


@dataclass(frozen=True)
class Stretch:
    """A low stretch: its window, how many of its days have an entry, and how many of those were heavy."""

    first: date
    last: date
    n_days: int
    n_heavy: int


def stretch(days: Sequence[tuple[date, float]], today: date) -> Stretch | None:
    """Return the low stretch that lasts until today, None where there is none.

    Args:
        days: (day, how pleasant in [-1, 1]), oldest first, each day once.
        today: the last day of the window.
    """
    first = today - timedelta(days=WINDOW - 1)
    felt = [value for day, value in days if first <= day <= today]
    heavy = [value < HEAVY for value in felt]
    lasts = len(felt) >= WRITTEN and sum(heavy) >= SHARE * len(felt) and all(heavy[-LAST:])
    return Stretch(first, today, len(felt), sum(heavy)) if lasts else None
