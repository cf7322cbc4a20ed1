"""`gyeol packs`: the sticker packs at hand."""

from pathlib import Path
from typing import Annotated

import typer

from gyeol.cli import pack_evaluate, pack_style
from gyeol.cli.console import emit, note, progress, table, words
from gyeol.engine import Engine, PackInfo
from gyeol.errors import BadRequest
from gyeol.stickers.library import Report

app = typer.Typer(
    help="Sticker packs: bring, draw, find similar ones, see them on a map, measure encoders.",
    no_args_is_help=True,
)

app.command("similar")(pack_style.similar)
app.command("vote")(pack_style.vote)
app.command("map")(pack_style.style_map)
app.command("evaluate")(pack_evaluate.evaluate)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a row, on one line.")]
Replace = Annotated[bool, typer.Option("--replace", help="Overwrite a pack of the same name.")]


@app.command("list")
def list_packs(as_json: AsJson = False) -> None:
    """List all packs."""
    with Engine.open() as engine:
        packs = engine.packs()
    if as_json:
        for pack in packs:
            emit(pack_style.row(pack))
        return
    _table(packs)


@app.command("show")
def show(pack: Annotated[str, typer.Argument(help="Name of a pack.")], as_json: AsJson = False) -> None:
    """Show a pack and its stickers."""
    with Engine.open() as engine:
        info, items = engine.pack(pack)
        folder = engine.picture(items[0].id).parent
    if as_json:
        for item in items:
            emit(
                {
                    "id": item.id,
                    "ko": item.ko,
                    "en": item.en,
                    "keywords": item.keywords,
                    "facts": dict(item.facts),
                }
            )
        return
    title = info.pack.ko if words().language == "ko" else info.pack.en
    print(
        words()(
            "cli.packs.about",
            title=title,
            style=info.pack.style,
            licence=info.pack.licence,
            n=info.n_stickers,
        )
    )
    print(folder)
    names = [
        (item.id, item.ko if words().language == "ko" else item.en, ", ".join(item.keywords[:6]))
        for item in items
    ]
    table([words()(f"cli.packs.{column}") for column in ("id", "name", "keywords")], names)


@app.command("import")
def import_path(
    path: Annotated[Path, typer.Argument(help="Folder, zip, manifest, Iconify JSON or contents.json.")],
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Import packs from a folder or file, each one wholly or not at all."""
    with Engine.open() as engine, progress(words()("cli.packs.importing")) as watch:
        reports = engine.import_packs(path, replace=replace, progress=watch)
    _report(reports, as_json)


@app.command("add")
def add(
    source: Annotated[str, typer.Argument(help="iconify:NAME, as iconify:fluent-emoji-flat.")],
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Fetch a pack that others publish; needs npm and a connection."""
    kind, _, name = source.partition(":")
    if kind != "iconify" or not name:
        raise BadRequest(
            f"a source is written iconify:NAME, not '{source[:80]}'; files are read by: gyeol packs import"
        )
    with Engine.open() as engine, progress(words()("cli.packs.importing")) as watch:
        reports = engine.add_iconify(name, replace=replace, progress=watch)
    _report(reports, as_json)


@app.command("draw")
def draw(
    style: Annotated[str, typer.Option(help="Art style; a wrong one lists all.")],
    seed: Annotated[int, typer.Option(help="The same seed draws the same pack.")] = 0,
    count: Annotated[int, typer.Option(help="How many stickers, 1 to 1000.")] = 60,
    name: Annotated[str | None, typer.Option(help="Name of the pack.", show_default="STYLE-SEED")] = None,
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Draw a new pack with the emoji maker."""
    with Engine.open() as engine, progress(words()("cli.packs.drawing")) as watch:
        report = engine.draw_pack(style, seed=seed, count=count, name=name, replace=replace, progress=watch)
    _report([report], as_json)


@app.command("remove")
def remove(pack: Annotated[str, typer.Argument(help="Name of a pack.")], as_json: AsJson = False) -> None:
    """Delete an imported pack from this machine."""
    with Engine.open() as engine:
        engine.remove_pack(pack)
    if as_json:
        emit({"removed": pack})
    else:
        print(words()("cli.packs.removed", pack=pack))


def _table(packs: list[PackInfo]) -> None:
    rows = [
        (
            p.pack.name,
            p.pack.ko if words().language == "ko" else p.pack.en,
            p.pack.style,
            str(p.n_stickers),
            str(p.n_with_feeling),
            p.pack.licence,
        )
        for p in packs
    ]
    table(
        [
            words()(f"cli.packs.{c}")
            for c in ("pack", "title", "style", "stickers", "with_feeling", "licence")
        ],
        rows,
    )


def _report(reports: list[Report], as_json: bool) -> None:
    for report in reports:
        if as_json:
            emit(
                {
                    "pack": report.pack,
                    "understood": report.understood,
                    "without_meaning": report.without_meaning,
                    "from_picture": report.evidence.get("picture", 0),
                    "skipped": [{"file": file, "why": why} for file, why in report.skipped],
                }
            )
            continue
        print(
            words()(
                "cli.packs.imported",
                pack=report.pack,
                understood=report.understood,
                unknown=report.without_meaning,
                skipped=len(report.skipped),
            )
        )
        if n := report.evidence.get("picture"):
            note("  " + words()("cli.packs.from_picture", n=n))
        for file, why in report.skipped[:10]:
            note(f"  {file}: {why}")
        if len(report.skipped) > 10:
            note("  " + words()("cli.packs.more_skipped", n=len(report.skipped) - 10))
