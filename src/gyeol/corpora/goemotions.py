"""GoEmotions: English Reddit comments with 27 emotions and neutral, and their translation by machine."""

from collections.abc import Iterator
from pathlib import Path

from gyeol.corpora import Corpus, Example, named, rows
from gyeol.corpora.form import Form, each_line, ids_in

LABELS = (
    "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire",
    "disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief",
    "joy", "love", "nervousness", "optimism", "pride", "realization", "relief", "remorse", "sadness",
    "surprise", "neutral",
)  # fmt: skip

FORM = Form("lines 'text, ids, comment id' between tabs, ids 0 to 27", each_line(ids_in(1, 3, 28)))
FORM_KO = Form("lines 'text, ids' between tabs, ids 0 to 27", each_line(ids_in(1, 2, 28)))


def read(path: Path) -> Iterator[Example]:
    """Yield the rows of `text, ids, comment id`; `[NAME]` masks are left to the tokenizer."""
    for number, (text, ids, _) in enumerate(rows(path, 3)):
        yield Example(text, named(ids, LABELS, path), f"goemotions:{path.stem}:{number}", "goemotions")


def read_ko(path: Path) -> Iterator[Example]:
    """Yield the rows of `text, ids`; the n-th translates the n-th English row and shares its group."""
    for number, (text, ids) in enumerate(rows(path, 2)):
        yield Example(text, named(ids, LABELS, path), f"goemotions:{path.stem}:{number}", "goemotions_ko")


CORPUS = Corpus(
    name="goemotions",
    language="en",
    labels=LABELS,
    licence="CC BY 4.0",
    citation="Demszky et al. 2020, https://arxiv.org/abs/2005.00547",
    may_ship=True,
    parts={"train": "goemotions/train.tsv", "dev": "goemotions/dev.tsv"},
    read=read,
    multi=True,
    form=FORM,
)

CORPUS_KO = Corpus(
    name="goemotions_ko",
    language="ko",
    labels=LABELS,
    licence="Apache-2.0 (text CC BY 4.0)",
    citation="Park 2020, https://github.com/monologg/GoEmotions-Korean",
    may_ship=True,
    parts={"train": "goemotions_ko/train.tsv", "dev": "goemotions_ko/dev.tsv"},
    read=read_ko,
    multi=True,
    form=FORM_KO,
)
