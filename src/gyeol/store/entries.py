"""Entries of a diary as values; importing this needs no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class SentenceRow:
    """What one sentence of an entry felt: `text[start:end]` of the entry, label -> probability in [0, 1]."""

    start: int
    end: int
    emotions: Mapping[str, float]


@dataclass(frozen=True)
class Page:
    """A day as it is written down, with what was read in it then.

    Attributes:
        day: which day it is about.
        title: may be empty.
        text: the user's own words.
        language: "ko", "en" or "und".
        top: the strongest feeling of the day, or "neutral".
        emotions: label -> probability in [0, 1], of the day.
        confidence: in [0, 1].
        model: `name@revision` of the classifier that read it.
        splitter: who found the sentences.
        sentences: in the order of the text.
    """

    day: date
    title: str
    text: str
    language: str
    top: str
    emotions: Mapping[str, float]
    confidence: float
    model: str
    splitter: str
    sentences: tuple[SentenceRow, ...]


@dataclass(frozen=True)
class Entry:
    """A page in the store.

    Attributes:
        id: never given again after it was deleted.
        version: 1 when written, one more with each edit; an edit names the version that it is based on.
        created: UTC.
        edited: UTC; as `created` if it never was.
        page: what it says. Lists leave its `sentences` empty; `entry` fills them.
    """

    id: int
    version: int
    created: datetime
    edited: datetime
    page: Page


@dataclass(frozen=True)
class Mood:
    """The feeling of one entry, for calendars and trends; several entries may share a day."""

    entry: int
    day: date
    top: str
    emotions: Mapping[str, float]
    confidence: float
    n_characters: int
