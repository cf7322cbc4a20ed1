"""R5.5's second view of a sentence: its nouns, verbs and adjectives alone, joined with the whole."""

from collections.abc import Sequence

import numpy as np

from gyeol.catalog import Array, unit
from gyeol.encode import Encoder
from gyeol.kiwi import analyser

_TAGS = (
    "NNG",
    "NNP",
    "VV",
    "VA",
    "XR",
    "SL",
    "MAG",
)  # of Sejong: nouns, verbs, adjectives, roots, Latin, adverbs


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
    with analyser("the second view") as kiwi:
        return " ".join(token.form for token in kiwi.tokenize(text) if token.tag.startswith(_TAGS))
