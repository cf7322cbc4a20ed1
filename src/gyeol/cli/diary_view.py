"""How a diary looks in the terminal: a timeline that leans left where it was heavy and right where it was light."""

import sys

from gyeol.cli.console import bar, words
from gyeol.emotion import PRODUCT
from gyeol.engine.diary_answers import DiaryReading, SentenceReading

_SHOWN, _LEAST = 4, 0.05
_HALF = 6  # cells on either side of the timeline's axis
_COLOURS = {
    "joy": (217, 154, 0), "love": (212, 72, 111), "gratitude": (201, 113, 58), "calm": (90, 154, 102),
    "sadness": (74, 127, 184), "anger": (200, 56, 44), "disgust": (124, 138, 46), "anxiety": (123, 99, 181),
    "embarrassment": (217, 105, 92), "surprise": (30, 152, 168), "fatigue": (138, 116, 96), "neutral": (143, 138, 128),
}  # fmt: skip


def show_reading(reading: DiaryReading) -> None:
    """Print the day, its strongest feelings, and its timeline."""
    say, language = words(), words().language
    print(
        paint(
            say("cli.diary.day", feeling=PRODUCT.title(reading.day.top, language)), reading.day.top, bold=True
        )
    )
    print(_dim(say("cli.diary.sure", percent=round(reading.confidence * 100), n=len(reading.sentences))))
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
        print("\n".join(f"  {line}" for line in reading.summary.splitlines()))
    if not all(s.used for s in reading.sentences):
        print("\n" + _dim(say("cli.diary.unused")))


def _row(sentence: SentenceReading) -> str:
    title = padded(PRODUCT.title(sentence.top, words().language), 14)
    said = " ".join(sentence.text.split())
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
    return f"\x1b[{'1;' if bold else ''}{48 if back else 38};2;{red};{green};{blue}m{text}\x1b[0m"


def _dim(text: str) -> str:
    return f"\x1b[2m{text}\x1b[0m" if sys.stdout.isatty() else text
