"""Cues: the words of a text, hashed, the rarer the heavier; what a correction can generalise by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from gyeol.classify.words import words

Array = NDArray[np.float32]
Ids = NDArray[np.int64]
N_BUCKETS = 1 << 17
_STEM = 2  # syllables; Korean words keep their stem in front and change their endings
_RARITY = 3  # power of the idf: a correction shall not spread by words that everybody uses


@dataclass(frozen=True)
class Frequencies:
    """How rare words are, counted over the texts that the shipped classifier was trained on.

    Attributes:
        idf: (N_BUCKETS,) ln((1 + n) / (1 + df)) + 1, 0 for words never met; those weigh as the rarest.
    """

    idf: Array

    @classmethod
    def count(cls, texts: Iterable[str]) -> "Frequencies":
        """Count the cues of texts."""
        df, n = np.zeros(N_BUCKETS), 0
        for text in texts:
            df[hashed(text)] += 1
            n += 1
        return cls(np.where(df > 0, np.log((1 + n) / (1 + df)) + 1, 0).astype(np.float32))

    def weigh(self, rows: Ids) -> Array:
        """Return the weights of the cues of one text, scaled to length 1."""
        idf = self.idf[rows]
        weight = np.where(idf > 0, idf, self.idf.max()) ** _RARITY
        return np.asarray(weight / max(float(np.sqrt(weight @ weight)), 1e-9), np.float32)

    def unknown(self, text: str) -> float:
        """Return which part of a text's words was never met, in [0, 1]; 0 for a text without words."""
        rows = hashed(text)
        return float(np.mean(self.idf[rows] == 0)) if len(rows) else 0.0


@dataclass(frozen=True)
class Cues:
    """The cues of n texts as sparse rows: text i has `rows[start[i]:start[i + 1]]` with `weight` alike."""

    rows: Ids
    weight: Array
    start: Ids

    def __len__(self) -> int:
        return len(self.start) - 1

    @classmethod
    def of(cls, texts: Sequence[str], frequencies: Frequencies) -> "Cues":
        """Return the cues of texts."""
        found = [hashed(text) for text in texts]
        weights = [frequencies.weigh(rows) for rows in found]
        start = np.cumsum([0, *map(len, found)])
        return cls(np.concatenate([np.zeros(0, np.int64), *found]), _joined(weights), start)

    def columns(self) -> tuple[Ids, Array]:
        """Return the distinct buckets (n_found,), sorted, and the dense matrix (n_texts, n_found) of their weights."""
        found, at = np.unique(self.rows, return_inverse=True)
        dense = np.zeros((len(self), len(found)), np.float32)
        dense[np.repeat(np.arange(len(self)), np.diff(self.start)), at] = self.weight
        return found, dense

    def against(self, found: Ids) -> Array:
        """Return (n_texts, n_found): the weights of the buckets of `columns` of other texts."""
        dense = np.zeros((len(self), len(found)), np.float32)
        if len(found):
            at = np.searchsorted(found, self.rows).clip(max=len(found) - 1)
            hit = found[at] == self.rows
            text = np.repeat(np.arange(len(self)), np.diff(self.start))
            dense[text[hit], at[hit]] = self.weight[hit]
        return dense


@lru_cache(maxsize=1 << 12)
def hashed(text: str) -> Ids:
    """Return the sorted distinct buckets of a text: its words, and the stems of Korean ones."""
    spelt = set(words(text))
    spelt |= {"<" + word[:_STEM] for word in spelt if len(word) > _STEM and "가" <= word[0] <= "힣"}
    return np.array(sorted({crc32(word.encode()) % N_BUCKETS for word in spelt}), np.int64)


def _joined(parts: Sequence[Array]) -> Array:
    return np.concatenate([np.zeros(0, np.float32), *parts])
