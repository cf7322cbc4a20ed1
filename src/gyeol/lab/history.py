"""Losses and accuracies by epoch, kept in the artefact so that its learning curves can be drawn."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from gyeol.artifact import Artifact

FILE = "history.json"
History = Sequence[Mapping[str, float]]


def with_history(fill: Callable[[Path], None], history: History) -> Callable[[Path], None]:
    """Return what fills an artefact's draft folder and also writes `history.json`, unless there were no epochs."""

    def fill_both(folder: Path) -> None:
        fill(folder)
        if history:
            (folder / FILE).write_text(json.dumps(list(history), indent=1), encoding="utf-8")

    return fill_both


def read_history(artifact: Artifact) -> History:
    """Return the history of an artefact; empty if it keeps none."""
    if FILE not in artifact.config["files"]:
        return ()
    found: list[dict[str, float]] = json.loads(artifact.file(FILE).read_text(encoding="utf-8"))
    return found
