"""The values in which a diary is looked back on and ahead from; what the CLI, the API and the pages render."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gyeol.safety import Help

SPANS = ("month", "year", "all")
Reason = Literal["", "few", "not better", "stale"]


@dataclass(frozen=True)
class Felt:
    """A feeling and on how many days it was the strongest."""

    label: str
    n_days: int


@dataclass(frozen=True)
class Stage:
    """A stretch of a trend: a day, a week or a month.

    Attributes:
        first: its first day.
        last: its last day.
        n_days: how many of them have entries, at least 1.
        valence: in [-1, 1], how pleasant they were on average.
        top: the feeling that was the strongest on most of them; a feeling before neutral.
        emotions: label -> share, of all of them.
    """

    first: date
    last: date
    n_days: int
    valence: float
    top: str
    emotions: Mapping[str, float]


@dataclass(frozen=True)
class Trend:
    """How moods went: by day over 30 days ("month"), by week over 52 ("year"), by month ("all")."""

    span: str
    first: date
    last: date
    stages: tuple[Stage, ...]
    felt: tuple[Felt, ...]


@dataclass(frozen=True)
class CommonWord:
    """A word of the diary: on how many entries it stands, and the feeling that goes with it more than with the rest."""

    word: str
    n_entries: int
    top: str


@dataclass(frozen=True)
class Words:
    """The commonest words of a stretch.

    Attributes:
        first: the first day that was counted, None if nothing was.
        last: the last one.
        n_entries: how many entries were counted.
        help: where to find help, before anything else; such sentences were not counted.
        words: the commonest first.
    """

    first: date | None
    last: date | None
    n_entries: int
    help: Help | None
    words: tuple[CommonWord, ...]


@dataclass(frozen=True)
class Coming:
    """What a coming day may be like.

    Attributes:
        day: which.
        valence: in [-1, 1], the best guess.
        low: eight days in ten were no heavier than this …
        high: … and no lighter than that.
        n: how often the guess could be compared with what came.
        error: its mean absolute error then.
        error_yesterday: that of "as yesterday".
        nearer: share of the times that the guess was nearer.
    """

    day: date
    valence: float
    low: float
    high: float
    n: int
    error: float
    error_yesterday: float
    nearer: float


@dataclass(frozen=True)
class Ahead:
    """The coming days on which the guess has beaten "as yesterday" in this diary, and no others.

    Attributes:
        since: the last day with an entry, None in an empty diary.
        usual: the median mood of the last half year, to compare with.
        days: those that may be shown; empty where none may.
        why_not: "" if there are some, "few": too few days were written; "not better": "as yesterday" is as good;
            "stale": the last entry is more than a week old.
        n_days: how many days were written in the year and a half that is looked at.
        wanted: how many would be enough to try.
    """

    since: date | None
    usual: float
    days: tuple[Coming, ...]
    why_not: Reason
    n_days: int
    wanted: int
