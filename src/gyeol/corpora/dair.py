"""dair-ai emotion: English tweets whose label was made from a hashtag; for benchmarks only."""

from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import REPEATED, Corpus, Example, Skipped, examples
from gyeol.corpora.files import text_of
from gyeol.corpora.form import Form, each_line
from gyeol.errors import BadData

LABELS = ("sadness", "joy", "love", "anger", "fear", "surprise")
HEADER = "text,label"


def audit(path: Path) -> Iterator[Example | Skipped]:
    """Yield the rows of `text;label` lines, or of a CSV `text,label` with 0 to 5; blank lines are no rows.

    Exact repetitions of a row are left out. A text with two different labels (30 of them in the train file)
    is yielded once a label, in one group.
    """
    seen: set[tuple[str, str]] = set()
    lines = text_of(path).split("\n")
    split = _cells if lines[0].strip() == HEADER else _halves
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.strip() == HEADER:
            continue
        text, label = split(line.strip())
        if label not in LABELS:
            wanted = "the columns text,label" if split is _cells else "text;label"
            raise BadData(f"'{path.name}' line {number}: expected '{wanted}', found '{line.strip()[:40]}'.")
        if (text, label) in seen:
            yield Skipped(f"{path.name} line {number}", REPEATED)
        elif text:
            seen.add((text, label))
            yield Example(text, (label,), f"dair:{text}", "dair")


def _halves(line: str) -> tuple[str, str]:
    text, _, label = line.rpartition(";")
    return text, label


def _cells(line: str) -> tuple[str, str]:
    text, _, label = line.rpartition(",")
    return text.strip('"').replace('""', '"'), LABELS[int(label)] if label in {*"012345"} else ""


def _fits(line: str) -> bool:
    return line.strip() == HEADER or {_halves(line.strip())[1], _cells(line.strip())[1]} & {*LABELS} != set()


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
