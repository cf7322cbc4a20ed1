"""Encoders: texts or pictures in, unit vectors of one named space out."""

from collections.abc import Sequence
from typing import Any, Protocol

from gyeol.catalog import Array
from gyeol.registry import Registry

ENCODERS = Registry(
    "encoder",
    {
        "bottleneck": "gyeol.encode.bottleneck:BottleneckEncoder",
        "clip": "gyeol.encode.clip:ClipEncoder",
        "concepts": "gyeol.encode.concepts:Concepts",
        "gram": "gyeol.encode.gram:GramEncoder",
        "sentence": "gyeol.encode.sentence:SentenceEncoder",
        "style": "gyeol.encode.style:StyleEncoder",
    },
    extra={"clip": "lab", "gram": "lab"},
)


class Encoder(Protocol):
    """Places its inputs in a space.

    Attributes:
        name: `name@revision`; catalogues record it with the rows that it filled.
        dim: the length of its vectors.
    """

    name: str
    dim: int

    def encode(self, inputs: Sequence[Any]) -> Array:
        """Return (n, dim) float32 unit rows; a zero row where an input says nothing.

        The same input gives the same bytes whatever came before and whatever shares its batch.
        """
        ...
