"""The style encoder: how a sticker is drawn, whatever its colours and whatever it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from gyeol import artifact
from gyeol.catalog import Array, unit
from gyeol.encode.image import CANVAS_PX, Picture, on_canvas
from gyeol.encode.style_lines import statistics
from gyeol.errors import BadArtifact
from gyeol.graph import session

KIND = "style"


@dataclass(frozen=True)
class Config:
    """The shape of the encoder (see `gyeol.lab.style_net`).

    Attributes:
        dim: length of the vectors.
        size_px: side of the canvas that the statistics are of.
    """

    dim: int = 256
    size_px: int = CANVAS_PX


class StyleEncoder:
    """Serves an artefact of kind "style" with ONNX Runtime, one thread, one picture at a time.

    Source: that style is what statistics keep and content loses is the idea of Gatys et al. 2016 (Gram matrices of
    feature maps, R1.1).

    Deviations: the statistics are of the drawing itself (tones, edges, shading, widths of lines and flats, rim,
    margins), nearly none changes when all hues turn, and a linear map fitted to packs weighs them (Fisher's
    discriminant beside whitening within packs).
    """

    def __init__(self, name: str, config: Config, model: Path) -> None:
        self.name, self.dim = name, config.dim
        self._session = session(model)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read an artefact of kind "style"; raise `BadArtifact`."""
        found = artifact.load(folder, kind=KIND)
        config = Config(**{key: found.config["options"][key] for key in ("dim", "size_px")})
        if config.size_px != CANVAS_PX:
            raise BadArtifact(
                f"'{folder}' reads pictures of {config.size_px} px, this gyeol makes {CANVAS_PX}; train it again."
            )
        return cls(f"{found.name}@{found.revision}", config, found.file("model.onnx"))

    def encode(self, inputs: Sequence[Picture]) -> Array:
        """Return (n, dim) unit rows for pictures (H, W, 4) RGBA of any size; zero rows for empty ones."""
        rows = np.zeros((len(inputs), self.dim), np.float32)
        for i, picture in enumerate(inputs):
            seen = on_canvas(picture)
            if seen is not None:
                # one at a time: a batch would change the last bits, and so the bytes
                rows[i] = self._session.run(None, {"statistics": statistics(seen)[None]})[0][0]
        return unit(rows)
