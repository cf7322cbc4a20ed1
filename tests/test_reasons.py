"""Known answers: why a sticker was chosen, as people say it."""

import pytest

from gyeol.emotion import PRODUCT
from gyeol.engine.reasons import reason
from gyeol.phrases import phrases

CASES = [
    (
        {"feeling": "joy", "concept": None, "like": "모찌"},
        "‘모찌’ 팩과 닮았고, 기쁨이 담겨 있어요",
        "Drawn like ‘모찌’, says joy",
    ),
    (
        {"feeling": "joy", "concept": "생일", "like": "모찌", "own": True},
        "좋아하는 팩이고, ‘생일’ 이야기에 기쁨이 담겨 있어요",
        "From a pack you like, about ‘생일’, says joy",
    ),
    ({"feeling": None, "concept": "바다", "like": None}, "‘바다’ 이야기예요", "About ‘바다’"),
    ({"feeling": None, "concept": None, "like": "모찌"}, "‘모찌’ 팩과 닮았어요", "Drawn like ‘모찌’"),
    ({"feeling": "fatigue", "concept": None, "like": None}, "지친 마음이 담겨 있어요", "Feels worn out"),
    ({"feeling": None, "concept": None, "like": None}, "", ""),
]


@pytest.mark.parametrize(("because", "korean", "english"), CASES)
def test_reasons(because, korean, english):
    assert reason(phrases("ko"), **because) == korean
    assert reason(phrases("en"), **because) == english


def test_a_meaning_that_is_the_feeling_is_said_once():
    assert reason(phrases("ko"), feeling="gratitude", concept="고마움", like=None) == "고마움이 담겨 있어요"
    assert reason(phrases("en"), feeling="love", concept="love", like=None) == "Says love"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_feeling_has_its_words(language):
    said = {reason(phrases(language), feeling=label, concept=None, like=None) for label in PRODUCT.labels}
    assert len(said) == len(PRODUCT)
    assert len({phrases(language)(f"feeling.{label}") for label in PRODUCT.labels}) == len(PRODUCT)
