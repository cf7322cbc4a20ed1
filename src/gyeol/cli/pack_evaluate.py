"""`gyeol packs evaluate`: how well an encoder finds the pack of a sticker (extra 'lab')."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gyeol.cli.console import emit, stages, table, words
from gyeol.cli.pack_style import name_skipped
from gyeol.registry import Registry

PARTS = Registry(
    "part of the lab",
    {"encoders": "gyeol.lab.open_encoder", "measures": "gyeol.lab.pack_measures"},
    extra={"encoders": "lab"},
)
_FORMS = ("plain", "hue", "grey", "small")
_MEASURES = ("p_at_1", "p_at_10", "map", "family_at_1")


def evaluate(
    folders: Annotated[list[Path], typer.Argument(help="Folders of packs, packs, or zips.")],
    queries: Annotated[
        str, typer.Option(help="Packs that ask, with commas.", show_default="all", metavar="PACK,…")
    ] = "",
    encoder: Annotated[str, typer.Option(help="style, gram, clip or bottleneck.")] = "style",
    weights: Annotated[
        str, typer.Option(help="Its weights: a folder, or a name on the hub.", show_default="its own")
    ] = "",
    seed: Annotated[int, typer.Option(help="Of the hues and the intervals.", min=0)] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Measure how often an encoder finds a sticker's own pack: as it is, hue-turned, grey, small.

    Every sticker is altered like the query. An encoder has learnt from some packs: let only others ask.
    """
    with stages() as watch:
        measures, opened = PARTS.get("measures"), PARTS.get("encoders").open_encoder(encoder, weights)
        stickers = measures.gallery(folders, watch)
        asking = [name.strip() for name in queries.split(",") if name.strip()]
        found = measures.evaluate(opened, stickers, watch, queries=asking, seed=seed)
    found["encoder"] = opened.name
    found["skipped"] = [{"file": file, "why": why} for file, why in stickers.skipped]
    name_skipped(stickers.skipped)
    emit(found) if as_json else _show(found)


def _show(found: dict[str, Any]) -> None:
    say = words()
    print(say("cli.packs.measured", n=found["n"], packs=found["packs"], encoder=found["encoder"]))
    rows = [[say(f"cli.packs.form.{form}"), *(_cell(found[form], m) for m in _MEASURES)] for form in _FORMS]
    table(["", *(say(f"cli.packs.measure.{m}") for m in _MEASURES)], rows)
    print(say("cli.packs.confusion", percent=f"{100 * found['content_confusion']:.1f}"))
    per_pack = sorted(found["per_pack"].items(), key=lambda pair: pair[1]["p_at_1"])
    names = ("pack", "stickers", *(f"measure.{m}" for m in _MEASURES))
    table(
        [say(f"cli.packs.{name}") for name in names],
        [[name, str(row["n"]), *(f"{row[m]:.2f}" for m in _MEASURES)] for name, row in per_pack],
    )


def _cell(row: dict[str, Any], measure: str) -> str:
    low, high = row["interval"][measure]
    return f"{row[measure]:.3f} ({low:.2f}–{high:.2f})"
