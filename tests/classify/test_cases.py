"""How many everyday messages the shipped classifier reads as a person would."""

import tomllib
from pathlib import Path

import pytest

import gyeol
from gyeol.classify import load
from gyeol.corpora.own import CORPUS
from gyeol.text import normalise

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
AT_LEAST = {
    "plain_ko": 0.85,
    "plain_en": 0.85,
    "negation": 0.5,
    "contrast": 0.8,
    "emoji": 0.9,
    "chat": 0.85,
    "fresh_ko": 0.5,  # these two are floors of a weak figure, see docs/emotion-notes.md
    "fresh_en": 0.4,
}


@pytest.fixture(scope="module")
def classifier():
    return load(Path(gyeol.__file__).parent / "artifacts" / "emotion")


@pytest.mark.parametrize("kind", sorted(CASES))
def test_everyday_messages(classifier, kind):
    labels = classifier.taxonomy.labels
    proba = classifier.predict_proba(list(CASES[kind]))
    wrong = [
        f"{text}: {labels[row.argmax()]}, not {' or '.join(felt)}"
        for (text, felt), row in zip(CASES[kind].items(), proba, strict=True)
        if labels[row.argmax()] not in felt
    ]
    assert len(wrong) <= len(CASES[kind]) * (1 - AT_LEAST[kind]), "\n".join(wrong)


def test_there_are_enough_cases_and_none_is_trained_on():
    assert sum(len(part) for part in CASES.values()) >= 150
    trained = {normalise(example.text) for example in CORPUS.read(Path(CORPUS.parts["train"]))}
    for kind, part in CASES.items():
        if kind != "emoji":
            assert not trained & {normalise(text) for text in part}
