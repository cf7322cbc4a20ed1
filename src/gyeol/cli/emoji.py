"""`gyeol emoji score`: how good made emoji are beside real ones. Generators are trained with `gyeol train`."""

from pathlib import Path
from typing import Annotated

import typer

from gyeol.cli import emoji_studio
from gyeol.cli.console import emit, note, table, words
from gyeol.registry import Registry

PARTS = Registry(
    "part of the emoji studio",
    {"read": "gyeol.lab.gan_data:read_faces", "score": "gyeol.lab.gan_score:score"},
)
app = typer.Typer(help="Judge emoji that a generator made.", no_args_is_help=True)

app.command("sample")(emoji_studio.sample)


@app.callback()
def _group() -> None:
    pass


@app.command()
def score(
    made: Annotated[Path, typer.Argument(help="The made pictures: a folder, or an .npz with 'images'.")],
    real: Annotated[
        Path, typer.Option(help="Real ones: a folder, or an .npz with 'images' and perhaps 'positive'.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Score made emoji beside real ones: FID, KID, copies, legibility; what n is too small for is refused."""
    read = PARTS.get("read")
    found = PARTS.get("score")(read(real), read(made).pixels)
    if as_json:
        emit(found)
        return
    refused = found.pop("refused")
    table(
        [words()("cli.emoji.measure"), words()("cli.emoji.value")],
        [(name, _cell(value)) for name, value in found.items()],
    )
    for why in refused.values():
        note(why)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " – ".join(_cell(part) for part in value)
    return f"{value:.4f}" if isinstance(value, float) else "–" if value is None else str(value)
