"""Split Korean, English and mixed text into sentences: where each stands, the text itself never altered."""

from typing import NamedTuple

from gyeol.errors import UnknownName
from gyeol.sentences import kiwi, rules

SPLITTERS = ("rules", "kiwi")


class Span(NamedTuple):
    """Where a sentence stands: `text[start:end]`, counted in Unicode code points."""

    start: int
    end: int


def split(text: str, splitter: str = "rules") -> list[Span]:
    """Return the sentences of a text, in order; between them, before and after stands only white space.

    The same text always gives the same spans, whatever was split before.

    Args:
        text: any string.
        splitter: "rules", our own, or "kiwi", Kiwi's for Korean (needs the extra "korean").

    Raises:
        UnknownName: no such splitter.
        MissingExtra: it is not installed.
    """
    if splitter not in SPLITTERS:
        raise UnknownName("splitter", splitter, SPLITTERS)
    ends = rules.ends(text) if splitter == "rules" else kiwi.ends(text)
    return list(_tiles(text, ends))


def _tiles(text: str, ends: list[int]) -> list[Span]:
    """Return the stretches between the cuts, in order, without the white space at their ends and without empty ones."""
    spans, at = [], 0
    for end in [*sorted(ends), len(text)]:
        piece = text[at:end]
        start = at + len(piece) - len(piece.lstrip())
        stop = at + len(piece.rstrip())
        if start < stop:
            spans.append(Span(start, stop))
        at = max(at, end)
    return spans
