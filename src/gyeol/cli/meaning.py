"""`gyeol meaning`: what a sentence encoder is worth."""

from pathlib import Path
from typing import Annotated

import typer

from gyeol.cli.console import emit, table, words
from gyeol.registry import Registry

app = typer.Typer(
    help="The meaning space: how well sentences that mean alike stand together.", no_args_is_help=True
)
PARTS = Registry(
    "part of the lab", {"encoders": "gyeol.lab.open_meaning", "similarity": "gyeol.lab.similarity"}
)


@app.callback()
def _group() -> None:
    """Keep `evaluate` a command of its own, as long as it is the only one."""


@app.command("evaluate")
def evaluate(
    file: Annotated[Path, typer.Argument(help="Rated pairs of sentences, a TSV in the form of KorSTS.")],
    encoder: Annotated[
        str, typer.Option(help="sentence, concepts, a folder, or a name on the hub (extra 'lab').")
    ] = "sentence",
    prompt: Annotated[
        str, typer.Option(help="What a model of the hub wants before each text.", show_default="nothing")
    ] = "",
    content: Annotated[
        bool, typer.Option("--content", help="Join a view of nouns, verbs and adjectives (extra 'korean').")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Measure how well cosines follow people's ratings of similarity: Spearman and Pearson."""
    opened = PARTS.get("encoders").open_meaning(encoder, prompt, content=content)
    found = {"encoder": opened.name, **PARTS.get("similarity").measure(opened, file)}
    if as_json:
        emit(found)
        return
    say = words()
    print(say("cli.meaning.measured", n=found["n"], encoder=found["encoder"]))
    table(
        [say("cli.evaluate.measure"), say("cli.evaluate.value")],
        [
            ("Spearman", f"{found['spearman']:.4f}"),
            ("Pearson", f"{found['pearson']:.4f}"),
            (say("cli.meaning.speed"), f"{found['sentences_per_s']:,}"),
        ],
    )
