"""What goes into the store and comes out of it, as values; importing this needs no database."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

DEFAULT_PROFILE = "me"


@dataclass(frozen=True)
class Asked:
    """A request as the store keeps it: what was felt, never what was written.

    Attributes:
        kind: what was asked for: "stickers", "packs", "songs".
        language: of the text: "ko", "en" or "und".
        emotions: label -> probability in [0, 1], as read, before any feedback moved the query.
        vectors: space -> (dim,) float32, the query as it was ranked.
        model: `name@revision` of the artefact that read it.
        catalogue: revision of the catalogue that was ranked.
        parent: the query that this one continues ("five more"), or None.
    """

    kind: str
    language: str
    emotions: Mapping[str, float]
    vectors: Mapping[str, Array]
    model: str
    catalogue: str
    parent: int | None = None


@dataclass(frozen=True)
class Shown:
    """One item of an answer, its score, and each space's part of that score."""

    item: str
    score: float
    why: Mapping[str, float]
