"""Compare trained generators: the same held-out pictures for all, several seeds each."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol import artifact
from gyeol.errors import BadRequest, Refused
from gyeol.generate.sampler import KIND
from gyeol.lab.gan_data import Faces, on_ground, polarity
from gyeol.lab.gan_methods import METHODS
from gyeol.lab.gan_open import asked, made_by
from gyeol.lab.gan_recognise import Recogniser
from gyeol.lab.gan_score import Judge

Progress = Callable[[str, float], None]
COLLAPSED = 0.5  # a share of duplicates from which on a run counts as collapsed


@dataclass(frozen=True)
class Run:
    """One trained generator.

    Attributes:
        name: of its recipe; runs of one name differ in the seed alone.
        method: "dcgan", "deligan", "latent" or "ours".
        seed: of its training.
        history: losses and snapshots of the training.
        score: all measures on held-out pictures, and "recognised"; see `gan_score.Judge.whole`.
        made: (n, 64, 64, 4) what was measured.
    """

    name: str
    method: str
    seed: int
    history: Mapping[str, Any]
    score: Mapping[str, Any]
    made: NDArray[np.uint8]

    @property
    def failed(self) -> str:
        """Why it counts as failed: "diverged", "collapsed", or ""."""
        if self.history["stopped"] is not None:
            return "diverged"
        return "collapsed" if (self.score["duplicates"] or 0) >= COLLAPSED else ""


def runs(folders: Sequence[Path], judge: Judge, other: Faces, n: int, progress: Progress) -> list[Run]:
    """Let each artefact make n pictures and measure them.

    Args:
        folders: artefacts of kind "emoji".
        judge: of real pictures that no generator saw, and what they learned from, for copies.
        other: faces of other packs, for the classifier that recognises feelings.
        n: pictures each; asked for feelings as common as in the real ones.
        progress: told which one is measured.

    Raises:
        BadRequest: there is none.
    """
    if not folders:
        raise BadRequest("there is nothing to compare; name folders of trained generators, or recipes.")
    recogniser, feelings = Recogniser(other), asked(judge.real, n, 0)
    found = []
    for i, folder in enumerate(folders):
        progress(f"measuring {folder.name}", i / len(folders))
        config, metrics = _opened(folder)
        made = made_by(folder, feelings, config["seed"])
        score = judge.whole(made)
        told = METHODS[config["options"]["method"]].told
        score["recognised"] = _recognised(recogniser, made, polarity(feelings)) if told else None
        history = metrics["training pictures"]["history"]
        found.append(Run(config["name"], config["options"]["method"], config["seed"], history, score, made))
    return found


def real_row(judge: Judge, train: Faces, other: Faces) -> dict[str, Any]:
    """Return the measures of real training pictures in the place of made ones: what is not to be beaten."""
    score = judge.whole(train.rgba)
    score["recognised"] = _recognised(Recogniser(other), judge.real.rgba, judge.real.positive)
    return score


def summary(found: Sequence[Run]) -> list[dict[str, Any]]:
    """Return a row a name: the mean of each measure over its seeds, and how many runs failed.

    `kid_interval` reaches from the lowest to the highest end of the intervals of its seeds, so it holds both the chance
    of the pictures and that of the training.
    """
    rows = []
    for name, group in _by_name(found).items():
        scores = [run.score for run in group]
        row: dict[str, Any] = {"name": name, "method": group[0].method, "seeds": [run.seed for run in group]}
        row |= {
            "n_real": scores[0]["n_real"],
            "n_fake": scores[0]["n_fake"],
            "features": scores[0]["features"],
        }
        row["kid_interval"] = [
            _end(min, [s["kid_interval"] and s["kid_interval"][0] for s in scores]),
            _end(max, [s["kid_interval"] and s["kid_interval"][1] for s in scores]),
        ]
        for measure in ("kid", "fid", "inception_score", "precision", "recall", "memorised", "duplicates",
                        "legible_at_32px", "recognised"):  # fmt: skip
            row[measure] = _end(lambda x: float(np.mean(x)), [s[measure] for s in scores])
        row["kids"] = [s["kid"] for s in scores]
        row["minutes"] = float(np.mean([run.history["seconds"] / 60 for run in group]))
        row["epochs"] = float(np.mean([len(run.history["losses"]) for run in group]))
        row["failed"] = [f"{run.seed}: {run.failed}" for run in group if run.failed]
        rows.append(row)
    return rows


def _by_name(found: Sequence[Run]) -> dict[str, list[Run]]:
    groups: dict[str, list[Run]] = defaultdict(list)
    for run in found:
        groups[run.name].append(run)
    return groups


def _end(pick: Callable[[list[float]], float], values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return pick(known) if known else None


def _recognised(
    recogniser: Recogniser, made: NDArray[np.uint8], positive: NDArray[np.float32]
) -> float | None:
    try:
        return recogniser.share(on_ground(made), positive)
    except Refused:
        return None


def _opened(folder: Path) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    opened = artifact.load(folder, kind=KIND)
    return opened.config, opened.metrics
