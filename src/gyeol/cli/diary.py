"""`gyeol diary`: read a day."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from gyeol.cli.console import emit, forgiving_streams, note, words
from gyeol.cli.diary_view import show_reading
from gyeol.cli.stickers import offer
from gyeol.corpora.files import text_of
from gyeol.engine import Engine
from gyeol.engine.diary_answers import DiaryReading
from gyeol.engine.diary_reader import Summarise
from gyeol.registry import Registry

app = typer.Typer(help="A diary: read a day sentence by sentence.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
_SUMMARISERS = Registry("summariser", {"bart": "gyeol.lab.summary"}, extra={"bart": "lab"})
_MODEL = "gogamza/kobart-summarization"


@app.command("read")
def read(
    file: Annotated[str, typer.Argument(help="A file with the text; '-' reads stdin.")] = "-",
    way: Annotated[
        str, typer.Option(help="sentences (ours), reference (R5.3), textrank or summary.")
    ] = "sentences",
    model: Annotated[
        str, typer.Option(help="For --way summary: a folder or hub name of the BART family (extra 'lab').")
    ] = _MODEL,
    as_json: AsJson = False,
) -> None:
    """Read a day: what each sentence feels, how it went from start to end, and the day as a whole. Nothing is kept."""
    forgiving_streams()
    text = said(file)
    with Engine.open() as engine:
        reading = engine.diary.read(text, way=way, summarise=_summariser(model) if way == "summary" else None)
    if reading.help is not None:
        offer(reading.help)
    emit(as_row(reading)) if as_json else show_reading(reading)


def said(file: str | None) -> str:
    """Return the text of a file, or of stdin for None or "-"."""
    if file not in (None, "-"):
        return text_of(Path(str(file)))
    if sys.stdin.isatty():
        note(words()("cli.diary.type"))
    return sys.stdin.read()


def as_row(reading: DiaryReading) -> dict[str, object]:
    """Return a reading as JSON gives it; the text itself stands in its sentences only."""
    row = asdict(reading)
    row["help"] = reading.help.level if reading.help else None
    del row["day"]["text"]
    return row


def _summariser(model: str) -> Summarise:
    return _SUMMARISERS.get("bart").load(model).summarise  # type: ignore[no-any-return]
