"""What the shipped classifier keeps of its training, so that it can be retrained without it: word frequencies, and
hashed rows whose answers a retrained one shall not spoil."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from gyeol import artifact
from gyeol.learn.cues import Cues, Frequencies

Array = NDArray[np.float32]
Bools = NDArray[np.bool_]
KIND = "rehearsal"
FILE = "rows.safetensors"


@dataclass(frozen=True)
class Corner:
    """Rows of one corpus: their hashed words, what the classifier says of them, and what is true; no text.

    Attributes:
        cues: of n texts.
        log_odds: (n, 12) of the classifier.
        truth: (n, 12).
        seen: (12,) which labels the corpus's raters could give.
    """

    cues: Cues
    log_odds: Array
    truth: Bools
    seen: Bools


@dataclass(frozen=True)
class Rehearsal:
    """Word frequencies and corners.

    Attributes:
        base: `name@revision` of the classifier that answered.
        frequencies: of words in its training texts.
        corners: corpus -> rows.
    """

    base: str
    frequencies: Frequencies
    corners: Mapping[str, Corner]

    @classmethod
    def load(cls, folder: Path) -> "Rehearsal":
        """Read the artefact folder; raise `BadArtifact` if it is incomplete or altered."""
        found = artifact.load(folder, kind=KIND)
        parts = load_file(found.file(FILE))
        options = found.config["options"]
        corners = {name: _corner(parts, name) for name in options["corners"]}
        return cls(options["base"], Frequencies(parts["idf"].astype(np.float32)), corners)

    def write(self, folder: Path) -> None:
        """Write the rows into an artefact's draft folder."""
        parts: dict[str, NDArray[np.generic]] = {"idf": self.frequencies.idf.astype(np.float16)}
        for name, corner in self.corners.items():
            parts |= {
                f"{name}.rows": corner.cues.rows.astype(np.int32),
                f"{name}.start": corner.cues.start.astype(np.int32),
                f"{name}.log_odds": corner.log_odds.astype(np.float16),
                f"{name}.truth": corner.truth.astype(np.uint8),
                f"{name}.seen": corner.seen.astype(np.uint8),
            }
        save_file(parts, folder / FILE)


def _corner(parts: Mapping[str, NDArray[np.generic]], name: str) -> Corner:
    """Return a corner; the weights of its cues follow from the frequencies."""
    frequencies = Frequencies(parts["idf"].astype(np.float32))
    rows, start = parts[f"{name}.rows"].astype(np.int64), parts[f"{name}.start"].astype(np.int64)
    weights = [frequencies.weigh(rows[a:b]) for a, b in pairwise(start)]
    return Corner(
        cues=Cues(rows, np.concatenate(weights), start),
        log_odds=parts[f"{name}.log_odds"].astype(np.float32),
        truth=parts[f"{name}.truth"].astype(bool),
        seen=parts[f"{name}.seen"].astype(bool),
    )
