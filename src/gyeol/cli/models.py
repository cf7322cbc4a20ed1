"""`gyeol models`: what is loaded, how good it is, and whether it still fits."""

from dataclasses import asdict
from typing import Annotated

import typer

from gyeol.cli.console import emit, table, words
from gyeol.engine import Engine
from gyeol.engine.learning import told

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
    measure: Annotated[
        bool,
        typer.Option("--measure", help="Measure the emotion model in use again, with what it learnt here."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Configuration and metrics as one object.")] = False,
) -> None:
    """Print the card of a model: what it is for, how good it is, what it was made from."""
    with Engine.open() as engine:
        model = engine.model(name)
        measured = engine.learning.measured() if measure and model.config["kind"] == "emotion" else {}
        status = engine.learning.status() if measured else None
    if as_json:
        here = {"measured": {code: asdict(found) for code, found in measured.items()}} if measured else {}
        emit({"config": dict(model.config), "metrics": dict(model.metrics)} | here)
        return
    print(model.card, end="")
    if status:
        print("\n" + told.card(status.model, measured, status), end="")


@app.command("rollback")
def rollback(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Undo the last `gyeol learn`: what read before reads again."""
    with Engine.open() as engine:
        now = engine.learning.roll_back()
        model = engine.learning.status().model
    if as_json:
        emit({"serving": now, "model": model})
    else:
        print(words()("learning.rolled_back" if now else "learning.rolled_back_all", version=now or ""))


@app.command("drift")
def drift(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Show whether your texts, the model's certainty or your corrections have changed."""
    say = words()
    with Engine.open() as engine:
        found = engine.learning.drift()
    if as_json:
        emit(asdict(found))
        return
    print(told.drift(found, say))
    if found.levels:
        table(
            [say(f"learning.drift.{column}") for column in ("stream", "before", "now", "level")],
            [
                (
                    say(f"learning.stream.{name}"),
                    f"{found.before[name]:.2f}",
                    f"{found.now[name]:.2f}",
                    f"{level:.0%}",
                )
                for name, level in found.levels.items()
            ],
        )
