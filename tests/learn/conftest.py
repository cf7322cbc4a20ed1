"""A small world: four feelings with their own words, and a dialect in which the classifier knows only some."""

import numpy as np
import pytest

from gyeol.emotion import PRODUCT
from gyeol.learn import Cues, Frequencies, Lessons
from gyeol.learn.rehearsal import Corner, Rehearsal
from gyeol.learn.tuned import log_odds

FELT = ("joy", "sadness", "anger", "anxiety")
PLAIN = (
    "그날",
    "우리는",
    "어제",
    "오늘",
    "내일",
    "저녁",
    "아침",
    "친구",
    "회사",
    "학교",
    "버스",
    "점심",
    "전화",
    "시장",
)


class Toy:
    """Sure of plain words, has a faint idea of the dialect: it ranks what is meant second, below neutral."""

    taxonomy, model = PRODUCT, "toy@1"

    def predict_proba(self, texts):
        return np.stack([self._row(text) for text in texts]) if len(texts) else np.zeros((0, 12), np.float32)

    def _row(self, text):
        row = np.full(12, 0.02, np.float32) + (sum(map(ord, text)) % 7) * 0.002
        row[PRODUCT.index("neutral")] = 0.5
        for label in FELT:
            if f"{label}말" in text:
                row[PRODUCT.index(label)] = 0.9
            if f"{label}사투리" in text:
                guessed = PRODUCT.index(label) if sum(map(ord, text)) % 6 else 6
                row[guessed] = 0.35
        return row


def dialect(rng, n, kinds=5):
    """Return n (text, label): a dialect word of the feeling among plain words."""
    found = []
    for _ in range(n):
        label = FELT[rng.integers(len(FELT))]
        plain = rng.choice(PLAIN, 4, replace=False).tolist()
        found.append((" ".join([*plain, f"{label}사투리{rng.integers(kinds)}"]), label))
    return found


def lessons(said):
    return Lessons.of((text, (label,)) for text, label in said)


@pytest.fixture(scope="session")
def toy():
    return Toy()


@pytest.fixture(scope="session")
def rehearsal(toy):
    rng = np.random.default_rng(1)
    labels = [FELT[i] for i in rng.integers(len(FELT), size=300)]
    texts = [" ".join([*rng.choice(PLAIN, 4).tolist(), f"{label}말"]) for label in labels]
    frequencies = Frequencies.count(texts)
    truth = np.stack([PRODUCT.vector({label: 1.0}) > 0 for label in labels])
    odds = log_odds(toy.predict_proba(texts))
    corner = Corner(Cues.of(texts, frequencies), odds, truth, np.ones(12, bool))
    return Rehearsal(toy.model, frequencies, {"plain": corner})
