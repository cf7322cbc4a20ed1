"""Run a recipe over a grid of settings; what is finished is not run again."""

import hashlib
import itertools
import json
import re
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from gyeol.artifact import Artifact
from gyeol.artifact import load as load_artifact
from gyeol.classify import KIND
from gyeol.errors import BadArtifact, BadSetting

Changes = Mapping[str, str]
Progress = Callable[[str, float], None]
RECORD = "cell.json"
_MAX_NAME = 80


class Trainer(Protocol):
    """What runs a recipe, as `gyeol.lab.recipe`."""

    def train(
        self, path: Path, overrides: Mapping[str, str], out: Path | None, progress: Progress
    ) -> Artifact:
        """Train what a recipe says."""
        ...


@dataclass(frozen=True)
class Sweep:
    """Runs of one recipe.

    Attributes:
        recipe: the file.
        cells: the changes of each run, key -> value as text.
    """

    recipe: Path
    cells: tuple[Changes, ...]


@dataclass(frozen=True)
class Cell:
    """One finished run.

    Attributes:
        changes: what was set.
        path: its artefact.
        split: what the figures are of: "report" where the artefact has it, else its first split.
        accuracy: on that split.
        macro_f1: on that split.
        ece: on that split.
        seconds: that it took to train; 0 if that is not known.
        again: whether it was found finished.
    """

    changes: Changes
    path: Path
    split: str
    accuracy: float
    macro_f1: float
    ece: float
    seconds: float
    again: bool = False


def read_sweep(path: Path, grid: Sequence[str], changes: Changes) -> Sweep:
    """Return the runs of a recipe over a grid, or those that a sweep file lists.

    A sweep file names its `recipe` (beside it or above it), and has a table `grid` (key -> values, all combinations),
    or tables `cells` (one run each), or both: then each cell is run over the grid.

    Args:
        path: a recipe or a sweep file.
        grid: `key=value,value …`, all combinations; they go over those of the file.
        changes: set in every run.

    Raises:
        BadSetting: the file cannot be read, or a part of the grid has no value.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadSetting(
            f"'{path}' cannot be read ({error}); pass a recipe or a file of recipes/sweeps."
        ) from None
    given = dict(_axis(axis) for axis in grid)
    if "recipe" not in table:
        return Sweep(path, tuple({**changes, **cell} for cell in _product(given)))
    if stray := set(table) - {"recipe", "grid", "cells"}:
        raise BadSetting(f"'{path.name}' has the unknown key '{min(stray)}'; known: recipe, grid, cells.")
    axes = {key: [_told(value) for value in values] for key, values in table.get("grid", {}).items()} | given
    cells = [{key: _told(value) for key, value in cell.items()} for cell in table.get("cells", [{}])]
    runs = tuple({**cell, **some, **changes} for cell in cells for some in _product(axes))
    return Sweep(path.parent / table["recipe"], runs)


def run_sweep(trainer: Trainer, sweep: Sweep, out: Path, progress: Progress) -> Iterator[Cell]:
    """Run what is not finished yet, and yield every cell in order as soon as it is there.

    A cell that was killed goes on from its own checkpoint. Finished cells are found by what was set and by the text of
    the recipe, so a changed recipe is run again.

    Args:
        trainer: of the recipe's kind.
        sweep: what to run.
        out: the folder of the runs; each has a folder with the artefact, and `cell.json` beside it.
        progress: told which run, and which part of it, is being done.
    """
    text = sweep.recipe.read_text(encoding="utf-8")
    for i, changes in enumerate(sweep.cells, 1):
        folder = out / _name(changes)
        if (found := _finished(folder, changes, text)) is not None:
            yield found
            continue
        told = f"{i}/{len(sweep.cells)} {_shown(changes)}: "
        start = time.perf_counter()

        def say(stage: str, share: float, told: str = told) -> None:
            progress(told + stage, share)

        artifact = trainer.train(sweep.recipe, changes, folder / "artifact", say)
        cell = _cell(changes, artifact, time.perf_counter() - start)
        record = {"changes": dict(changes), "recipe": _digest(text), "seconds": round(cell.seconds, 1)}
        (folder / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
        yield cell


def _finished(folder: Path, changes: Changes, text: str) -> Cell | None:
    try:
        record: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if record["changes"] != changes or record["recipe"] != _digest(text):
            return None
        artifact = load_artifact(folder / "artifact", kind=KIND)
    except (OSError, ValueError, KeyError, BadArtifact):
        return None  # never run, killed, or spoilt since: run it
    return replace(_cell(changes, artifact, float(record["seconds"])), again=True)


def _cell(changes: Changes, artifact: Artifact, seconds: float) -> Cell:
    split = "report" if "report" in artifact.metrics else next(iter(artifact.metrics))
    row = artifact.metrics[split]
    accuracy, macro_f1, ece = (float(row.get(name, float("nan"))) for name in ("accuracy", "macro_f1", "ece"))
    return Cell(changes, artifact.path, split, accuracy, macro_f1, ece, seconds)


def _product(axes: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    for values in itertools.product(*axes.values()):
        yield dict(zip(axes, values, strict=True))


def _axis(axis: str) -> tuple[str, list[str]]:
    """Return the key and the values of `key=v1,v2`; commas within brackets and quotes part nothing."""
    key, equals, values = axis.partition("=")
    found = [value.strip() for value in re.findall(r"(?:\[[^\]]*\]|\{[^}]*\}|\"[^\"]*\"|[^,\[{\"])+", values)]
    if not equals or not key.strip() or not all(found) or not found:
        raise BadSetting(f"a part of the grid is written KEY=VALUE,VALUE, not '{axis[:80]}'.")
    return key.strip(), found


def _told(value: Any) -> str:
    """Return a value as `--set` takes it."""
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value


def _shown(changes: Changes) -> str:
    return " ".join(f"{key}={value}" for key, value in changes.items()) or "as it is"


def _name(changes: Changes) -> str:
    plain = (
        re.sub(r"[^\w.=-]+", "_", "--".join(f"{key}={value}" for key, value in changes.items())) or "as-it-is"
    )
    return plain if len(plain) <= _MAX_NAME else f"{plain[: _MAX_NAME - 9]}-{_digest(plain)[:8]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
