"""AI Hub single-turn dialogue: 38,594 Korean sentences, each with one of seven feelings."""

from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import Corpus, Example, Skipped, examples
from gyeol.corpora.form import Form, columns, fitting
from gyeol.corpora.tabular import records

LABELS = ("행복", "놀람", "분노", "공포", "혐오", "슬픔", "중립")
COLUMNS = ("Sentence", "Emotion")
FORM = Form("an XLSX or CSV with the columns Sentence, Emotion", columns(*COLUMNS))


def audit(path: Path) -> Iterator[Example | Skipped]:
    """Yield the rows of the workbook or of a re-saved CSV; the little count table beside them is not read.

    A sentence is its own group, so the 85 that are repeated never stand on both sides of a split.
    """
    for file, why in fitting(path, FORM):
        if why:
            yield Skipped(file.name, why)
            continue
        for number, (text, label) in records(file, COLUMNS):
            if not text:
                yield Skipped(f"{file.name} row {number}", "no text")
            elif label not in LABELS:
                yield Skipped(f"{file.name} row {number}", f"unknown label '{label[:20]}'")
            else:
                yield Example(text, (label,), f"aihub_single:{text}", "aihub_single")


CORPUS = Corpus(
    name="aihub_single",
    language="ko",
    labels=LABELS,
    licence="AI Hub terms: no redistribution",
    citation="AI Hub 한국어 감정 정보가 포함된 단발성 대화 데이터셋, https://aihub.or.kr",
    may_ship=False,
    parts={"train": "."},
    read=examples(audit),
    form=FORM,
    audit=audit,
)
