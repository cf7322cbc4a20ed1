"""`gyeol corrections`: say what a text feels, see what you said, take it along."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from gyeol.cli.console import emit, note, saving, table, words
from gyeol.cli.lock import ask
from gyeol.emotion import PRODUCT
from gyeol.engine import Engine
from gyeol.store.corrected import Correction, Place

app = typer.Typer(
    help="Say what a text feels when it was read wrongly; gyeol learns from it.", no_args_is_help=True
)
Profile = Annotated[str, typer.Option("--profile", help="Whose corrections.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
_SHOWN = 60


@app.command("add")
def add(
    labels: Annotated[str, typer.Argument(help="What it feels, as 'sadness' or 'sadness,fatigue'.")],
    text: Annotated[str, typer.Argument(help="The message; nothing with --entry.", show_default=False)] = "",
    entry: Annotated[int | None, typer.Option("--entry", help="A diary entry instead of a message.")] = None,
    sentence: Annotated[
        int | None, typer.Option("--sentence", help="Which sentence of the entry, from 1; none: all of it.")
    ] = None,
    profile: Profile = "me",
    as_json: AsJson = False,
) -> None:
    """Keep what a text feels; the next reading of a like text is better."""
    felt = [label.strip() for label in labels.split(",") if label.strip()]
    if (entry is None) == (not text) or (sentence is not None and entry is None):
        raise typer.BadParameter("name a message, or an entry with --entry (and --sentence).")
    with Engine.open(ask=ask) as engine:
        if entry is None:
            seen = engine.learning.of_text(text, profile)
            made = engine.learning.correct(text, felt, seen=seen.version if seen else 0, profile=profile)
        else:
            place = _place(engine, entry, sentence, profile)
            there = engine.learning.of_entry(entry, profile).get(place)
            seen_version = there.version if there else 0
            made = engine.learning.correct_entry(place, felt, seen=seen_version, profile=profile)
    if as_json:
        emit(row(made))
    else:
        note(words()("cli.corrections.kept", number=made.id, labels=_titles(made)))


@app.command("list")
def list_corrections(profile: Profile = "me", as_json: AsJson = False) -> None:
    """List your corrections, the latest first."""
    with Engine.open(ask=ask) as engine:
        found = engine.learning.corrections(profile)
    if as_json:
        emit({"corrections": [row(one) for one in found]})
        return
    if not found:
        note(words()("cli.corrections.none"))
        return
    say = words()
    table(
        [say(f"cli.corrections.{name}") for name in ("number", "text", "read", "said")],
        [
            (str(one.id), _short(one.said.text), PRODUCT.title(one.said.top, say.language), _titles(one))
            for one in found
        ],
    )


@app.command("forget")
def forget(
    number: Annotated[int, typer.Argument(help="As 'list' shows it.")], profile: Profile = "me"
) -> None:
    """Delete a correction and what was learnt from it."""
    with Engine.open(ask=ask) as engine:
        engine.learning.forget(number, profile)
    note(words()("cli.corrections.forgot", number=number))


@app.command("export")
def export(
    out: Annotated[Path | None, typer.Argument(help="File; none or '-': stdout.", show_default=False)] = None,
    form: Annotated[
        str, typer.Option("--form", help="csv, xlsx or jsonl; by the file's ending if not given.")
    ] = "",
    profile: Profile = "me",
) -> None:
    """Write your corrections as a table; those you did not agree to learn from stay out."""
    to_file = out is not None and str(out) != "-"
    form = form or (out.suffix.lstrip(".").lower() if to_file and out else "csv")
    with Engine.open(ask=ask) as engine:
        data = engine.learning.export(form, profile)
    if to_file and out:
        with saving(out), out.open("xb") as file:
            out.chmod(0o600)
            file.write(data)
        note(words()("cli.corrections.exported", path=str(out)))
    else:
        sys.stdout.buffer.write(data)


@app.command("import")
def import_file(
    path: Annotated[
        Path, typer.Argument(help="CSV, XLSX or JSONL with the columns text, labels; UTF-8 or cp949.")
    ],
    profile: Profile = "me",
    as_json: AsJson = False,
) -> None:
    """Read corrections from a table; broken rows are named and left out."""
    with Engine.open(ask=ask) as engine:
        found = engine.learning.import_(path, profile)
    for skipped in found.skipped:
        note(f"{skipped.where}: {skipped.why}")
    if as_json:
        emit({"new": found.new, "rows": found.rows, "skipped": [asdict(one) for one in found.skipped]})
    else:
        note(words()("cli.corrections.imported", new=found.new, rows=found.rows, skipped=len(found.skipped)))


def row(one: Correction) -> dict[str, Any]:
    """Return a correction as JSON shows it."""
    said = one.said
    return {
        "id": one.id,
        "version": one.version,
        "text": said.text,
        "entry": said.place.entry if said.place else None,
        "start": said.place.start if said.place else None,
        "end": said.place.end if said.place else None,
        "language": said.language,
        "top": said.top,
        "emotions": dict(said.emotions),
        "model": said.model,
        "labels": list(said.labels),
        "consent": said.consent,
        "created": one.created.isoformat(timespec="seconds"),
        "edited": one.edited.isoformat(timespec="seconds"),
    }


def _place(engine: Engine, entry: int, sentence: int | None, profile: str) -> Place:
    if sentence is None:
        return Place(entry)
    rows = engine.diary.entry(entry, profile).page.sentences
    if not 1 <= sentence <= len(rows):
        raise typer.BadParameter(f"entry {entry} has the sentences 1 to {len(rows)}.")
    found = rows[sentence - 1]
    return Place(entry, found.start, found.end)


def _titles(one: Correction) -> str:
    return ", ".join(PRODUCT.title(label, words().language) for label in one.said.labels)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
