"""The networks on whose features made emoji are measured: gyeol's own, or Inception-v3 where the user has it."""

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array
from gyeol.encode.style import StyleEncoder
from gyeol.errors import BadRequest
from gyeol.lab.open_encoder import SHIPPED
from gyeol.registry import Registry


class FeatureNetwork(Protocol):
    """Turns pictures into rows that can be compared.

    Attributes:
        name: with the revision of its weights; it belongs to every score.
    """

    name: str

    def features(self, pixels: NDArray[np.uint8]) -> Array:
        """Return (n, dim) features of pictures (n, 64, 64, 3)."""


class Style:
    """The style encoder that ships with gyeol: unit rows times √dim, so that a coordinate is about 1."""

    def __init__(self) -> None:
        self._encoder = StyleEncoder.load(SHIPPED / "style")
        self.name = self._encoder.name

    def features(self, pixels: NDArray[np.uint8]) -> Array:
        """Return (n, dim) features of pictures (n, 64, 64, 3)."""
        opaque = np.full((*pixels.shape[:3], 1), 255, np.uint8)
        rows = self._encoder.encode(list(np.concatenate([pixels, opaque], axis=3)))
        found: Array = rows * np.float32(np.sqrt(self._encoder.dim))
        return found


NETWORKS = Registry(
    "feature network",
    {"style": "gyeol.lab.gan_features:Style", "inception": "gyeol.lab.gan_inception:load"},
)


def network(name: str = "style", weights: Path | None = None) -> FeatureNetwork:
    """Return a feature network by its name.

    Args:
        name: "style" or "inception".
        weights: a file for "inception"; None: where torchvision keeps its own.

    Raises:
        UnknownName: there is no such network.
        BadRequest: weights were given for another network than "inception", or cannot be read.
        MissingExtra: torchvision is not installed, or not of the version that torch needs.
    """
    if weights is not None and name != "inception":
        raise BadRequest(f"weights can be chosen for the network 'inception' alone, not for '{name}'.")
    build = NETWORKS.get(name)
    found: FeatureNetwork = build(weights) if name == "inception" else build()
    return found
