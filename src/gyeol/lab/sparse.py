"""Many texts as sparse rows of grams: counted once, weighed by tf-idf."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from gyeol.classify.grams import buckets

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Grams:
    """Sparse rows (CSR without its name).

    Attributes:
        rows: buckets of all texts, one text after the other.
        weight: parallel to `rows`.
        start: (n + 1,); text i has the grams `start[i]:start[i + 1]`.
    """

    rows: NDArray[np.int64]
    weight: Array
    start: NDArray[np.int64]

    def matrix(self, n_buckets: int) -> Any:
        """Return them as a SciPy matrix (n, n_buckets) of float32."""
        return csr_matrix((self.weight, self.rows, self.start), shape=(len(self.start) - 1, n_buckets))


def count(texts: Sequence[str], n_buckets: int, *, korean: bool = False) -> Grams:
    """Return the grams of texts with weights 1 + ln(count), as `classify.grams.buckets` gives them."""
    return stacked([buckets(text, n_buckets, korean=korean) for text in texts])


def stacked(found: Sequence[tuple[NDArray[np.int64], Array]]) -> Grams:
    """Return the buckets and weights of each text, both (n_found,), one text after the other."""
    start = np.cumsum([0, *(len(rows) for rows, _ in found)])
    rows = np.concatenate([np.zeros(0, np.int64), *(r for r, _ in found)])
    return Grams(rows, np.concatenate([np.zeros(0, np.float32), *(w for _, w in found)]), start)


def joined(parts: Sequence[Grams]) -> Grams:
    """Return the texts of all parts, one part after the other."""
    sizes = np.concatenate([np.diff(part.start) for part in parts])
    rows, weight = (np.concatenate([getattr(part, name) for part in parts]) for name in ("rows", "weight"))
    return Grams(rows, weight, np.cumsum([0, *sizes]))


def inverse_document_frequency(counted: Grams, n_buckets: int, *, at_least: int = 2) -> Array:
    """Return (n_buckets,) ln((1 + n) / (1 + df)) + 1, and 0 for grams in fewer than `at_least` texts."""
    df = np.bincount(counted.rows, minlength=n_buckets)
    idf = np.log(len(counted.start) / (1 + df)) + 1
    return np.where(df >= at_least, idf, 0).astype(np.float32)


def weigh(counted: Grams, idf: Array) -> Grams:
    """Return the tf-idf weights, each text's scaled to length 1, as `classify.grams.features` does."""
    weight = counted.weight * idf[counted.rows]
    text = np.repeat(np.arange(len(counted.start) - 1), np.diff(counted.start))
    length = np.sqrt(np.bincount(text, weight.astype(np.float64) ** 2, len(counted.start) - 1))
    return replace(counted, weight=(weight / np.maximum(length, 1e-9)[text]).astype(np.float32))
