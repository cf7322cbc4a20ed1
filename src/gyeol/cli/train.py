"""`gyeol train`: turn a recipe into an artefact."""

import tomllib
from pathlib import Path
from typing import Annotated

import typer

from gyeol.cli.console import emit, stages, words
from gyeol.errors import BadData, BadRequest
from gyeol.registry import Registry

TRAINERS = Registry(
    "recipe kind",
    {
        "bottleneck": "gyeol.lab.bottleneck_recipe",
        "emoji": "gyeol.lab.gan_recipe",
        "emotion": "gyeol.lab.recipe",
        "hostile": "gyeol.lab.hostile_recipe",
        "labels": "gyeol.lab.label_recipe",
        "picture": "gyeol.lab.picture_recipe",
        "reference": "gyeol.lab.reference_recipe",
        "sentence": "gyeol.lab.sentence_recipe",
        "style": "gyeol.lab.style_recipe",
    },
    extra=dict.fromkeys(
        ("bottleneck", "emoji", "emotion", "hostile", "labels", "picture", "reference", "sentence", "style"),
        "lab",
    ),
)


def train(
    recipe: Annotated[Path, typer.Argument(help="A TOML file, as recipes/emotion.toml.")],
    overrides: Annotated[
        list[str] | None, typer.Option("--set", help="Change a setting of the recipe.", metavar="KEY=VALUE")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the artefact.", show_default="as in the recipe")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Name, path and figures as one object.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check the recipe and its data, train nothing.")
    ] = False,
) -> None:
    """Train a model from a recipe (extra 'lab'). Ctrl-C keeps the last checkpoint; the same command resumes."""
    changes, trainer = changes_of(overrides), TRAINERS.get(kind_of(recipe))
    if dry_run:
        emit(trainer.plan(recipe, changes))
        return
    with stages() as watch:
        artifact = trainer.train(recipe, changes, out, watch)
    if as_json:
        emit({"name": artifact.name, "path": str(artifact.path), "metrics": dict(artifact.metrics)})
    else:
        print(words()("cli.train.wrote", name=artifact.name, path=str(artifact.path)))


def changes_of(overrides: list[str] | None) -> dict[str, str]:
    """Return key -> value of `--set KEY=VALUE`; raise `BadRequest` if one is written otherwise."""
    changes: dict[str, str] = {}
    for change in overrides or ():
        key, equals, value = change.partition("=")
        if not equals:
            raise BadRequest(f"a change is written KEY=VALUE, not '{change[:80]}'.")
        changes[key.strip()] = value.strip()
    return changes


def kind_of(recipe: Path) -> str:
    """Return the kind of a recipe; raise `BadData` if it cannot be read."""
    try:
        return str(tomllib.loads(recipe.read_text(encoding="utf-8")).get("kind", "emotion"))
    except (OSError, ValueError) as error:
        raise BadData(f"the recipe '{recipe}' cannot be read ({error}); see recipes/emotion.toml.") from error
