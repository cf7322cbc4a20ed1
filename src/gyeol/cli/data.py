"""`gyeol data`: see, take along and delete all that you own."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from gyeol.cli.console import emit, note, saving, table, words
from gyeol.cli.lock import ask
from gyeol.engine import Engine
from gyeol.engine.mine import Amount, Owned, one_line
from gyeol.errors import BadRequest

app = typer.Typer(help="All that gyeol keeps of you: see, export and delete it.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
_KIND = "diary, asked, ratings, likes, uses, leanings, packs, songs …; 'gyeol data show' lists them."


@app.command("show")
def show(
    kind: Annotated[str | None, typer.Argument(help=_KIND, show_default="how much of each")] = None,
    n: Annotated[int, typer.Option("-n", help="At most so many, the newest.", min=1, max=500)] = 50,
    as_json: AsJson = False,
) -> None:
    """Show how much there is of each kind, or what there is of one; the keys are what 'delete' takes."""
    with Engine.open(ask=ask if kind else None) as engine:
        if kind:
            _show(engine.mine.owned(kind, limit=n), as_json)
        else:
            _count(engine.mine.amounts(), as_json)


@app.command("export")
def export(
    out: Annotated[Path, typer.Argument(help="The zip to write; it must not exist yet.")] = Path(
        "gyeol-data.zip"
    ),
    as_json: AsJson = False,
) -> None:
    """Write everything into one zip: Markdown, JSON, CSV, pictures. It is not locked."""
    with saving(out), Engine.open(ask=ask) as engine, out.open("xb") as file:
        out.chmod(0o600)
        try:
            engine.mine.export(file)
        except BaseException:
            out.unlink()
            raise
    emit({"path": str(out)}) if as_json else note(words()("cli.data.exported", path=out))


@app.command("delete")
def delete(
    kind: Annotated[str | None, typer.Argument(help=_KIND, show_default=False)] = None,
    key: Annotated[
        str | None, typer.Argument(help="One of them, by its key.", show_default="all of the kind")
    ] = None,
    everything: Annotated[bool, typer.Option("--everything", help="All kinds, and the lock.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete one thing, all of a kind, or everything, for good. A lock need not be open for that."""
    if everything == (kind is not None):
        raise BadRequest("name what to delete: a kind, a kind and a key, or --everything.")
    with Engine.open() as engine:
        what = engine.mine.title(kind, words()) if kind else ""
        question = (
            words()("cli.data.sure", what=f"{what} {key}" if key else what)
            if kind
            else words()("cli.data.sure_all")
        )
        if not yes and not typer.confirm(question, err=True):
            raise typer.Exit(1)
        if kind is None:
            engine.mine.delete_everything()
        elif key is None:
            engine.mine.delete_kind(kind)
        else:
            engine.mine.delete(kind, key)
    emit({"deleted": key or kind or "everything"}) if as_json else print(words()("cli.data.deleted"))


def _count(amounts: list[Amount], as_json: bool) -> None:
    if as_json:
        emit({one.kind.name: {"count": one.count, "bytes": one.n_bytes} for one in amounts})
        return
    say = words()
    table(
        [say("cli.data.kind"), "", say("cli.data.count"), say("cli.data.size")],
        [
            (
                one.kind.name,
                say(f"mine.{one.kind.name}.title"),
                f"{one.count:,}",
                f"{one.n_bytes / 1e6:.1f} MB" if one.n_bytes else "",
            )
            for one in amounts
        ],
    )


def _show(owned: list[Owned], as_json: bool) -> None:
    if as_json:
        emit({"owned": [asdict(one) for one in owned]})
        return
    for one in owned:
        print(f"{one.key}\t{one_line(one)}")
    if not owned:
        note(words()("cli.data.none"))
