"""The look of a picture as a network sees it that was taught to name its pack, R1.4."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from gyeol import artifact
from gyeol.catalog import Array, unit
from gyeol.encode.image import Picture
from gyeol.encode.pixels import IMAGENET, normalised
from gyeol.graph import session

KIND = "bottleneck"


@dataclass(frozen=True)
class Config:
    """The shape of the encoder.

    Attributes:
        source: folder or hub name of the ImageNet model that was fine-tuned; "" for one that began from nothing.
        dim: length of the vectors; the artefact states the width of the last layer that it has.
        size_px: side of the picture that it reads.
    """

    source: str = "google/efficientnet-b0"
    dim: int = 1280
    size_px: int = 224


class BottleneckEncoder:
    """Serves an artefact of kind "bottleneck" with ONNX Runtime: the input of the classification layer (R1.4).

    Source: an EfficientNet (Tan and Le 2019, https://arxiv.org/abs/1905.11946), fine-tuned to name the pack of a
    sticker. Deviation: R1.4 names EfficientNetV2, which `transformers` does not have.
    """

    def __init__(self, name: str, config: Config, model: Path) -> None:
        self.name, self.dim, self._size_px = name, config.dim, config.size_px
        self._session = session(model)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read an artefact of kind "bottleneck"; raise `BadArtifact`."""
        found = artifact.load(folder, kind=KIND)
        config = Config(**found.config["options"])
        return cls(f"{found.name}@{found.revision}", config, found.file("model.onnx"))

    def encode(self, inputs: Sequence[Picture]) -> Array:
        """Return (n, dim) unit rows for pictures (H, W, 4) RGBA of any size; zero rows for empty ones."""
        rows = np.zeros((len(inputs), self.dim), np.float32)
        for row, picture in zip(rows, inputs, strict=True):
            x = normalised(picture, self._size_px, IMAGENET)
            if x is not None:
                # one at a time: a batch would change the last bits, and so the bytes
                row[:] = self._session.run(None, {"pixels": x[None]})[0][0]
        return unit(rows)
