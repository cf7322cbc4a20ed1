"""Join corpora into one training table: linked, masked, without repetitions, split by group."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gyeol.corpora import CORPORA, Corpus, Example, share
from gyeol.corpora.balance import Balance, Counts, balanced
from gyeol.corpora.link import link
from gyeol.emotion import PRODUCT, Taxonomy
from gyeol.errors import BadData
from gyeol.text import normalise

Array = NDArray[np.float32]
SPLITS = ("train", "dev", "report")


@dataclass(frozen=True)
class Table:
    """n texts with targets; the columns are parallel.

    Attributes:
        texts: normalised.
        source: name of the corpus of each text.
        native: ids of the corpus's own labels of each text.
        target: (n, n_labels) in [0, 1].
        mask: (n, n_labels); 0 where the corpus says nothing.
        split: "train", "dev" (cut from the train files) or "report" (the dev files of the publishers).
        steps: "before", "drop", "merge", "cap" -> label -> rows of the train files, where they were balanced.
    """

    texts: tuple[str, ...]
    source: NDArray[np.str_]
    native: tuple[tuple[int, ...], ...]
    target: Array
    mask: Array
    split: NDArray[np.str_]
    steps: Mapping[str, Counts] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)

    def where(self, keep: NDArray[np.bool_]) -> "Table":
        """Return the rows where `keep` (n,) holds."""
        at = np.flatnonzero(keep)
        texts, native = tuple(self.texts[i] for i in at), tuple(self.native[i] for i in at)
        return Table(texts, self.source[at], native, self.target[at], self.mask[at], self.split[at])

    def counts(self) -> dict[str, dict[str, int]]:
        """Return corpus -> split -> number of rows."""
        pairs = Counter(zip(self.source.tolist(), self.split.tolist(), strict=True))
        return {name: {s: pairs[name, s] for s in SPLITS} for name in dict.fromkeys(self.source.tolist())}


def gather(
    names: Iterable[str],
    root: Path,
    *,
    dev_share: float = 0.1,
    most: dict[str, int] | None = None,
    how: Balance | None = None,
    taxonomy: Taxonomy = PRODUCT,
) -> Table:
    """Read corpora and return their rows, each normalised text once.

    A text that several rows share keeps the first row's place and the mean of what the rows teach about
    each label. Texts of the publishers' dev files are read first, so that no training row repeats one.

    Args:
        names: corpora, the most trusted first.
        root: the data folder.
        dev_share: part of the groups of the train files that becomes "dev".
        most: corpus -> the most rows of its train file to keep, chosen by text hash.
        how: classes to drop, merge and cap in the train files; a label merges into one of the same corpus.
        taxonomy: the axes of the targets.
    """
    corpora: list[Corpus] = [CORPORA.get(name) for name in names]
    by_name = {corpus.name: corpus for corpus in corpora}
    taken: dict[str, _Row] = {}
    steps: Mapping[str, Counts] = {}
    for part in ("dev", "train"):
        found: list[Example] = []
        for corpus in (c for c in corpora if c.has(root, part)):
            limit = (most or {}).get(corpus.name) if part == "train" else None
            found += _kept(corpus.read(corpus.path(root, part)), limit)
        if how and part == "train":
            found, steps = _balanced(found, corpora, how)
        for example in found:
            _add(taken, example, by_name[example.source], part, dev_share)
    if not taken:
        raise BadData("no corpus has any row; name at least one corpus in the recipe.")
    return replace(_table(list(taken.items()), corpora, taxonomy), steps=steps)


def _balanced(
    rows: list[Example], corpora: list[Corpus], how: Balance
) -> tuple[list[Example], Mapping[str, Counts]]:
    """Balance rows; raise `BadData` if merging makes a label that a corpus cannot link."""
    known = {corpus.name: corpus.labels for corpus in corpora}
    how.labels(known)
    found, steps = balanced(rows, how)
    for row in found:
        if stray := {*row.labels} - {*known[row.source]}:
            raise BadData(
                f"here a label merges into one of the same corpus, '{row.source}' has no '{min(stray)}'; "
                'use a recipe of kind = "labels" for new ones.'
            )
    return found, steps


@dataclass
class _Row:
    source: str
    split: str
    native: tuple[int, ...]
    given: list[tuple[str, tuple[int, ...], tuple[float, ...]]]


def _kept(examples: Iterable[Example], limit: int | None) -> Iterable[Example]:
    if limit is None:
        return examples
    return sorted(examples, key=lambda e: share(e.text))[:limit]


def _add(taken: dict[str, _Row], example: Example, corpus: Corpus, part: str, dev_share: float) -> None:
    text = normalise(example.text)
    ids = tuple(corpus.labels.index(label) for label in example.labels)
    if not text:
        return
    if text in taken:
        row = taken[text]
        if part == "train" and row.split == "report":
            return  # a training row must not teach what is reported on
        row.given.append((corpus.name, ids, example.shares))
        return
    split = "report" if part == "dev" else "dev" if share(example.group) < dev_share else "train"
    taken[text] = _Row(corpus.name, split, ids, [(corpus.name, ids, example.shares)])


def _table(rows: list[tuple[str, _Row]], corpora: list[Corpus], taxonomy: Taxonomy) -> Table:
    links = {corpus.name: link(corpus, taxonomy) for corpus in corpora}
    target = np.zeros((len(rows), len(taxonomy)), np.float32)
    mask = np.zeros_like(target)
    for i, (_, row) in enumerate(rows):
        for name, ids, shares in row.given:
            taught, seen = links[name].target(list(ids), shares)
            target[i] += taught * seen
            mask[i] += seen
    target = np.divide(target, mask, out=np.zeros_like(target), where=mask > 0)
    return Table(
        texts=tuple(text for text, _ in rows),
        source=np.array([row.source for _, row in rows]),
        native=tuple(row.native for _, row in rows),
        target=target,
        mask=(mask > 0).astype(np.float32),
        split=np.array([row.split for _, row in rows]),
    )
