"""The feeling of a picture: what a sticker without a name shows, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from gyeol import artifact
from gyeol.catalog import Array
from gyeol.emotion import PRODUCT, Taxonomy
from gyeol.encode.image import SIZE_PX, Picture, on_white
from gyeol.errors import BadArtifact
from gyeol.graph import session

KIND = "picture"
_FAINT = 0.3  # of the strongest


@dataclass(frozen=True)
class Config:
    """The shape of the reader (see `gyeol.lab.picture_net`).

    Attributes:
        hidden: width of the layer between what is measured and what is felt.
        size_px: side of the picture that it reads.
        threshold: the least confidence, 0 to 1, at which a picture counts as understood.
    """

    hidden: int = 512
    size_px: int = SIZE_PX
    threshold: float = 0.5


class PictureReader:
    """Serves an artefact of kind "picture" with ONNX Runtime, one thread, one picture at a time.

    Attributes:
        name: `name@revision`.
        taxonomy: the axes of its rows.
        threshold: the least confidence at which a picture counts as understood.
    """

    taxonomy: Taxonomy = PRODUCT

    def __init__(self, name: str, threshold: float, model: Path) -> None:
        self.name, self.threshold = name, threshold
        self._session = session(model)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read an artefact of kind "picture"; raise `BadArtifact`."""
        found = artifact.load(folder, kind=KIND)
        options = found.config["options"]
        if found.config["taxonomy"] != PRODUCT.name or options["size_px"] != SIZE_PX:
            raise BadArtifact(
                f"'{folder}' reads '{found.config['taxonomy']}' from {options['size_px']} px, this gyeol needs "
                f"'{PRODUCT.name}' from {SIZE_PX}; run: gyeol train recipes/picture-emotion.toml --out {folder}"
            )
        return cls(f"{found.name}@{found.revision}", float(options["threshold"]), found.file("model.onnx"))

    def look(self, frames: Sequence[Picture]) -> tuple[Array, float] | None:
        """Return the feelings (n_labels,) of the most telling of some frames and how sure that is; None: unsure.

        What is much weaker than the strongest feeling is left out.
        """
        rows = self.predict_proba(frames)
        if not len(rows) or rows.max() < self.threshold:
            return None
        row = rows[rows.max(1).argmax()]
        return np.where(row >= row.max() * _FAINT, row, 0).astype(np.float32), float(row.max())

    def predict_proba(self, pictures: Sequence[Picture]) -> Array:
        """Return (n, n_labels) for pictures (H, W, 4) RGBA of any size: which feeling is the strongest.

        Calibrated: of pictures with a value of .7, seven in ten show that feeling most. A row sums to less than 1
        by the probability that the picture shows no feeling at all; an empty picture gives a zero row.
        """
        rows = np.zeros((len(pictures), len(PRODUCT)), np.float32)
        for i, picture in enumerate(pictures):
            seen = on_white(picture)
            if seen is not None:
                # one at a time: a batch would change the last bits, and so the bytes
                proba = self._session.run(None, {"pictures": seen[None].transpose(0, 3, 1, 2)})[0][0]
                rows[i] = proba[: len(PRODUCT)]
        return rows
