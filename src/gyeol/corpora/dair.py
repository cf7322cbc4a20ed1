"""dair-ai emotion: English tweets whose label was made from a hashtag; for benchmarks only."""

import csv
from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import REPEATED, Corpus, Example, Skipped, examples
from gyeol.corpora.form import Form, each_line
from gyeol.errors import BadData

LABELS = ("sadness", "joy", "love", "anger", "fear", "surprise")
HEADER = ["text", "label"]


def audit(path: Path) -> Iterator[Example | Skipped]:
    """Yield the rows of `text;label` lines, or of a CSV `text,label` with 0 to 5; blank lines are no rows.

    Exact repetitions of a row are left out. A text with two different labels (30 of them in the train file)
    is yielded once a label, in one group.
    """
    seen: set[tuple[str, str]] = set()
    for number, text, label in _rows(path):
        if (text, label) in seen:
            yield Skipped(f"{path.name} line {number}", REPEATED)
        elif text:
            seen.add((text, label))
            yield Example(text, (label,), f"dair:{text}", "dair")


def _rows(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield (line, text, label)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = file.readlines()
    if lines[:1] and next(csv.reader(lines[:1]), []) == HEADER:
        pairs = [(n, *_cells(row)) for n, row in enumerate(csv.reader(lines), 1) if n > 1 and row]
    else:
        pairs = [(n, *_halves(line)) for n, line in enumerate(lines, 1) if line.strip()]
    for number, text, label in pairs:
        if label not in LABELS:
            raise BadData(
                f"'{path.name}' line {number}: expected 'text;label' or a CSV text,label, found '{text[:40]}'."
            )
        yield number, text, label


def _halves(line: str) -> tuple[str, str]:
    text, _, label = line.strip().rpartition(";")
    return (text, label) if label in LABELS else (line.strip(), "")


def _cells(row: list[str]) -> tuple[str, str]:
    label = row[1].strip() if len(row) == 2 else ""
    return row[0].strip(), LABELS[int(label)] if label in {*"012345"} else ""


def _fits(line: str) -> bool:
    return bool(_halves(line)[1]) or line == "text,label" or line.rpartition(",")[2] in {*"012345"}


FORM = Form("lines 'text;label', or a CSV text,label with 0 to 5", each_line(_fits))
CORPUS = Corpus(
    name="dair",
    language="en",
    labels=LABELS,
    licence="for research and education only",
    citation="Saravia et al. 2018, https://aclanthology.org/D18-1404/",
    may_ship=False,
    parts={
        "train": "dair_emotion/train.txt|train.txt|training.csv|train.csv",
        "dev": "dair_emotion/val.txt|val.txt|validation.csv|val.csv",
    },
    read=examples(audit),
    form=FORM,
    audit=audit,
)
