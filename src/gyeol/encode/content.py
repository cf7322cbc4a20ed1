"""R5.5's second view of a sentence: its nouns, verbs and adjectives alone, joined with the whole."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

import numpy as np

from gyeol.catalog import Array, unit
from gyeol.encode import Encoder
from gyeol.errors import MissingExtra

_TAGS = (
    "NNG",
    "NNP",
    "VV",
    "VA",
    "XR",
    "SL",
    "MAG",
)  # of Sejong: nouns, verbs, adjectives, roots, Latin, adverbs
_LOCK = Lock()


class TwoViews:
    """Joins the vector of a sentence with that of its content words; a cosine is the mean of both.

    Where a sentence has no content word, both halves are the whole sentence. Morphemes are found by kiwipiepy (extra
    "korean"); verbs and adjectives are read as their stems.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        model, _, revision = encoder.name.partition("@")
        self.name, self.dim = f"{model}+content@{revision}", 2 * encoder.dim

    def encode(self, inputs: Sequence[str]) -> Array:
        """Return (n, 2 · dim) unit rows; raise `MissingExtra` where kiwipiepy is not installed."""
        words = [content(text) or text for text in inputs]
        return unit(np.concatenate([self._encoder.encode(inputs), self._encoder.encode(words)], axis=1))


def content(text: str) -> str:
    """Return the nouns, verbs, adjectives, adverbs and Latin words of a text, with blanks between them."""
    with _LOCK:
        return " ".join(token.form for token in _analyser().tokenize(text) if token.tag.startswith(_TAGS))


@cache
def _analyser() -> Any:
    try:
        module = import_module("kiwipiepy")
    except ModuleNotFoundError:
        raise MissingExtra(
            "the second view needs kiwipiepy, which is not installed; run: pip install 'gyeol[korean]'"
        ) from None
    return module.Kiwi(num_workers=1)
