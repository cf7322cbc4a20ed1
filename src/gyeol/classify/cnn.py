"""The convolutional sentence classifier of Kim (2014), in NumPy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.classify import Array
from gyeol.classify.word_model import WordModel


@dataclass(frozen=True)
class Config:
    """The options of a `Cnn`, saved whole.

    Attributes:
        n_words: the most words that have an embedding.
        dim: length of an embedding.
        n_filters: filters of each width.
        widths: how many words a filter sees.
        single: whether a text has exactly one label, so that a row of the answer sums to 1.
    """

    n_words: int = 20_000
    dim: int = 128
    n_filters: int = 100
    widths: tuple[int, ...] = (3, 4, 5)
    single: bool = False

    def shapes(self, n_known: int, n_labels: int) -> dict[str, tuple[int, ...]]:
        """Return the name and shape of every weight."""
        out: dict[str, tuple[int, ...]] = {"embed": (n_known, self.dim)}
        for width in self.widths:
            out |= {
                f"filter{width}": (width * self.dim, self.n_filters),
                f"filter{width}_bias": (self.n_filters,),
            }
        return out | {"out": (self.n_filters * len(self.widths), n_labels), "out_bias": (n_labels,)}


class Cnn(WordModel[Config]):
    """CNN for sentence classification (Kim 2014, https://arxiv.org/abs/1408.5882).

    Deviations: one channel of embeddings that start at random; no max-norm constraint; `max(widths) - 1` empty words
    surround each text; sigmoid outputs where a text may carry several labels.
    """

    name = "cnn"
    config_type = Config

    def features(self, texts: Sequence[str]) -> Array:
        """Return (n, n_filters * n_widths), the maxima that the last layer reads."""
        out = np.zeros((len(texts), self.config.n_filters * len(self.config.widths)), np.float32)
        for i, text in enumerate(texts):
            out[i] = self._read(self.vocabulary.numbers(text))
        return out

    def _read(self, numbers: NDArray[np.int64]) -> Array:
        pad = max(self.config.widths) - 1
        x = np.pad(self._weights["embed"][numbers], ((pad, pad), (0, 0)))  # (T + 2 pad, D)
        return np.concatenate([self._pool(x, width) for width in self.config.widths])

    def _pool(self, x: Array, width: int) -> Array:
        n = len(x) - width + 1
        windows = np.concatenate([x[i : i + n] for i in range(width)], axis=1)  # (n, width * D)
        score = windows @ self._weights[f"filter{width}"] + self._weights[f"filter{width}_bias"]
        return np.asarray(np.maximum(score.max(0), 0), np.float32)  # (F,)
