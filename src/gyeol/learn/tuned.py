"""A classifier with what it learnt from corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from gyeol import classify
from gyeol.artifact import Artifact
from gyeol.classify import Classifier, model_options, read_taxonomy, write_taxonomy
from gyeol.errors import BadArtifact
from gyeol.learn.cues import Frequencies
from gyeol.learn.delta import Delta
from gyeol.learn.rehearsal import Rehearsal
from gyeol.text import normalise

Array = NDArray[np.float32]
FILE = "delta.safetensors"
ARTIFACTS = Path(__file__).parent.parent / "artifacts"


@dataclass(frozen=True)
class Config:
    """What a tuned classifier rests on.

    Attributes:
        base: `name@revision` of the classifier that was corrected.
        penalty: with which the delta was fitted.
        corrections: ids of the corrections that it learnt from, as `id:version`.
    """

    base: str
    penalty: float
    corrections: tuple[str, ...]

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Config":
        """Build it from what JSON gives; raise `TypeError` on an unknown option."""
        return cls(**{**options, "corrections": tuple(options["corrections"])})


class Tuned:
    """Moves the log-odds of a classifier by a `Delta`; a text without any known cue keeps its bytes.

    Args:
        base: is asked first.
        delta: what was learnt.
        frequencies: of words.
        model: how readings cite it.
        config: of a model that was written; None for one that lives in memory only.
    """

    def __init__(
        self,
        base: Classifier,
        delta: Delta,
        frequencies: Frequencies,
        *,
        model: str,
        config: Config | None = None,
    ) -> None:
        self.base, self.delta, self.frequencies, self.model = base, delta, frequencies, model
        self.taxonomy, self.config = base.taxonomy, config

    @classmethod
    def read(cls, artifact: Artifact) -> "Tuned":
        """Build it from a checked artefact and the classifier that ships; raise `BadArtifact` if that is another."""
        base, config = classify.load(ARTIFACTS / "emotion"), Config.of(model_options(artifact))
        if base.model != config.base:
            raise BadArtifact(
                f"'{artifact.path}' was learnt on {config.base}, but this gyeol has {base.model}; "
                "run 'gyeol learn' again."
            )
        if read_taxonomy(artifact).labels != base.taxonomy.labels:
            raise BadArtifact(
                f"'{artifact.path}' has other labels than {base.model}; run 'gyeol learn' again."
            )
        name = f"{artifact.name}@{artifact.revision}"
        frequencies = Rehearsal.load(ARTIFACTS / "rehearsal").frequencies
        return cls(base, read_delta(artifact.file(FILE)), frequencies, model=name, config=config)

    def options(self) -> dict[str, Any]:
        """Return what the artefact's `options` must hold; only for one with a config."""
        return {"classifier": "tuned", **asdict(self.config)} if self.config else {"classifier": "tuned"}

    def write(self, folder: Path) -> None:
        """Write the delta and the taxonomy into an artefact's draft folder."""
        save_file({"rows": self.delta.rows, "table": self.delta.table}, folder / FILE)
        write_taxonomy(self.taxonomy, folder)

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) probabilities in [0, 1]; each text is moved by itself."""
        proba = self.base.predict_proba(texts).copy()
        for i, text in enumerate(texts):
            move = self.delta.of(normalise(text), self.frequencies)
            if move is not None:
                proba[i] = probability(log_odds(proba[i]) + move)
        return proba


def read_delta(path: Path) -> Delta:
    """Read a delta; raise `BadArtifact` if its parts do not fit."""
    parts = load_file(path)
    rows, table = parts["rows"], parts["table"]
    if rows.ndim != 1 or table.shape != (len(rows), 12) or not np.isfinite(table).all():
        raise BadArtifact(f"'{path}' holds no delta; run 'gyeol learn' again.")
    return Delta(rows.astype(np.int64), table.astype(np.float32))


def log_odds(proba: Array) -> Array:
    """Return ln(p / (1 - p)), within ±12."""
    p = np.clip(proba.astype(np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(p / (1 - p)), np.float32)


def probability(log_odds: Array) -> Array:
    """Return 1 / (1 + exp(-z))."""
    return np.asarray(1 / (1 + np.exp(-log_odds.astype(np.float64))), np.float32)
