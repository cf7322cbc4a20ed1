"""What a corpus holds: counts, labels, repetitions, contradictions, and what its reader left out and why."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gyeol.corpora import REPEATED, Corpus, Example, Skipped


@dataclass(frozen=True)
class Left:
    """Rows or files that were left out for one reason.

    Attributes:
        why: the reason.
        n: how many.
        first: where the first of them is.
    """

    why: str
    n: int
    first: str


@dataclass(frozen=True)
class Audit:
    """The counts of a corpus.

    Attributes:
        n: rows that can be used.
        n_texts: different texts.
        n_groups: different groups, as dialogues.
        labels: label -> rows that carry it; labels of the corpus that no row carries are there with 0.
        unlabelled: rows without any label.
        duplicates: rows whose text stands in an earlier row, those that the reader left out for it included.
        contradictions: texts that were given more than one set of labels.
        skipped: what was left out, most first.
    """

    n: int
    n_texts: int
    n_groups: int
    labels: dict[str, int]
    unlabelled: int
    duplicates: int
    contradictions: int
    skipped: tuple[Left, ...]


def audit(corpus: Corpus, path: Path) -> Audit:
    """Count what a path holds as this corpus; raise `BadData` if it is another one."""
    rows = corpus.audit(path) if corpus.audit else corpus.read(path)
    return count(rows, corpus.labels, multi=corpus.multi)


def count(rows: Iterable[Example | Skipped], labels: Iterable[str] = (), *, multi: bool = True) -> Audit:
    """Count rows as a reader yields them; texts are compared as delivered, but for blanks at their ends.

    Args:
        rows: what an audit yields.
        labels: all labels of the corpus.
        multi: whether a text may carry several; otherwise two labels on one row contradict each other.
    """
    given = defaultdict[str, set[tuple[str, ...]]](set)
    carried, groups, left = Counter[str](dict.fromkeys(labels, 0)), set[str](), Counter[str]()
    first: dict[str, str] = {}
    n = unlabelled = repeated = 0
    for row in rows:
        if isinstance(row, Skipped):
            left[row.why] += 1
            repeated += row.why == REPEATED
            first.setdefault(row.why, row.where)
            continue
        n += 1
        unlabelled += not row.labels
        carried.update(row.labels)
        groups.add(row.group)
        given[row.text.strip()].add(tuple(sorted(row.labels)))
    skipped = tuple(Left(why, times, first[why]) for why, times in left.most_common())
    clashes = sum(len(sets) > 1 or (not multi and any(len(s) > 1 for s in sets)) for sets in given.values())
    doubles = n - len(given) + repeated
    return Audit(n, len(given), len(groups), dict(carried), unlabelled, doubles, clashes, skipped)
