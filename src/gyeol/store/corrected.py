"""Corrections as values; importing this needs no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Place:
    """A stretch of a diary entry: `text[start:end]`, or all of it where both are None."""

    entry: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Said:
    """What somebody says a text feels.

    Attributes:
        text: the words, of a place as they stand there now.
        place: where in the diary, None for a message.
        language: "ko", "en" or "und".
        top: the feeling that was read.
        emotions: label -> probability, as read.
        model: `name@revision` of what read it.
        labels: what it is, the main one first.
        consent: whether it may be learnt from and exported as a corpus.
    """

    text: str
    place: Place | None
    language: str
    top: str
    emotions: Mapping[str, float]
    model: str
    labels: tuple[str, ...]
    consent: bool


@dataclass(frozen=True)
class Correction:
    """A correction in the store.

    Attributes:
        id: never given again after it was deleted.
        version: 1 when made, one more with each change; a change names the version that it is based on.
        created: UTC.
        edited: UTC.
        said: what it says.
    """

    id: int
    version: int
    created: datetime
    edited: datetime
    said: Said

    @property
    def name(self) -> str:
        """As what was learnt names it."""
        return f"{self.id}:{self.version}"
