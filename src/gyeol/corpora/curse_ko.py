"""Curse detection data: Korean comments marked for swearing."""

from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import Corpus, Example
from gyeol.corpora.files import text_of
from gyeol.corpora.form import Form, each_line
from gyeol.errors import BadData

LABELS = ("clean", "swearing")
FORM = Form("lines 'text|0' or 'text|1'", each_line(lambda line: line.strip()[-2:] in ("|0", "|1")))


def read(path: Path) -> Iterator[Example]:
    """Yield the rows of `text|0` or `text|1`; the text itself may hold bars."""
    for number, line in enumerate(text_of(path).split("\n"), 1):
        text, _, label = line.strip().rpartition("|")
        if line.strip() and label not in ("0", "1"):
            raise BadData(f"'{path.name}' line {number}: expected 'text|0' or 'text|1', found '{line[:40]}'.")
        if text.strip():
            yield Example(text.strip(), (LABELS[int(label)],), f"curse_ko:{text.strip()}", "curse_ko")


CORPUS = Corpus(
    name="curse_ko",
    language="ko",
    labels=LABELS,
    licence="MIT",
    citation="2runo 2019, https://github.com/2runo/Curse-detection-data",
    may_ship=True,
    parts={"train": "curse_ko/dataset.txt"},
    read=read,
    form=FORM,
)
