"""Join texts that feel differently with a word that turns: the second one's feeling is what the whole says."""

import numpy as np
from numpy.typing import NDArray

from gyeol.corpora.gather import Table
from gyeol.text import language

_JOINTS = {
    "ko": (
        "{a}. 하지만 {b}",
        "{a} 근데 {b}",
        "{a}. 그래도 {b}",
        "{a} 그런데 {b}",
        "{a}. 근데 {b}",
        "{a} 하지만 {b}",
    ),
    "en": (
        "{a} but {b}",
        "{a}, but {b}",
        "{a}. But {b}",
        "although {a}, {b}",
        "{a}. However, {b}",
        "{a}, still {b}",
        "{b} though {a}",
    ),
}
_MOST_CHARS = 60
_LEFT = 0.25  # of the first text's feeling


def composed(table: Table, n: int, rng: np.random.Generator) -> Table:
    """Return n training rows "A but B" of pairs of the table's short training texts with one clear feeling each.

    Args:
        table: rows of the split "train" are used.
        n: rows to make, half of them Korean; fewer if a language has no two texts that differ.
        rng: chooses the pairs.
    """
    parts = [_pairs(table, code, n // 2, rng) for code in _JOINTS]
    first, second = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
    texts = tuple(_joined(table.texts[a], table.texts[b], rng) for a, b in zip(first, second, strict=True))
    target = np.maximum(table.target[second], _LEFT * table.target[first])
    split = np.full(len(texts), "train")
    mask = table.mask[first] * table.mask[second]
    return Table(texts, table.source[second], ((),) * len(texts), target, mask, split)


def joined(one: Table, other: Table) -> Table:
    """Return the rows of both."""
    columns = (
        np.concatenate([getattr(t, name) for t in (one, other)])
        for name in ("source", "target", "mask", "split")
    )
    source, target, mask, split = columns
    return Table(one.texts + other.texts, source, one.native + other.native, target, mask, split, one.steps)


def _pairs(
    table: Table, code: str, n: int, rng: np.random.Generator
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    felt = table.target >= 0.5
    felt[:, -1] = False  # neutral turns nothing
    clear = (table.split == "train") & (felt.sum(1) == 1) & (table.mask.sum(1) > 6)
    short = np.array([len(text) <= _MOST_CHARS and language(text) == code for text in table.texts], bool)
    rows = np.flatnonzero(clear & short)
    if not len(rows):
        return rows, rows
    # feelings alike often, so that rare ones are turned to as well
    label = felt.argmax(1)[rows]
    often = 1 / np.sqrt(np.bincount(label, minlength=felt.shape[1])[label])
    first, second = (rng.choice(rows, n, p=often / often.sum()) for _ in range(2))
    differ = felt[first].argmax(1) != felt[second].argmax(1)
    return first[differ], second[differ]


def _joined(a: str, b: str, rng: np.random.Generator) -> str:
    joints = _JOINTS[language(b)]
    return joints[rng.integers(len(joints))].format(a=a.rstrip(".!? "), b=b)
