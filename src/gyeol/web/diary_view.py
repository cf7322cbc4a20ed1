"""A diary as people see it: sentences in the colour of their feeling, a timeline as a drawing, a month of moods."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from gyeol.engine.diary.answers import DayMood, DiaryReading
from gyeol.phrases import Phrases
from gyeol.store.entries import Entry

WIDTH, HEIGHT, _EDGE = 720, 150, 18  # units of the timeline's drawing
MAX_POINTS = 80  # with more sentences only the line is drawn
_LEAST_SWING = 0.4  # of moods in [-1, 1], below which the drawing does not fill its height
_SHOWN = 140  # characters of an entry in a list


@dataclass(frozen=True)
class Piece:
    """A stretch of the text as it stands there; `label` is the feeling of a sentence, "" between sentences."""

    text: str
    label: str = ""
    title: str = ""
    percent: int = 0


@dataclass(frozen=True)
class Point:
    """A sentence in the timeline, in units of the drawing."""

    x: float
    y: float
    radius: float
    label: str
    said: str


@dataclass(frozen=True)
class Timeline:
    """The drawing: `line` is the path of the smoothed mood, `area` the same closed along the axis."""

    line: str
    area: str
    axis: float
    points: tuple[Point, ...]
    told: str


@dataclass(frozen=True)
class Cell:
    """A day of the calendar; `label` and `url` are "" where nothing was written, `number` 0 outside the month."""

    number: int
    label: str
    url: str
    said: str
    today: bool


@dataclass(frozen=True)
class Month:
    """A month to look at; `after` is "" for the month of today and later ones."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Cell, ...], ...]
    before: str
    after: str
    name: str


@dataclass(frozen=True)
class Line:
    """An entry in a list."""

    url: str
    day: str
    title: str
    begins: str
    label: str
    feeling: str


def pieces(reading: DiaryReading, say: Phrases) -> list[Piece]:
    """Return the whole text in pieces, none of it lost."""
    text, at, found = reading.day.text, 0, []
    for sentence in reading.sentences:
        if sentence.start > at:
            found.append(Piece(text[at : sentence.start]))
        title = say(f"feeling.{sentence.top}")
        found.append(Piece(sentence.text, sentence.top, title, round(sentence.confidence * 100)))
        at = sentence.end
    return [*found, Piece(text[at:])] if at < len(text) else found


def timeline(reading: DiaryReading, say: Phrases) -> Timeline | None:
    """Return the drawing of a day, None for one of fewer than three sentences."""
    n = len(reading.sentences)
    if n < 3:
        return None
    xs = [_EDGE + i * (WIDTH - 2 * _EDGE) / (n - 1) for i in range(n)]
    most = max(_LEAST_SWING, *map(abs, reading.timeline))  # a quiet day shall look quiet
    ys = [_height(valence / most) for valence in reading.timeline]
    line = _smooth(list(zip(xs, ys, strict=True)))
    points = tuple(
        Point(
            round(x, 1), round(y, 1), round(4 + 5 * s.confidence, 1), s.top,
            say("page.diary.point", n=i + 1, feeling=named(s.top, say)),
        )
        for i, (x, y, s) in enumerate(zip(xs, ys, reading.sentences, strict=True))
    )  # fmt: skip
    axis = _height(0)
    third = max(1, n // 3)
    felt = [_most([s.top for s in part]) for part in (reading.sentences[:third], reading.sentences[-third:])]
    told = say("page.diary.told", first=named(felt[0], say), last=named(felt[1], say))
    area = f"{line} L{xs[-1]:.1f} {axis:.1f} L{xs[0]:.1f} {axis:.1f} Z"
    return Timeline(line, area, round(axis, 1), points if n <= MAX_POINTS else (), told)


def month(first: date, moods: Sequence[DayMood], today: date, say: Phrases) -> Month:
    """Return the calendar of a month, weeks from Sunday as calendars here begin."""
    felt = {mood.day: mood for mood in moods}
    weeks = Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    following = (first + timedelta(days=31)).replace(day=1)
    return Month(
        title=say(
            "page.diary.month",
            year=first.year,
            month=first.month,
            name=say(f"page.diary.months.{first.month}"),
        ),
        weekdays=tuple(say(f"cli.diary.weekday.{(i + 6) % 7}") for i in range(7)),
        weeks=tuple(tuple(_cell(day, first, felt.get(day), today, say) for day in week) for week in weeks),
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{following:%Y-%m}" if following <= today else "",
        name=f"{first:%Y-%m}",
    )


def line(entry: Entry, say: Phrases, top: str) -> Line:
    """Return an entry as lists show it, in the colour of its strongest feeling."""
    page = entry.page
    begins = " ".join(page.text.split())
    short = begins if len(begins) <= _SHOWN else begins[:_SHOWN].rstrip() + "…"
    return Line(f"/diary/{entry.id}", spoken(page.day, say), page.title, short, top, say(f"feeling.{top}"))


def named(label: str, say: Phrases) -> str:
    """Return the name of a feeling within a sentence."""
    return say(f"feeling.{label}").lower()


def spoken(day: date, say: Phrases) -> str:
    """Return a day as people say it."""
    return say(
        "page.diary.day", year=day.year, day=day.day,
        weekday=say(f"cli.diary.weekday.{day.weekday()}"), name=say(f"page.diary.months.{day.month}"),
    )  # fmt: skip


def _cell(day: date, first: date, mood: DayMood | None, today: date, say: Phrases) -> Cell:
    if day.month != first.month:
        return Cell(0, "", "", "", False)
    said = spoken(day, say)
    if mood is None:
        return Cell(day.day, "", "", said, day == today)
    said = say("page.diary.felt", day=said, feeling=named(mood.top, say))
    return Cell(day.day, mood.top, f"/diary/{mood.entries[-1]}", said, day == today)


def _height(valence: float) -> float:
    return HEIGHT / 2 - valence * (HEIGHT / 2 - _EDGE)


def _smooth(points: Sequence[tuple[float, float]]) -> str:
    """Return a path through points whose tangents are level, so that it never swings past them."""
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        path.append(f"C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}")
    return " ".join(path)


def _most(labels: Sequence[str]) -> str:
    """Return the commonest feeling, a feeling before neutral."""
    return max(dict.fromkeys(labels), key=lambda label: (label != "neutral", labels.count(label)))
