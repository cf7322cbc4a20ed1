"""`gyeol diary`: read a day, and keep a diary."""

import sys
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from gyeol.cli import moods
from gyeol.cli.console import emit, forgiving_streams, note, progress, saving, words
from gyeol.cli.diary_view import heading, in_a_line, show_month, show_reading
from gyeol.cli.lock import ask
from gyeol.cli.stickers import offer
from gyeol.corpora.files import text_of
from gyeol.engine import Engine
from gyeol.engine.diary import Diary
from gyeol.engine.diary.answers import DiaryReading
from gyeol.engine.diary.reader import Summarise
from gyeol.errors import BadRequest
from gyeol.registry import Registry
from gyeol.store.entries import Entry

app = typer.Typer(
    help="A diary: read a day sentence by sentence; write, find, change, delete, export and import entries.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
EntryId = Annotated[int, typer.Argument(help="Number of an entry.", metavar="ENTRY")]
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
    with Engine.open(ask=ask) as engine:
        reading = engine.diary.read(text, way=way, summarise=_summariser(model) if way == "summary" else None)
    if reading.help is not None:
        offer(reading.help)
    emit(as_row(reading)) if as_json else show_reading(reading)


@app.command("write")
def write(
    text: Annotated[list[str] | None, typer.Argument(help="The text; none, or '-': stdin.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file with the text.")] = None,
    day: Annotated[str | None, typer.Option(help="Which day, as 2026-11-21.", show_default="today")] = None,
    title: Annotated[str, typer.Option(help="A title.")] = "",
    as_json: AsJson = False,
) -> None:
    """Write an entry and read it. It is kept on this machine only."""
    forgiving_streams()
    when, words_ = moods.told_day(day), _text(text, file)
    with Engine.open(ask=ask) as engine:
        _show(engine.diary, engine.diary.write(words_, day=when, title=title), as_json)


@app.command("show")
def show(entry: EntryId, as_json: AsJson = False) -> None:
    """Show an entry and what was read in it."""
    with Engine.open(ask=ask) as engine:
        _show(engine.diary, engine.diary.entry(entry), as_json)


@app.command("edit")
def edit(
    entry: EntryId,
    text: Annotated[list[str] | None, typer.Argument(help="The new text; none, or '-': stdin.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file with the new text.")] = None,
    day: Annotated[str | None, typer.Option(help="Another day, as 2026-11-21.")] = None,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    version: Annotated[
        int | None, typer.Option(help="The version that the edit is based on.", show_default="the last one")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Replace the text of an entry; an edit based on an older version is refused, so that nothing is lost."""
    forgiving_streams()
    when, words_ = moods.told_day(day), _text(text, file)
    with Engine.open(ask=ask) as engine:
        based_on = version if version is not None else engine.diary.entry(entry).version
        edited = engine.diary.edit(entry, words_, version=based_on, day=when, title=title)
        _show(engine.diary, edited, as_json)


@app.command("delete")
def delete(
    entry: EntryId,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete an entry for good; its bytes are overwritten."""
    with Engine.open(ask=ask) as engine:
        page = engine.diary.entry(entry).page
        if not yes and not typer.confirm(words()("cli.diary.sure_delete", day=page.day), err=True):
            raise typer.Exit(1)
        engine.diary.delete(entry)
    emit({"deleted": entry}) if as_json else print(words()("cli.diary.deleted", day=page.day))


@app.command("list")
def list_entries(
    month: Annotated[str | None, typer.Option(help="Only this month, as 2026-11.")] = None,
    n: Annotated[int, typer.Option("-n", help="At most so many, the newest.")] = 30,
    as_json: AsJson = False,
) -> None:
    """List entries, the newest first."""
    first, last = (None, None) if month is None else _month(month)
    with Engine.open(ask=ask) as engine:
        _list(engine, engine.diary.entries(first=first, last=last, limit=max(0, n)), as_json)


@app.command("search")
def search(
    query: Annotated[list[str], typer.Argument(help="Words; an entry must hold all of them.")],
    as_json: AsJson = False,
) -> None:
    """Find entries by their words."""
    with Engine.open(ask=ask) as engine:
        _list(engine, engine.diary.search(" ".join(query)), as_json)


@app.command("calendar")
def calendar(
    month: Annotated[str | None, typer.Argument(help="As 2026-11.", show_default="this month")] = None,
    as_json: AsJson = False,
) -> None:
    """Print a month of moods."""
    first, _ = _month(month or date.today().isoformat()[:7])
    with Engine.open(ask=ask) as engine:
        moods = engine.diary.month(first.year, first.month)
    if as_json:
        emit(
            {"month": first.isoformat()[:7], "days": [asdict(m) | {"day": m.day.isoformat()} for m in moods]}
        )
    else:
        show_month(first, moods)


@app.command("export")
def export(
    form: Annotated[str, typer.Option("--format", help="markdown, csv or json.")] = "markdown",
    out: Annotated[
        Path | None, typer.Option(help="A file; it must not exist yet.", show_default="stdout")
    ] = None,
) -> None:
    """Write the whole diary as one file."""
    with Engine.open(ask=ask) as engine:
        text = engine.diary.export(form)
    if out is None:
        sys.stdout.write(text)
        return
    with saving(out), out.open("x", encoding="utf-8", newline="") as file:
        out.chmod(0o600)
        file.write(text)
    note(words()("cli.diary.exported", path=out))


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="Markdown, CSV (Daylio's too) or JSON; UTF-8 or cp949.")],
    as_json: AsJson = False,
) -> None:
    """Import entries; what cannot be read is named with its line and left where it is."""
    with Engine.open(ask=ask) as engine, progress(words()("cli.diary.importing")) as watch:
        report = engine.diary.import_(path, progress=watch)
    if as_json:
        emit(asdict(report))
        return
    print(words()("cli.diary.imported", n=report.n_entries, skipped=len(report.skipped)))
    for skipped in report.skipped[:20]:
        note(f"  {words()('cli.line', n=skipped.line)}: {skipped.why}")
    if len(report.skipped) > 20:
        note("  " + words()("cli.packs.more_skipped", n=len(report.skipped) - 20))


moods.add_to(app)


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


def _text(text: list[str] | None, file: Path | None) -> str:
    if file is not None and text:
        raise BadRequest("give a text or --file, not both.")
    return " ".join(text) if text and text != ["-"] else said(str(file) if file else None)


def _month(told: str) -> tuple[date, date]:
    """Return the first and last day of a month such as 2026-11."""
    try:
        first = date.fromisoformat(f"{told}-01")
    except ValueError:
        raise BadRequest(f"a month is written as 2026-11, not '{told[:40]}'.") from None
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _show(diary: Diary, entry: Entry, as_json: bool) -> None:
    reading = diary.reading(entry)
    if reading.help is not None:
        offer(reading.help)
    if as_json:
        emit(_head(entry) | {"text": entry.page.text, "reading": as_row(reading)})
        return
    print(heading(entry) + "\n")
    show_reading(reading)


def _list(engine: Engine, entries: Sequence[Entry], as_json: bool) -> None:
    if as_json:
        emit({"entries": [_head(e) | {"text": e.page.text} for e in entries]})
        return
    said = engine.diary.said([entry.id for entry in entries])
    for entry in entries:
        print(in_a_line(entry, said.get(entry.id, entry.page).top))
    if not entries:
        note(words()("cli.diary.none"))


def _head(entry: Entry) -> dict[str, object]:
    page = entry.page
    return {
        "id": entry.id,
        "version": entry.version,
        "day": page.day.isoformat(),
        "title": page.title,
        "created": entry.created.isoformat(timespec="seconds"),
        "edited": entry.edited.isoformat(timespec="seconds"),
        "top": page.top,
        "confidence": page.confidence,
        "emotions": dict(page.emotions),
        "model": page.model,
    }
