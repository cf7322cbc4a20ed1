"""LSTM and BiLSTM over word embeddings, in NumPy: the reference systems' recurrent classifier."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.classify import Array
from gyeol.classify.vocabulary import PADDING
from gyeol.classify.word_model import WordModel


@dataclass(frozen=True)
class Config:
    """The options of an `Lstm`, saved whole; the defaults are those of R4.1.

    Attributes:
        n_words: the most words that have an embedding.
        dim: length of an embedding.
        n_hidden: units of a layer and direction.
        n_layers: one above the other.
        both_ways: whether the text is also read backwards (BiLSTM).
        read_at_padding: the fault of R4.1, kept to explain its figures: each text is padded to `padded_to` words (and
            cut there), and the state is read after the padding, when it has forgotten most of the text.
        padded_to: words of a padded text; unused unless `read_at_padding`.
        single: whether a text has exactly one label, so that a row of the answer sums to 1.
    """

    n_words: int = 20_000
    dim: int = 128
    n_hidden: int = 128
    n_layers: int = 1
    both_ways: bool = False
    read_at_padding: bool = False
    padded_to: int = 80
    single: bool = False

    @property
    def ways(self) -> tuple[str, ...]:
        """The directions."""
        return ("forth", "back") if self.both_ways else ("forth",)

    def shapes(self, n_known: int, n_labels: int) -> dict[str, tuple[int, ...]]:
        """Return the name and shape of every weight; gates stand in the order in, forget, cell, out."""
        out: dict[str, tuple[int, ...]] = {"embed": (n_known, self.dim)}
        gates = 4 * self.n_hidden
        for layer in range(self.n_layers):
            n_in = self.n_hidden * len(self.ways) if layer else self.dim
            for way in self.ways:
                out |= {
                    f"{way}{layer}_in": (n_in, gates),
                    f"{way}{layer}_state": (self.n_hidden, gates),
                    f"{way}{layer}_bias": (gates,),
                }
        return out | {"out": (self.n_hidden * len(self.ways), n_labels), "out_bias": (n_labels,)}


class Lstm(WordModel[Config]):
    """Long short-term memory (Hochreiter 1997, https://doi.org/10.1162/neco.1997.9.8.1735) over words.

    Deviations from R4.1: words are cut by `gyeol.classify.words`; the state is read at the last word, unless
    `Config.read_at_padding`. Where its dropout stood is not told: here before the last layer and between layers.
    """

    name = "lstm"
    config_type = Config

    def features(self, texts: Sequence[str]) -> Array:
        """Return (n, n_hidden * ways), the state that the last layer reads."""
        out = np.zeros((len(texts), self.config.n_hidden * len(self.config.ways)), np.float32)
        for i, text in enumerate(texts):
            out[i] = self._read(padded(self.vocabulary.numbers(text), self.config))
        return out

    def _read(self, numbers: NDArray[np.int64]) -> Array:
        x = self._weights["embed"][numbers]  # (T, D)
        for layer in range(self.config.n_layers):
            ways = [self._run(x, f"{way}{layer}", backwards=way == "back") for way in self.config.ways]
            x = np.concatenate(ways, 1)  # (T, ways * H)
        n = self.config.n_hidden
        return np.concatenate([x[-1, :n], x[0, n:]])  # each direction where it ends

    def _run(self, x: Array, name: str, *, backwards: bool) -> Array:
        """Return the states (T, H) of one layer and direction, in the order of the text."""
        w, n = self._weights, self.config.n_hidden
        given = x @ w[f"{name}_in"] + w[f"{name}_bias"]  # (T, 4H)
        state, cell, out = np.zeros(n, np.float32), np.zeros(n, np.float32), np.zeros((len(x), n), np.float32)
        for t in range(len(x) - 1, -1, -1) if backwards else range(len(x)):
            gates = given[t] + state @ w[f"{name}_state"]
            opened = 1 / (1 + np.exp(-np.clip(gates, -30, 30)))
            cell = opened[n : 2 * n] * cell + opened[:n] * np.tanh(gates[2 * n : 3 * n])
            state = (opened[3 * n :] * np.tanh(cell)).astype(np.float32)
            out[t] = state
        return out


def padded(numbers: NDArray[np.int64], config: Config) -> NDArray[np.int64]:
    """Return the words of a text as R4.1 pads them if the options say so, else unchanged."""
    if not config.read_at_padding:
        return numbers
    out = np.full(config.padded_to, PADDING, np.int64)
    out[: len(numbers)] = numbers[: config.padded_to]
    return out
