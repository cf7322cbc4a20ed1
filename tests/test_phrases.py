import string

import pytest

from gyeol.errors import UnknownName
from gyeol.phrases import LANGUAGES, Phrases, choose, phrases


def placeholders(language, key):
    parsed = string.Formatter().parse(phrases(language)._table[key])
    return {name for _, name, _, _ in parsed if name is not None}


def test_both_languages_have_the_same_keys():
    assert phrases("ko").keys() == phrases("en").keys()
    assert len(phrases("ko").keys()) > 5


@pytest.mark.parametrize("key", phrases("en").keys())
def test_both_languages_have_the_same_placeholders(key):
    assert placeholders("ko", key) == placeholders("en", key)


@pytest.mark.parametrize("key", phrases("en").keys())
def test_every_phrase_can_be_said(key):
    said = [phrases(x)(key, **dict.fromkeys(placeholders(x, key), 3)) for x in LANGUAGES]
    assert any(said)  # a word that joins two others may be empty in one language, not in both


def test_values_are_filled_in():
    assert "988" in phrases("en")("safety.urgent", number="988")
    with pytest.raises(KeyError):
        phrases("en")("safety.urgent")


def test_an_unknown_key_or_language_is_an_error():
    with pytest.raises(UnknownName, match=r"did you mean 'safety\.title'"):
        phrases("en")("safety.titel")
    with pytest.raises(UnknownName, match="language"):
        phrases("fr")


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("모찌", "모찌를"),
        ("결", "결을"),
        ("'결'", "'결'을"),
        ("3", "3을"),
        ("2", "2를"),
        ("Mochi", "Mochi을(를)"),
        ("", "을(를)"),
    ],
)
def test_the_particle_follows_the_sound(word, says):
    assert Phrases("ko", {"k": "{w}{w:을/를}"})("k", w=word) == says


def test_after_l_the_short_form():
    p = Phrases("ko", {"k": "{w}{w:으로/로}"})
    assert [p("k", w=w) for w in ("서울", "부산", "제주", "109", "1577-0199", "988", "911")] == [
        "서울로", "부산으로", "제주로", "109로", "1577-0199로", "988로", "911로",
    ]  # fmt: skip


def test_one_and_many():
    p = Phrases("en", {"k": "{n} {n:sticker/stickers}"})
    assert [p("k", n=n) for n in (0, 1, 2)] == ["0 stickers", "1 sticker", "2 stickers"]


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("en-US,en;q=0.9,ko;q=0.8", "en"),
        ("fr,de;q=0.9,ko;q=0.3", "ko"),
        ("en;q=0.1, ko;q=0.2", "ko"),
        ("ko;q=0, en;q=0.1", "en"),
        ("ko_KR.UTF-8", "ko"),
        ("en_US", "en"),
        ("KO", "ko"),
        ("korean-ish", "en"),
        ("C.UTF-8", "en"),
        ("*", "en"),
        ("ko;q=nan", "ko"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_choose_a_language(wanted, language):
    assert choose(wanted) == language
