"""Which words are denied, conceded, or set the scene."""

import numpy as np
import pytest

from gyeol.classify.scope import N_MARKS, marks
from gyeol.classify.scope_grams import buckets, features
from gyeol.classify.words import words


def spelt(text):
    found = words(text)
    return " ".join(
        f"{word}{'-~+'[mark // 2] if mark // 2 else ''}{'!' if mark & 1 else ''}"
        for word, mark in zip(found, marks(found), strict=True)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm not happy about this", "i'm not happy! about! this!"),
        ("no wonder you cried", "no wonder you cried"),
        ("nothing is fun, really", "nothing is! fun! , really"),
        ("행복하지 않아", "행복하지! 않아"),
        ("별로 안 무서워", "별로 안 무서워!"),
        ("이제 사랑 안 해", "이제 사랑! 안 해!"),
        ("화난 거 아니야", "화난! 거 아니야"),
        ("재미가 하나도 없네", "재미가! 하나도 없네"),
        ("기쁘기는커녕 눈물만", "기쁘기는커녕! 눈물만"),
        ("아니 왜 그래", "아니 왜 그래"),
        ("걱정할 필요 없어", "걱정할! 필요 없어"),
    ],
)
def test_what_is_denied(text, expected):
    assert spelt(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tired but happy", "tired~ but~ happy"),
        ("nice. But rude", "nice~ .~ but~ rude"),
        ("although sick, I ran", "although~ sick~ , i ran"),
        ("I ran though I was sick", "i ran though~ i~ was~ sick~"),
        ("힘들었지만 뿌듯해", "힘들었지만~ 뿌듯해"),
        ("맛은 있는데 비싸", "맛은+ 있는데+ 비싸"),
        ("좋았어. 근데 피곤해", "좋았어+ .+ 근데+ 피곤해"),
        ("피곤해도 신나", "피곤해도~ 신나"),
        ("not sad but glad", "not~ sad~! but~ glad"),
        ("하지만 좋아", "하지만~ 좋아"),
        ("오늘 어디인데", "오늘 어디인데"),
        ("비싸. 맛있지만 짜", "비싸 . 맛있지만~ 짜"),
    ],
)
def test_what_is_conceded(text, expected):
    assert spelt(text) == expected


@pytest.mark.parametrize(
    "text", ["", "ㅠㅠ", "not", "but", "지만", "안", "...", "but but but", "no, no. 안 안"]
)
def test_marks_fit_any_text(text):
    found = marks(words(text))
    assert len(found) == len(words(text))
    assert all(0 <= mark < N_MARKS for mark in found)


def test_grams_of_a_denied_word_are_its_own_and_more():
    cut = words("happy today")
    plain, denied = (dict(zip(*buckets(cut, np.array(m), 1 << 20), strict=True)) for m in ([0, 0], [1, 0]))
    assert set(denied) - set(plain)
    assert len(set(plain) - set(denied)) == 0  # its pieces stay, weaker: the whole word is counted as denied
    assert sum(denied[k] < plain[k] for k in plain) == 1


def test_features_have_length_one_and_unknown_grams_weigh_nothing():
    cut = words("tired but happy")
    idf = np.ones(1 << 12, np.float16)
    assert np.linalg.norm(features(cut, marks(cut), idf)[1]) == pytest.approx(1, abs=1e-6)
    assert features(cut, marks(cut), idf * 0)[1].sum() == 0
    assert len(features([], marks([]), idf)[0]) == 0
