"""Grams of a text for a linear table: pieces, words and pairs of words, with what is denied or conceded marked."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from gyeol.classify.grams import counted, weighed
from gyeol.classify.scope import Marks
from gyeol.classify.words import ids, pieces

Array = NDArray[np.float32]


def buckets(words: Sequence[str], marked: Marks, n_buckets: int) -> tuple[NDArray[np.int64], Array]:
    """Return the distinct buckets of a text and their weights 1 + ln(count), both (n_found,).

    Grams are those of `classify.grams.buckets`: the pieces of its words, its words, its pairs of neighbours and its
    pairs with a word between them, ends included.
    A marked word has its pieces twice, with its mark and without, and as a word only with it.
    """
    if not words:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    spelt = [f"{mark}:{word}" if mark else word for word, mark in zip(words, marked.tolist(), strict=True)]
    ends = ["<", *words, ">"]
    whole = [*spelt, *(f"{a} {b}" for a, b in pairwise(ends))]
    whole += [f"{a} _ {b}" for a, b in zip(ends, ends[2:], strict=False)]
    parts = [ids(word, n_buckets) for word in words]
    parts += [
        _marked(word, mark, n_buckets) for word, mark in zip(words, marked.tolist(), strict=True) if mark
    ]
    return counted(parts, whole, n_buckets)


def features(
    words: Sequence[str], marked: Marks, idf: NDArray[np.floating]
) -> tuple[NDArray[np.int64], Array]:
    """Return the buckets of a text and their tf-idf weights scaled to length 1; unknown grams weigh nothing."""
    rows, weight = buckets(words, marked, len(idf))
    return rows, weighed(rows, weight, idf)


@lru_cache(maxsize=1 << 15)
def _marked(word: str, mark: int, n_buckets: int) -> NDArray[np.int32]:
    return np.array([crc32(f"{mark}:{piece}".encode()) % n_buckets for piece in pieces(word)], np.int32)
