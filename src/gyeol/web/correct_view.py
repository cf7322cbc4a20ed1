"""The quiet "not quite" beside a feeling: what it is about, and what was said of it before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gyeol.emotion import PRODUCT
from gyeol.engine.diary.answers import DiaryReading
from gyeol.engine.diary.said import Felt
from gyeol.store.corrected import Correction, Place


@dataclass(frozen=True)
class Fix:
    """A feeling that can be corrected.

    Attributes:
        key: tells it from the others on the page.
        text: of a message, "" in the diary.
        entry, start, end: where in the diary; "" where there is nothing to say.
        seen: version of what was said before, 0 for none.
        labels: that was said before.
        top: the feeling that is shown, which is not offered first.
    """

    key: str
    text: str = ""
    entry: str = ""
    start: str = ""
    end: str = ""
    seen: int = 0
    labels: tuple[str, ...] = ()
    top: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """All feelings."""
        return PRODUCT.labels


def of_message(text: str, top: str, said: Correction | None) -> Fix:
    """Return what can be corrected of a message."""
    return _said(Fix("message", text=text, top=top), said)


def of_entry(entry: int, reading: DiaryReading, said: Mapping[Place, Correction]) -> tuple[Fix, list[Fix]]:
    """Return what can be corrected of an entry: all of it, and each of its sentences."""
    whole = _said(Fix("day", entry=str(entry), top=reading.day.top), said.get(Place(entry)))
    each = [
        _said(
            Fix(f"s{s.start}", entry=str(entry), start=str(s.start), end=str(s.end), top=s.top),
            said.get(Place(entry, s.start, s.end)),
        )
        for s in reading.sentences
    ]
    return whole, each


def as_said(
    entry: int, reading: DiaryReading, said: Mapping[Place, Correction], whole: Felt | None
) -> DiaryReading:
    """Return a reading whose strongest feelings are those that its author said, where they did.

    Args:
        entry: whose it is.
        reading: as it was read.
        said: what its author said of it and of its sentences.
        whole: what that makes of the day, None for nothing.
    """
    if whole is None:
        return reading
    sentences = tuple(
        replace(s, top=one.said.labels[0]) if (one := said.get(Place(entry, s.start, s.end))) else s
        for s in reading.sentences
    )
    return replace(reading, day=replace(reading.day, top=whole.top), sentences=sentences)


def _said(fix: Fix, one: Correction | None) -> Fix:
    return replace(fix, seen=one.version, labels=one.said.labels) if one else fix
