"""The lexicon's sentences: denied, turned, and meant all the more."""

from pathlib import Path

import pytest

from gyeol.corpora.own import CORPUS
from gyeol.corpora.own_scope import Predicate, read

LEXICON = Path(CORPUS.parts["train"]) / "lexicon.toml"


@pytest.fixture(scope="module")
def examples():
    return list(read(LEXICON))


def test_it_is_the_same_every_time(examples):
    assert examples == list(read(LEXICON))
    assert 5_000 < len(examples) < 12_000


@pytest.mark.parametrize(
    ("part", "word", "labels"),
    [
        ("지 않", "행복하", {"sadness"}),
        ("지 않", "화나", {"neutral", "calm"}),
        ("not ", "scared", {"calm"}),
        ("never been so", "sad", {"sadness"}),
    ],
)
def test_what_is_left_of_a_denied_feeling(examples, part, word, labels):
    found = [
        e
        for e in examples
        if part in e.text
        and e.group.endswith(f":{word}")
        and " but " not in e.text
        and "오히려" not in e.text
    ]
    assert found
    assert all(set(e.labels) == labels or "even though" in e.text for e in found if "not just" not in e.text)


def test_the_past_of_a_predicate():
    forms = {
        "행복하 행복해 행복한 행복할 행복한데": "행복했",
        "무섭 무서워 무서운 무서울 무서운데": "무서웠",
        "슬프 슬퍼 슬픈 슬플 슬픈데": "슬펐",
    }
    for way, past in forms.items():
        assert Predicate("joy", *way.split()).past == past
