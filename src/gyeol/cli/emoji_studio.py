"""`gyeol emoji sample`: new emoji for a feeling, into a folder or straight into a pack."""

from pathlib import Path
from typing import Annotated

import typer

from gyeol.cli.console import emit, note, words
from gyeol.engine import Engine
from gyeol.engine.studio.answers import Batch
from gyeol.errors import BadRequest, Refused


def sample(
    feeling: Annotated[
        str | None, typer.Option(help="One of the twelve feelings, as joy; a wrong one lists all.")
    ] = None,
    text: Annotated[str | None, typer.Option(help="In its place: the strongest feeling of a text.")] = None,
    count: Annotated[int, typer.Option(help="How many, 1 to 100.")] = 12,
    seed: Annotated[
        int | None, typer.Option(help="The same seed gives the same emoji.", show_default="drawn")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="A new folder for PNG files with a manifest.")] = None,
    pack: Annotated[str | None, typer.Option(help="Keep them as stickers of this pack of yours.")] = None,
    generator: Annotated[
        str | None,
        typer.Option(
            help="Name of a generator at hand or folder of an artefact.", show_default="the one that ships"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Make new emoji. Near-copies of training pictures and repetitions are dropped and replaced."""
    if out is None and pack is None:
        raise BadRequest("say where the emoji go: --out FOLDER for files, --pack NAME for stickers, or both.")
    chosen = Path(generator) if generator and Path(generator).is_dir() else generator
    with Engine.open() as engine:
        batch = engine.studio.make(feeling, text=text, count=count, seed=seed, generator=chosen)
        if batch.help is not None and not batch.candidates:
            raise Refused("this text speaks of a crisis, so no emoji are made; see: gyeol stickers TEXT")
        if not batch.candidates:
            raise Refused(
                f"none of the emoji that seed {batch.seed} gives is worth keeping; try another --seed."
            )
        files = engine.studio.save(batch, out) if out is not None else []
        kept = engine.studio.approve([one.id for one in batch.candidates], pack) if pack else None
    if as_json:
        emit(_row(batch) | {"out": str(out) if out else None, "pack": kept.pack if kept else None})
        return
    for path in files:
        print(path)
    say = words()
    if kept is not None:
        print(say("cli.emoji.kept", n=len(kept.added), pack=kept.pack))
    unsure = sum(not one.agreed for one in batch.candidates)
    note(say("cli.emoji.made", n=len(batch.candidates), seed=batch.seed, generator=batch.generator))
    if unsure:
        note(say("cli.emoji.unsure", n=unsure, feeling=say(f"feeling.{batch.feeling}")))
    if batch.copies + batch.alike + batch.empty:
        note(say("cli.emoji.dropped", copies=batch.copies, alike=batch.alike, empty=batch.empty))


def _row(batch: Batch) -> dict[str, object]:
    return {
        "feeling": batch.feeling,
        "seed": batch.seed,
        "generator": batch.generator,
        "emoji": [
            {"id": one.id, "confidence": round(one.confidence, 4), "seen_as": one.seen_as}
            for one in batch.candidates
        ],
        "dropped": batch.dropped,
    }
