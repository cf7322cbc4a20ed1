"""`gyeol songs evaluate`: how well the ratings of a table are expected from earlier ones."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gyeol.cli.console import emit, stages, table, words
from gyeol.registry import Registry

PARTS = Registry("part of the lab", {"replay": "gyeol.lab.song_replay"})
_MEASURES = ("auc", "mae", "ndcg_at_10")


def evaluate(
    ratings: Annotated[Path, typer.Option(help="The table whose ratings are to be expected.")],
    items: Annotated[Path, typer.Option(help="The songs: item_id and any columns of numbers or kinds.")],
    history: Annotated[
        list[Path] | None, typer.Option(help="A table of earlier ratings to learn from; repeatable.")
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Argument(help="More tables of earlier ratings.", metavar="[FILE…]")
    ] = None,
    last: Annotated[
        float,
        typer.Option(
            help="Expect only this last part of each person's ratings, learn from the rest.",
            min=0.01,
            max=1.0,
        ),
    ] = 1.0,
    seed: Annotated[int, typer.Option(help="Of the random baseline and the intervals.", min=0)] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Measure how well ratings are expected: AUC of liked songs, error in stars, nDCG@10, beside baselines.

    Tables have the columns user_id, item_id, timestamp and rating, as SiTunes has them; emo_pre_valence and
    emo_pre_arousal are used where they are there.
    """
    with stages() as watch:
        found = PARTS.get("replay").replay(
            [*(history or ()), *(more or ())], ratings, items, last=last, seed=seed, progress=watch
        )
    emit(found) if as_json else _show(found)


def _show(found: dict[str, Any]) -> None:
    say = words()
    print(
        say(
            "cli.expected.about",
            n=found["n"],
            users=found["users"],
            past=found["learned_from"],
            new=found["new_songs"],
        )
    )
    rows = {"gyeol": found, say("cli.expected.replayed"): found["replayed"], **found["baselines"]}
    table(
        ["", *(say(f"cli.expected.{m}") for m in _MEASURES)],
        [[name, *(_cell(row[m]) for m in _MEASURES)] for name, row in rows.items()],
    )


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
