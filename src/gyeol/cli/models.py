"""`gyeol models`: what is loaded and how good it is."""

from typing import Annotated

import typer

from gyeol.cli.console import emit, table, words
from gyeol.engine import Engine

app = typer.Typer(help="The models in use and their cards.", no_args_is_help=True)


@app.command("list")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a model, on one line.")] = False,
) -> None:
    """List the models in use."""
    with Engine.open() as engine:
        rows = [
            {
                "kind": model.config["kind"],
                "name": model.name,
                "revision": model.revision,
                "bytes": sum((model.path / name).stat().st_size for name in model.config["files"]),
                "recipe": model.config["recipe"],
                "path": str(model.path),
            }
            for model in engine.models()
        ]
    if as_json:
        for row in rows:
            emit(row)
        return
    table(
        [words()(f"cli.models.{column}") for column in ("kind", "name", "size", "recipe")],
        [
            (str(r["kind"]), f"{r['name']}@{r['revision']}", f"{r['bytes'] / 1e6:.1f} MB", str(r["recipe"]))
            for r in rows
        ],
    )


@app.command("card")
def card(
    name: Annotated[str, typer.Argument(help="Kind or name, as 'emotion'.")],
    as_json: Annotated[bool, typer.Option("--json", help="Configuration and metrics as one object.")] = False,
) -> None:
    """Print the card of a model: what it is for, how good it is, what it was made from."""
    with Engine.open() as engine:
        model = engine.model(name)
    if as_json:
        emit({"config": dict(model.config), "metrics": dict(model.metrics)})
    else:
        print(model.card, end="")
