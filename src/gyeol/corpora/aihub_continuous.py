"""AI Hub continuous dialogue: 10,000 Korean dialogues, one of seven feelings per utterance."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from gyeol.corpora import Corpus, Example, Skipped, examples
from gyeol.corpora.form import Form, columns, fitting
from gyeol.corpora.tabular import records

LABELS = ("행복", "놀람", "분노", "공포", "혐오", "슬픔", "중립")
TYPOS = {
    "ㅍ": "공포", "분": "분노", "분ㄴ": "분노", "ㅈ중립": "중립", "중림": "중립", "ㄴ중립": "중립", "줄": "중립",
}  # fmt: skip
COLUMNS = ("dialog #", "발화", "감정")
FORM = Form("an XLSX or CSV with the columns dialog #, 발화, 감정", columns(*COLUMNS))


def audit(path: Path) -> Iterator[Example | Skipped]:
    """Yield the utterances; `S` starts a dialogue, and a dialogue is a group.

    The junk row above the header and the count table to the right are not read; typing errors in labels are
    mended, rows without a label left out.
    """
    for file, why in fitting(path, FORM):
        if why:
            yield Skipped(file.name, why)
            continue
        dialogue = 0
        for number, (sign, text, given) in records(file, COLUMNS):
            dialogue += sign == "S"
            label = TYPOS.get(given, given)
            if not text:
                yield Skipped(f"{file.name} row {number}", "no text")
            elif label not in LABELS:
                yield Skipped(
                    f"{file.name} row {number}", f"unknown label '{given[:20]}'" if given else "no label"
                )
            else:
                group = f"aihub_continuous:{PurePosixPath(file.name).name}:{dialogue}"
                yield Example(text, (label,), group, "aihub_continuous")


CORPUS = Corpus(
    name="aihub_continuous",
    language="ko",
    labels=LABELS,
    licence="AI Hub terms: no redistribution",
    citation="AI Hub 한국어 감정 정보가 포함된 연속적 대화 데이터셋, https://aihub.or.kr",
    may_ship=False,
    parts={"train": "."},
    read=examples(audit),
    form=FORM,
    audit=audit,
)
