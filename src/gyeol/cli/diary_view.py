"""How a diary looks in the terminal: a timeline that leans left where it was heavy and right where it was light."""

import sys
from calendar import Calendar
from collections.abc import Sequence
from datetime import date

from gyeol.cli.console import bar, note, words
from gyeol.emotion import PRODUCT
from gyeol.engine.diary.answers import DayMood, DiaryReading, SentenceReading
from gyeol.store.entries import Entry
from gyeol.text import visible

_SHOWN, _LEAST = 4, 0.05
_HALF = 6  # cells on either side of the timeline's axis
_COLOURS = {
    "joy": (217, 154, 0), "love": (212, 72, 111), "gratitude": (201, 113, 58), "calm": (90, 154, 102),
    "sadness": (74, 127, 184), "anger": (200, 56, 44), "disgust": (124, 138, 46), "anxiety": (123, 99, 181),
    "embarrassment": (217, 105, 92), "surprise": (30, 152, 168), "fatigue": (138, 116, 96), "neutral": (143, 138, 128),
}  # fmt: skip

FACES = dict(zip(PRODUCT.labels, "😊🥰🙏😌😢😠🤢😟😳😮😪😐", strict=True))


def show_reading(reading: DiaryReading) -> None:
    """Print the day, its strongest feelings, and its timeline."""
    say, language = words(), words().language
    print(
        paint(
            say("cli.diary.day", feeling=PRODUCT.title(reading.day.top, language)), reading.day.top, bold=True
        )
    )
    print(_dim(say("cli.diary.sure", percent=round(reading.confidence * 100), n=len(reading.sentences))))
    if reading.foreign:
        note(say("page.diary.foreign"))
    ranked = sorted(reading.day.emotions.items(), key=lambda pair: -pair[1])[:_SHOWN]
    print()
    for label, share in ranked:
        if share >= _LEAST or label == reading.day.top:
            print(
                f"  {padded(PRODUCT.title(label, language), 14)}{share:4.0%} {paint(bar(share, 20), label)}"
            )
    print()
    low, high = say("cli.diary.low"), say("cli.diary.high")
    print("  " + _dim(padded("", 20) + padded(low, _HALF) + "│" + padded(high, _HALF, right=True)))
    for sentence in reading.sentences:
        print(_row(sentence))
    if reading.summary:
        print("\n" + _dim(say("cli.diary.summary")))
        print("\n".join(f"  {line}" for line in visible(reading.summary).splitlines()))
    if not all(s.used for s in reading.sentences):
        print("\n" + _dim(say("cli.diary.unused")))


def heading(entry: Entry) -> str:
    """Return number, day and title of an entry in a line."""
    page = entry.page
    weekday = words()(f"cli.diary.weekday.{page.day.weekday()}")
    return " ".join(filter(None, (_dim(f"#{entry.id}"), f"{page.day} {weekday}", page.title)))


def in_a_line(entry: Entry, top: str) -> str:
    """Return an entry in a line that fits the terminal: number, day, strongest feeling, and how it begins."""
    page = entry.page
    begins = " ".join(f"{page.title}  {page.text}".split())
    feeling = padded(PRODUCT.title(top, words().language), 14)
    return f"{entry.id:>5}  {page.day}  {paint('●', top)} {paint(feeling, top)}{shortened(begins, 60)}"


def shortened(text: str, cells: int) -> str:
    """Return a text cut to a width in terminal cells, with … where it was cut."""
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"


def show_month(first: date, moods: Sequence[DayMood]) -> None:
    """Print a calendar, weeks from Sunday: each day with entries on the colour of its feeling, then what they are."""
    say, language = words(), words().language
    felt = {mood.day: mood.top for mood in moods}
    print("  " + say("cli.diary.month", year=first.year, month=first.month))
    print(
        "  " + _dim("".join(padded(say(f"cli.diary.weekday.{(i + 6) % 7}"), 6, right=True) for i in range(7)))
    )
    for week in Calendar(firstweekday=6).monthdayscalendar(first.year, first.month):
        cells = (_cell(day, felt.get(first.replace(day=day))) if day else " " * 6 for day in week)
        print("  " + "".join(cells))
    print()
    for label in dict.fromkeys(sorted(felt.values(), key=lambda top: -list(felt.values()).count(top))):
        n = list(felt.values()).count(label)
        print(f"  {FACES[label]} {padded(PRODUCT.title(label, language), 14)}{paint('█' * n, label)} {n}")
    if not felt:
        print("  " + _dim(say("cli.diary.none")))


def _cell(day: int, top: str | None) -> str:
    """Return a day of a month in six cells, with a face where nobody sees colours."""
    if top is None:
        return _dim(f"{day:>6}")
    if sys.stdout.isatty():
        return "  " + paint(f" {day:>2} "[-4:], top, bold=True, back=True)
    return f"{FACES[top]:>3}{day:>2}"


def _row(sentence: SentenceReading) -> str:
    title = padded(PRODUCT.title(sentence.top, words().language), 14)
    said = " ".join(visible(sentence.text).split())
    head = f"{paint(title, sentence.top)}{sentence.confidence:4.0%}  {paint(leaning(sentence.valence), sentence.top)}"
    return f"  {head}  {said if sentence.used else _dim(said)}"


def leaning(valence: float) -> str:
    """Return a bar of 2 * 6 + 1 cells that leans from the axis to the left below 0 and to the right above."""
    halves = min(2 * _HALF, round(abs(valence) * 2 * _HALF))
    full, half = divmod(halves, 2)
    if valence < 0:
        return ("▐" * half + "█" * full).rjust(_HALF) + "│" + " " * _HALF
    return " " * _HALF + "│" + ("█" * full + "▌" * half).ljust(_HALF)


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """Return a text filled with spaces to a width in terminal cells, where Hangul takes two."""
    from rich.cells import cell_len

    space = " " * max(0, cells - cell_len(text))
    return space + text if right else text + space


def paint(text: str, label: str, *, bold: bool = False, back: bool = False) -> str:
    """Return a text in the colour of a feeling; plain if nobody watches."""
    if not sys.stdout.isatty():
        return text
    red, green, blue = _COLOURS[label]
    ink = "38;2;20;16;12;48" if back else "38"
    return f"\x1b[{'1;' if bold else ''}{ink};2;{red};{green};{blue}m{text}\x1b[0m"


def _dim(text: str) -> str:
    return f"\x1b[2m{text}\x1b[0m" if sys.stdout.isatty() else text
