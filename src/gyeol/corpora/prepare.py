"""Corpora in their own labels, prepared for a classifier of just these: balanced, each text once, split kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gyeol.corpora import CORPORA, Corpus, Example
from gyeol.corpora.balance import Balance, Counts, balanced
from gyeol.errors import BadData
from gyeol.text import normalise


@dataclass(frozen=True)
class Prepared:
    """What a classifier is to learn.

    Attributes:
        labels: the axes, in the order of the corpora.
        train: rows with normalised texts, each once, none of which is in `report`.
        report: rows of the publishers' dev files; they are dropped and merged as the others, never capped.
        steps: "before", "drop", "merge", … -> label -> rows of the train files.
        single: whether each text has one label.
    """

    labels: tuple[str, ...]
    train: tuple[Example, ...]
    report: tuple[Example, ...]
    steps: Mapping[str, Counts]
    single: bool


def prepare(names: Sequence[str], root: Path, how: Balance) -> Prepared:
    """Read corpora and prepare their rows.

    A text that stands in several rows keeps the first row's place. In a corpus with one label a row, and so
    after `how.single`, rows of one text with different labels are left out: nobody can learn from them.

    Args:
        names: corpora, the most trusted first.
        root: the data folder.
        how: see `Balance`.

    Raises:
        BadData: a corpus is missing or malformed, fewer than two labels are left, or a class is empty.
        UnknownName: `how` names a label that is not there.
    """
    corpora: list[Corpus] = [CORPORA.get(name) for name in names]
    labels = how.labels({corpus.name: corpus.labels for corpus in corpora})
    single = how.single or not any(corpus.multi for corpus in corpora)
    tidy = replace(how, cap=None)
    report = list(once(_rows(corpora, root, "dev"), tidy, single=single)[0])
    seen = {row.text for row in report}
    fresh = [row for row in _rows(corpora, root, "train") if row.text not in seen]
    rows, steps = once(fresh, how, single=single)
    taught = {label for row in rows for label in row.labels}
    if len(taught) < 2:
        told = ", ".join(names)
        raise BadData(f"'{told}' teaches fewer than two labels; give it rows of two labels or more.")
    if empty := [label for label in labels if single and label not in taught]:
        raise BadData(f"each class needs a row, '{empty[0]}' has none; bring some, drop it or merge it.")
    return Prepared(labels, tuple(rows), tuple(report), steps, single)


def once(
    rows: Iterable[Example], how: Balance, *, single: bool
) -> tuple[list[Example], Mapping[str, Counts]]:
    """Return balanced rows with each text once, and the counts after each step; the cap comes last.

    The step "once" joins the rows of a text: their labels together, or, where a text has one label only, none
    of them if they differ.
    """
    rows = list(rows)
    if not rows:
        return [], {}
    sorted_out, steps = balanced(rows, replace(how, cap=None))
    joined = list(_joined(sorted_out, single))
    capped, last = balanced(joined, Balance(cap=how.cap))
    return capped, {**steps, "once": last["before"], **{k: v for k, v in last.items() if k == "cap"}}


def _joined(rows: Iterable[Example], single: bool) -> Iterator[Example]:
    by_text: dict[str, list[Example]] = {}
    for row in rows:
        by_text.setdefault(row.text, []).append(row)
    for same in by_text.values():
        labels = tuple(dict.fromkeys(label for row in same for label in row.labels))
        if len(same) == 1 or all(row.labels == labels for row in same):
            yield same[0]
        elif not single:
            yield replace(same[0], labels=labels, shares=())


def _rows(corpora: Iterable[Corpus], root: Path, part: str) -> Iterator[Example]:
    for corpus in (c for c in corpora if c.has(root, part)):
        for row in corpus.read(corpus.path(root, part)):
            text = normalise(row.text)
            if text and row.labels:
                yield replace(row, text=text)
