"""Read a day: its sentences, what each feels, and one reading for all of it, in the four ways of R5.3."""

from collections.abc import Callable, Sequence

import numpy as np

from gyeol import safety, sentences, text
from gyeol.catalog import Array
from gyeol.diary import day, textrank
from gyeol.diary.day import Day
from gyeol.emotion import PRODUCT
from gyeol.engine.answers import Reading
from gyeol.engine.diary.answers import WAYS, DiaryReading, SentenceReading
from gyeol.errors import BadRequest, BadText, UnknownName
from gyeol.safety import Help
from gyeol.sentences import Span
from gyeol.songs.mood import valence
from gyeol.store.entries import Page

MAX_SENTENCES = 5_000  # beyond it a text is no diary; each is read on its own
Read = Callable[[Sequence[str]], list[Reading]]  # as Engine.emotions
Summarise = Callable[[str], str]


def read_day(
    given: str,
    read: Read,
    *,
    way: str = "sentences",
    splitter: str = "rules",
    country: str = "",
    summarise: Summarise | None = None,
) -> DiaryReading:
    """Return what a text feels, sentence by sentence and as a day; see `Diary.read`."""
    if way not in WAYS:
        raise UnknownName("way of reading", way, WAYS)
    text.check(given)
    spans = [s for s in sentences.split(given, splitter) if text.visible(given[s.start : s.end]).strip()]
    if len(spans) > MAX_SENTENCES:
        raise BadText(
            f"a diary may have at most {MAX_SENTENCES:,} sentences, this one has {len(spans):,}; read it in parts."
        )
    said = [given[s.start : s.end] for s in spans]
    readings = read(said)
    rows = np.stack([_row(r) for r in readings])
    whole, used, summary = _day(way, said, rows, _lengths(spans), read, summarise)
    return _answer(
        _as_reading(given, whole, readings[0].model),
        whole.confidence,
        spans,
        rows,
        country,
        way,
        splitter,
        used,
        summary,
    )


def stored_day(page: Page, country: str) -> DiaryReading:
    """Return what was read in a page when it was written; only where to find help is looked for anew."""
    spans = [Span(s.start, s.end) for s in page.sentences]
    rows = np.stack([PRODUCT.vector(dict(s.emotions)) for s in page.sentences])
    reading = Reading(page.text, page.language, page.top, page.emotions, page.model)
    every = set(range(len(spans)))
    return _answer(reading, page.confidence, spans, rows, country, "sentences", page.splitter, every, "")


def _answer(
    whole: Reading,
    confidence: float,
    spans: Sequence[Span],
    rows: Array,
    country: str,
    way: str,
    splitter: str,
    used: set[int],
    summary: str,
) -> DiaryReading:
    helps = [safety.check(whole.text[s.start : s.end], country) for s in spans]
    return DiaryReading(
        help=_gravest([safety.check(whole.text, country), *helps]),
        day=whole,
        confidence=round(confidence, 4),
        way=way,
        splitter=splitter,
        sentences=tuple(_sentences(whole.text, spans, rows, helps, used)),
        timeline=tuple(round(float(v), 4) for v in day.smoothed(valence(rows))),
        summary=summary,
    )


def _day(
    way: str, said: Sequence[str], rows: Array, lengths: Array, read: Read, summarise: Summarise | None
) -> tuple[Day, set[int], str]:
    """Return the day, the places of the sentences that it rests on, and what was read in their place."""
    every = set(range(len(said)))
    if way == "sentences":
        return day.weighted(rows, lengths), every, ""
    if way == "reference":
        felt = np.flatnonzero(rows.argmax(axis=1) != PRODUCT.index("neutral"))
        return day.reference(rows), {int(i) for i in felt}, ""
    if way == "textrank":
        chosen = textrank.extract(said)
        summary = "\n".join(said[i] for i in chosen)
        return day.whole(_row(read([summary])[0])), set(chosen), summary
    if summarise is None:
        raise BadRequest("the way 'summary' needs a model that summarises; name one with --model.")
    summary = summarise("\n".join(said)).strip()
    if not text.visible(summary).strip():
        raise BadText("the summary came out empty; use the way 'sentences' or another model.")
    return day.whole(_row(read([summary])[0])), every, summary


def _row(reading: Reading) -> Array:
    return PRODUCT.vector(dict(reading.emotions))


def _as_reading(given: str, whole: Day, model: str) -> Reading:
    return Reading(given, text.language(given), whole.top, _named(whole.row), model)


def _sentences(
    given: str, spans: Sequence[Span], rows: Array, helps: Sequence[Help | None], used: set[int]
) -> list[SentenceReading]:
    weights, sure, pleasant = day.weights(rows, _lengths(spans)), day.confidence(rows), valence(rows)
    return [
        SentenceReading(
            start=span.start,
            end=span.end,
            text=given[span.start : span.end],
            top=PRODUCT.labels[int(rows[i].argmax())],
            emotions=_named(rows[i]),
            confidence=round(float(sure[i]), 4),
            weight=round(float(weights[i]), 6),
            valence=round(float(pleasant[i]), 4),
            crisis=found.level if (found := helps[i]) else None,
            used=i in used,
        )
        for i, span in enumerate(spans)
    ]


def _lengths(spans: Sequence[Span]) -> Array:
    return np.array([s.end - s.start for s in spans], np.float32)


def _named(row: Array) -> dict[str, float]:
    return {label: round(float(p), 4) for label, p in zip(PRODUCT.labels, row, strict=True)}


def _gravest(helps: Sequence[Help | None]) -> Help | None:
    """Return the help for the gravest of what was found; that of the whole text, which stands first, if alike."""
    return min((h for h in helps if h), key=lambda h: h.level != "crisis", default=None)
