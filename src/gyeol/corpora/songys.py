"""Songys chatbot questions: short everyday Korean sentences on daily life, a break-up or love."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import REPEATED, Corpus, Example, Skipped, examples
from gyeol.corpora.files import text_of
from gyeol.corpora.form import Form, columns
from gyeol.errors import BadData

LABELS = ("daily", "break-up", "love")
FORM = Form("a CSV with the columns Q, A, label", columns("Q", "A", "label"))


def audit(path: Path) -> Iterator[Example | Skipped]:
    """Yield each distinct question once, with every label that it was given (81 texts have two)."""
    found: dict[str, list[str]] = {}
    table = csv.reader(io.StringIO(text_of(path), newline=""))
    header = next(table, [])
    if header != ["Q", "A", "label"]:
        raise BadData(f"'{path.name}': expected the columns Q, A, label, found {', '.join(header)[:80]}.")
    for number, row in enumerate((row for row in table if row), 2):
        question, label = row[0], row[-1].strip()  # some labels carry blanks at their end
        if len(row) != 3 or label not in ("0", "1", "2"):
            raise BadData(f"'{path.name}' row {number} ends in '{label[:20]}'; expected Q, A and 0, 1 or 2.")
        if question.strip() in found:
            yield Skipped(f"{path.name} row {number}", REPEATED)
        found.setdefault(question.strip(), []).append(LABELS[int(label)])
    for question, labels in found.items():
        yield Example(question, tuple(dict.fromkeys(labels)), f"songys:{question}", "songys")


CORPUS = Corpus(
    name="songys",
    language="ko",
    labels=LABELS,
    licence="MIT",
    citation="Song 2018, https://github.com/songys/Chatbot_data",
    may_ship=True,
    parts={"train": "songys_chatbot/ChatbotData.csv"},
    read=examples(audit),
    form=FORM,
    audit=audit,
)
