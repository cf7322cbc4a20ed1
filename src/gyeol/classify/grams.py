"""A linear reader of hashed pieces and word pairs: what a few thousand rows teach best, in one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from gyeol.classify.morphemes import morphemes
from gyeol.classify.words import Ids, ids, words

Array = NDArray[np.float32]
_WHOLE = 3


def buckets(text: str, n_buckets: int, *, korean: bool = False) -> tuple[NDArray[np.int64], Array]:
    """Return the distinct buckets of a text and their weights 1 + ln(count), both (n_found,).

    A text's grams are the pieces of its words (see `words.pieces`), which count once, and its words, its pairs of
    neighbouring words and its pairs with a word between them, ends included, which count `_WHOLE` times: a word has
    many pieces, and they would drown it. `korean` adds its morphemes and their neighbouring pairs, which count alike.
    """
    found = words(text)
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    ends = ["<", *found, ">"]
    whole = [
        *found,
        *(f"{a} {b}" for a, b in pairwise(ends)),
        *(f"{a} _ {b}" for a, b in zip(ends, ends[2:], strict=False)),
    ]
    if korean:
        parts = morphemes(text)
        whole += [*parts, *(f"{a} {b}" for a, b in pairwise(["<", *parts, ">"]))]
    return counted([ids(word, n_buckets) for word in found], whole, n_buckets)


def counted(parts: Sequence[Ids], whole: Sequence[str], n_buckets: int) -> tuple[NDArray[np.int64], Array]:
    """Return the distinct buckets of a text and their weights 1 + ln(count), both (n_found,).

    Args:
        parts: buckets of the pieces of its words, which count once.
        whole: its grams of whole words, which count `_WHOLE` times.
        n_buckets: of the table.
    """
    hashed = np.array([crc32(gram.encode()) % n_buckets for gram in whole] * _WHOLE)
    rows, count = np.unique(np.concatenate([*parts, hashed]), return_counts=True)
    return rows.astype(np.int64), (1 + np.log(count)).astype(np.float32)


def features(text: str, idf: Array, *, korean: bool = False) -> tuple[NDArray[np.int64], Array]:
    """Return the buckets of a text and their tf-idf weights scaled to length 1; unknown grams weigh nothing."""
    rows, weight = buckets(text, len(idf), korean=korean)
    return rows, weighed(rows, weight, idf)


def weighed(rows: NDArray[np.int64], weight: Array, idf: NDArray[np.floating]) -> Array:
    """Return the tf-idf weights (n_found,) of buckets, scaled to length 1; grams of idf 0 weigh nothing."""
    weight = weight * idf[rows].astype(np.float32)
    return np.asarray(weight / max(float(np.sqrt(np.sum(weight * weight))), 1e-9), np.float32)


@dataclass(frozen=True)
class WideTable:
    """A linear layer over grams in eight bits.

    Attributes:
        idf: (n_buckets,), 0 for grams never met.
        table: (n_buckets, n_labels) int8, and `scale` (n_buckets,).
        bias: (n_labels,).
    """

    idf: Array
    table: NDArray[np.int8]
    scale: Array
    bias: Array

    def logits(self, text: str, *, korean: bool = False) -> Array:
        """Return (n_labels,); `korean` as in `buckets`."""
        rows, weight = features(text, self.idf, korean=korean)
        return np.asarray(
            (weight * self.scale[rows]) @ self.table[rows].astype(np.float32) + self.bias, np.float32
        )
