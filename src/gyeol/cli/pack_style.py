"""`gyeol packs similar`, `vote` and `map`: packs by what they look like."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from gyeol.cli.console import emit, note, progress, stages, table, words
from gyeol.engine import Engine, PackInfo
from gyeol.engine.styles import usable
from gyeol.errors import BadRequest
from gyeol.recommend.vote import Tally
from gyeol.registry import Registry
from gyeol.stickers.counts import read_counts

LAYOUTS = Registry("way of drawing a map", {"tsne": "gyeol.lab.tsne:tsne"}, extra={"tsne": "lab"})
PAPER = Registry(
    "kind of map", {".png": "gyeol.lab.map_picture:write_png", ".html": "gyeol.lab.map_page:write_page"}
)
_NAMED = 10

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a row, on one line.")]
BySimilarity = Annotated[bool, typer.Option("--by-similarity", help="A nearer pack gets more of a vote.")]


def similar(
    what: Annotated[
        list[str],
        typer.Argument(
            help="A pack, a sticker or a picture; several vote for the packs that look like them."
        ),
    ],
    n: Annotated[int, typer.Option("-n", help="How many packs.", min=1)] = 3,
    by_use: Annotated[
        bool, typer.Option("--by-use", help="A sticker sent more often has more votes.")
    ] = False,
    by_similarity: BySimilarity = False,
    as_json: AsJson = False,
) -> None:
    """Find the packs that look most like packs, stickers or picture files."""
    with Engine.open() as engine:
        looks = engine.styles.looks(what)
        if len(what) == 1 or looks.packs:
            rows = [
                {**row(s.info), "similarity": round(s.similarity, 4)} for s in engine.styles.nearest(looks, n)
            ]
            shown, column = [(str(r["name"]), f"{r['similarity']:.2f}") for r in rows], "similarity"
        else:
            uses = engine.store.uses("me") if by_use else None
            tally = engine.styles.vote(looks, at_least=n, counts=uses, by_similarity=by_similarity)
            info = {pack.pack.name: pack for pack in engine.packs()}
            rows = [
                {**row(info[v["pack"]]), "votes": v["votes"], "chosen": v["chosen"]} for v in _votes(tally)
            ]
            shown, column = _tally(tally), "votes"
    name_skipped(looks.skipped)
    if as_json:
        for found in rows:
            emit(found)
    else:
        table([words()("cli.packs.pack"), words()(f"cli.packs.{column}")], shown)


def vote(
    own: Annotated[
        Path, typer.Option("--from", help="Your own stickers: a folder or zip; nothing is imported.")
    ],
    counts: Annotated[
        Path | None, typer.Option(help="How often you send each: a CSV file,count.", show_default="all alike")
    ] = None,
    by_similarity: BySimilarity = False,
    n: Annotated[int, typer.Option("-n", help="How many packs to choose; ties make them more.", min=1)] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Let your own stickers vote for the packs that look like them: five ballots each."""
    with Engine.open() as engine:
        sent, left_out = read_counts(counts) if counts else (None, ())
        with progress(words()("cli.packs.importing")) as watch:
            looks = engine.styles.own(own, watch)
        known, unknown = usable(sent, looks.names) if sent is not None else (None, [])
        tally = engine.styles.vote(looks, at_least=n, counts=known, by_similarity=by_similarity)
    missing = [(name, words()("cli.packs.no_such_sticker")) for name in unknown]
    skipped = (*looks.skipped, *left_out, *missing)
    if as_json:
        emit(
            {
                "voters": len(looks.names),
                "votes": _votes(tally),
                "chosen": list(tally.chosen),
                "tied": tally.tied,
                "skipped": [{"file": file, "why": why} for file, why in skipped],
            }
        )
        return
    name_skipped(skipped)
    note(words()("cli.packs.voted", n=len(looks.names)))
    table([words()("cli.packs.pack"), words()("cli.packs.votes")], _tally(tally))


def style_map(
    out: Annotated[Path, typer.Option(help="Where to write it: .png, or .html for a page to explore.")],
    method: Annotated[
        Literal["pca", "tsne"],
        typer.Option(help="pca keeps distances between packs, tsne neighbours (extra lab)."),
    ] = "pca",
    seed: Annotated[int, typer.Option(help="Of t-SNE.", min=0)] = 0,
) -> None:
    """Draw a map of all stickers on which those that look alike lie together."""
    if out.suffix.lower() not in PAPER.names():
        raise BadRequest(f"a map is a {' or '.join(sorted(PAPER.names()))} file, not '{out.name[:80]}'.")
    with Engine.open() as engine, stages() as watch:
        shelf, found = engine.shelf, engine.styles.map()
        places = found.places if method == "pca" else LAYOUTS.get(method)(found.rows, seed, watch)
        pictures = [shelf.picture(item) for item in found.items]
        PAPER.get(out.suffix.lower())(out, found.items, places, pictures, shelf.packs, words(), watch)
    print(words()("cli.packs.mapped", n=len(found.items), path=str(out)))


def row(info: PackInfo) -> dict[str, Any]:
    """Return a pack as `--json` prints it."""
    return {
        "name": info.pack.name,
        "ko": info.pack.ko,
        "en": info.pack.en,
        "style": info.pack.style,
        "stickers": info.n_stickers,
        "with_feeling": info.n_with_feeling,
        "licence": info.pack.licence,
        "ours": info.ours,
    }


def _votes(tally: Tally) -> list[dict[str, Any]]:
    return [
        {"pack": pack, "votes": round(votes, 4), "chosen": pack in tally.chosen}
        for pack, votes in tally.votes.items()
    ]


def _tally(tally: Tally) -> list[tuple[str, str]]:
    """Return the rows of a tally, the chosen packs marked; note a tie."""
    if tally.tied:
        note(words()("cli.packs.tied", n=len(tally.chosen)))
    return [(f"{'→ ' if v['chosen'] else '  '}{v['pack']}", f"{v['votes']:g}") for v in _votes(tally)]


def name_skipped(skipped: Sequence[tuple[str, str]]) -> None:
    """Note the first files that were left out, with the reason."""
    for file, why in skipped[:_NAMED]:
        note(f"  {file}: {why}")
    if len(skipped) > _NAMED:
        note("  " + words()("cli.packs.more_skipped", n=len(skipped) - _NAMED))
