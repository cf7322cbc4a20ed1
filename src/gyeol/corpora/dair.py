"""dair-ai emotion: English tweets whose label was made from a hashtag; for benchmarks only."""

from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import Corpus, Example
from gyeol.errors import BadData

LABELS = ("sadness", "joy", "love", "anger", "fear", "surprise")


def read(path: Path) -> Iterator[Example]:
    """Yield the rows of `text;label`; blank lines are skipped, and so are exact repetitions of a row.

    A text with two different labels (30 of them in the train file) is yielded once a label, in one group.
    """
    seen: set[tuple[str, str]] = set()
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            text, _, label = line.strip().rpartition(";")
            if line.strip() and label not in LABELS:
                raise BadData(
                    f"'{path.name}' line {number}: expected 'text;label', found '{line.strip()[:40]}'."
                )
            if text and (text, label) not in seen:
                seen.add((text, label))
                yield Example(text, (label,), f"dair:{text}", "dair")


CORPUS = Corpus(
    name="dair",
    language="en",
    labels=LABELS,
    licence="for research and education only",
    citation="Saravia et al. 2018, https://aclanthology.org/D18-1404/",
    may_ship=False,
    parts={"train": "dair_emotion/train.txt", "dev": "dair_emotion/val.txt"},
    read=read,
)
