"""AI Hub emotional speech, the transcripts: each utterance with the votes of five raters."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import Corpus, Example, Skipped, examples
from gyeol.corpora.form import Form, columns, fitting
from gyeol.corpora.tabular import records

LABELS = ("happiness", "angry", "neutral", "sadness", "disgust", "surprise", "fear")
SAME = {"anger": "angry", "sad": "sadness"}
N_RATERS = 5
COLUMNS = ("발화문", "상황", *(f"{n}번 감정" for n in range(1, N_RATERS + 1)))
FORM = Form(
    "cp949 CSVs with the columns wav_id, 발화문, 상황, 1번 감정 … 5번 감정", columns("wav_id", *COLUMNS)
)


def audit(path: Path) -> Iterator[Example | Skipped]:
    """Yield the utterances with the shares of the votes as soft labels, the most voted first.

    The situation that the speaker acted is no rating: it counts only where nobody voted. An utterance that
    several people speak is one group.
    """
    for file, why in fitting(path, FORM):
        if why:
            yield Skipped(file.name, why)
            continue
        for number, (text, situation, *votes) in records(file, COLUMNS):
            given = Counter(filter(None, map(_label, votes)))
            given = given or Counter(filter(None, [_label(situation)]))
            if not text or not given:
                yield Skipped(f"{file.name} row {number}", "no text" if not text else "no vote that is known")
                continue
            labels, counts = zip(*given.most_common(), strict=True)
            shares = tuple(n / given.total() for n in counts)
            yield Example(text, labels, f"aihub_speech:{text}", "aihub_speech", shares)


def _label(vote: str) -> str:
    """Return the label that a vote in any case means; "" for none."""
    name = vote.strip().casefold()
    name = SAME.get(name, name)
    return name if name in LABELS else ""


CORPUS = Corpus(
    name="aihub_speech",
    language="ko",
    labels=LABELS,
    licence="AI Hub terms: no redistribution",
    citation="AI Hub 감정 분류를 위한 대화 음성 데이터셋, https://aihub.or.kr",
    may_ship=False,
    parts={"train": "."},
    read=examples(audit),
    multi=True,
    form=FORM,
    audit=audit,
)
