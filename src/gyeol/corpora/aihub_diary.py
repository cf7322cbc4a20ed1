"""R5's three classes with a feeling, relabelled from AI Hub's single-turn and emotional dialogue."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gyeol.corpora import Example, Skipped, aihub_dialogues, aihub_emotional, aihub_single, examples
from gyeol.corpora.form import Form, OtherForm

CLASSES = {
    "행복": "기쁨", "기쁨": "기쁨",
    "분노": "분노", "불안": "분노", "당황": "분노", "놀람": "분노", "공포": "분노", "혐오": "분노",
    "슬픔": "슬픔", "상처": "슬픔",
}  # fmt: skip
FORM = Form(
    f"{aihub_single.FORM.expects}, or {aihub_dialogues.FORM.expects}",
    lambda head: aihub_single.FORM.fits(head) or aihub_dialogues.FORM.fits(head),
)


def audit(path: Path) -> Iterator[Example | Skipped]:
    """Yield the rows of both deliveries, or of the one that is there, but for the neutral ones.

    Raises:
        OtherForm: neither is there.
    """
    missing = []
    for part in (aihub_emotional.audit_6, aihub_single.audit):
        try:
            for row in part(path):
                if isinstance(row, Skipped):
                    yield row
                elif row.labels[0] in CLASSES:
                    yield replace(row, labels=(CLASSES[row.labels[0]],), source="aihub_diary")
                else:
                    yield Skipped(path.name, f"of a class that R5 leaves out: {row.labels[0]}")
        except OtherForm as error:
            missing.append(error)
    if len(missing) == 2:
        raise missing[0]


CORPUS = replace(
    aihub_single.CORPUS,
    name="aihub_diary",
    labels=("기쁨", "분노", "슬픔"),
    citation="R5's relabelling of AI Hub 단발성 대화 and 감성 대화 말뭉치, https://aihub.or.kr",
    read=examples(audit),
    form=FORM,
    audit=audit,
)
