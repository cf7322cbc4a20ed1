"""Moods as people see them: a year in small squares, a trend as a drawing with its table, words in sizes."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gyeol.engine.diary.answers import DayMood
from gyeol.engine.moods import felt
from gyeol.engine.moods.answers import Ahead, Coming, Felt, Stage, Trend, Words
from gyeol.phrases import Phrases
from gyeol.web.diary_view import named, spoken

WIDTH, HEIGHT, _EDGE = 720, 200, 14  # units of the trend's drawing
_LEAST_SWING = 0.4  # of moods in [-1, 1], below which the drawing does not fill its height
_SIZES = 6
_LIGHT, _VERY = 0.12, 0.4  # moods from which a day is called light, and very light
_OTHER = 0.08  # from the usual mood on, a coming day is called lighter or heavier
EARLIEST, LATEST = 1900, 2200  # calendars end somewhere


@dataclass(frozen=True)
class Square:
    """A day of a year; `url` is "" where nothing was written, `number` 0 where the month has no such day."""

    number: int
    label: str = ""
    url: str = ""
    said: str = ""
    today: bool = False
    pale: bool = False


@dataclass(frozen=True)
class Row:
    """A month of a year: its short name and a narrower one, its whole name, its address, and 31 squares."""

    short: str
    narrow: str
    name: str
    url: str
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Year:
    """A year to look at; `after` is 0 for the year of today and later ones."""

    number: int
    rows: tuple[Row, ...]
    before: int
    after: int
    n_days: int
    counts: tuple["Count", ...]
    only: str


@dataclass(frozen=True)
class Count:
    """On how many days a feeling was the strongest; `percent` of the commonest one."""

    label: str
    title: str
    n_days: int
    percent: int


@dataclass(frozen=True)
class Step:
    """A stage of a trend as the table says it, with its place in the drawing."""

    when: str
    x: float
    y: float
    label: str
    feeling: str
    mood: str
    number: str
    n_days: int


@dataclass(frozen=True)
class Chart:
    """A trend to look at: `lines` are paths, broken where nothing was written."""

    span: str
    lines: tuple[str, ...]
    axis: float
    steps: tuple[Step, ...]
    ticks: tuple[str, ...]
    told: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class ComingDay:
    """A coming day as people see it; the band's places are in percent of its height, from the top."""

    weekday: str
    day: str
    mood: str
    said: str
    top: float
    tall: float
    at: float


@dataclass(frozen=True)
class Term:
    """A word of the cloud; `size` from 1 (small) to 6."""

    word: str
    size: int
    label: str
    said: str


def year(number: int, moods: Sequence[DayMood], today: date, only: str, say: Phrases) -> Year:
    """Return a year in squares; `only` is a feeling whose days alone keep their colour, or ""."""
    by = {mood.day: mood for mood in moods}
    rows = tuple(
        Row(
            say(f"page.moods.short.{month}"),
            say(f"page.moods.narrow.{month}"),
            say("page.diary.month", year=number, month=month, name=say(f"page.diary.months.{month}")),
            f"/diary?month={number:04}-{month:02}",
            tuple(_square(number, month, day, by, today, only, say) for day in range(1, 32)),
        )
        for month in range(1, 13)
    )
    after = number + 1 if number < min(today.year, LATEST) else 0
    before = number - 1 if number > EARLIEST else 0
    return Year(number, rows, before, after, len(moods), counts(felt(moods), say), only)


def counts(found: Sequence[Felt], say: Phrases) -> tuple[Count, ...]:
    """Return on how many days each feeling was the strongest, as bars."""
    most = max((one.n_days for one in found), default=1)
    return tuple(
        Count(one.label, say(f"feeling.{one.label}"), one.n_days, round(100 * one.n_days / most))
        for one in found
    )


def chart(trend: Trend, say: Phrases) -> Chart:
    """Return a trend as a drawing and, row by row, as the table beside it says it."""
    stages, days = trend.stages, max(1, (trend.last - trend.first).days)
    most = max([_LEAST_SWING, *(abs(stage.valence) for stage in stages)])  # quiet times shall look quiet
    middles = [
        _x((s.first.toordinal() + s.last.toordinal()) / 2 - trend.first.toordinal(), days) for s in stages
    ]
    steps = tuple(_step(trend.span, stage, x, most, say) for stage, x in zip(stages, middles, strict=True))
    step_days = {"month": 1, "year": 7, "all": 31}[trend.span]
    pieces: list[list[Step]] = []
    for i, (stage, step) in enumerate(zip(stages, steps, strict=True)):
        if i and (stage.first - stages[i - 1].last).days <= 2 * step_days:
            pieces[-1].append(step)
        else:
            pieces.append([step])
    lines = tuple("M" + " L".join(f"{s.x} {s.y}" for s in piece) for piece in pieces if len(piece) > 1)
    ends = (
        trend.first,
        date.fromordinal((trend.first.toordinal() + trend.last.toordinal()) // 2),
        trend.last,
    )
    return Chart(
        trend.span, lines, _y(0, most), steps, tuple(_tick(trend.span, day, say) for day in ends),
        _told(stages, say), counts(trend.felt, say),
    )  # fmt: skip


def coming(ahead: Ahead, say: Phrases) -> list[ComingDay]:
    """Return the days that are foretold."""
    return [_coming(day, ahead.usual, say) for day in ahead.days]


def record(ahead: Ahead, say: Phrases) -> str:
    """Return how the forecasts have fared, "" where there are none."""
    if not ahead.days:
        return ""
    n = sum(day.n for day in ahead.days)
    nearer = sum(day.n * day.nearer for day in ahead.days) / n
    return say("page.moods.ahead.record", n=ahead.days[0].n, nearer=round(100 * nearer))


def terms(words: Words, say: Phrases) -> list[Term]:
    """Return the words in the order of the alphabet, those of more entries larger."""
    if not words.words:
        return []
    order = sorted({word.n_entries for word in words.words})
    found = []
    for word in words.words:
        size = 1 + round((_SIZES - 1) * order.index(word.n_entries) / max(1, len(order) - 1))
        said = say("page.moods.words.one", word=word.word, n=word.n_entries)
        found.append(Term(word.word, size if len(order) > 1 else 3, word.top, said))
    return sorted(found, key=lambda term: term.word)


def mood(valence: float, say: Phrases) -> str:
    """Return how pleasant something in [-1, 1] is, in words."""
    side = "light" if valence >= _LIGHT else "heavy" if valence <= -_LIGHT else "even"
    return say(f"page.moods.{'very_' if abs(valence) >= _VERY and side != 'even' else ''}{side}")


def _square(
    number: int, month: int, day: int, by: dict[date, DayMood], today: date, only: str, say: Phrases
) -> Square:
    if day > monthrange(number, month)[1]:
        return Square(0)
    when = date(number, month, day)
    found = by.get(when)
    if found is None:
        return Square(day, today=when == today)
    said = say("page.diary.felt", day=spoken(when, say), feeling=named(found.top, say))
    pale = bool(only) and found.top != only
    return Square(day, found.top, f"/diary/{found.entries[-1]}", said, when == today, pale)


def _step(span: str, stage: Stage, x: float, most: float, say: Phrases) -> Step:
    return Step(
        when=_when(span, stage, say),
        x=x,
        y=_y(stage.valence, most),
        label=stage.top,
        feeling=say(f"feeling.{stage.top}"),
        mood=mood(stage.valence, say),
        number=f"{stage.valence:+.2f}".replace("-", "−"),
        n_days=stage.n_days,
    )


def _when(span: str, stage: Stage, say: Phrases) -> str:
    if span == "all":
        first = stage.first
        return say(
            "page.diary.month",
            year=first.year,
            month=first.month,
            name=say(f"page.moods.short.{first.month}"),
        )
    if span == "month":
        return _short(stage.first, say)
    return say("page.moods.from_to", first=_short(stage.first, say), last=_short(stage.last, say))


def _short(day: date, say: Phrases) -> str:
    return say("page.moods.day", month=say(f"page.moods.short.{day.month}"), day=day.day)


def _tick(span: str, day: date, say: Phrases) -> str:
    if span == "month":
        return _short(day, say)
    return say("page.diary.month", year=day.year, month=day.month, name=say(f"page.moods.short.{day.month}"))


def _told(stages: Sequence[Stage], say: Phrases) -> str:
    """Return a trend in a sentence: how it was at first and how it is now."""
    if len(stages) < 4:
        return ""
    third = len(stages) // 3
    before, now = (sum(s.valence for s in part) / len(part) for part in (stages[:third], stages[-third:]))
    way = "lighter" if now - before > _OTHER else "heavier" if before - now > _OTHER else "same"
    return say(f"page.moods.told.{way}")


def _coming(day: Coming, usual: float, say: Phrases) -> ComingDay:
    other = day.valence - usual
    way = "lighter" if other > _OTHER else "heavier" if other < -_OTHER else "same"
    low, high = mood(day.low, say), mood(day.high, say)
    between = (
        say("page.moods.ahead.between", low=low, high=high)
        if low != high
        else say("page.moods.ahead.around", mood=low)
    )
    return ComingDay(
        weekday=say(f"cli.diary.weekday.{day.day.weekday()}"),
        day=_short(day.day, say),
        mood=say(f"page.moods.ahead.{way}"),
        said=between,
        top=round(50 - 50 * day.high, 1),
        tall=round(max(4.0, 50 * (day.high - day.low)), 1),
        at=round(50 - 50 * day.valence, 1),
    )


def _x(days: float, of: int) -> float:
    return round(_EDGE + days / of * (WIDTH - 2 * _EDGE), 1)


def _y(valence: float, most: float) -> float:
    return round(HEIGHT / 2 - valence / most * (HEIGHT / 2 - _EDGE), 1)
