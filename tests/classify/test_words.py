"""How a text is cut into words and pieces."""

import pytest

from gyeol.classify.words import ids, jamo, pieces, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("좋아ㅋㅋㅋㅋㅋ", ["좋아", "ㅋㅋㅋ"]),
        ("I can’t!!", ["i", "can't", "!!"]),
        ("😭❤️👍🏽", ["😭", "❤", "👍"]),
        ("3:30에 봐 :)", ["0", "에", "봐", ":)"]),
        ("[NAME] said @you https://a.b/c", ["name", "said", "name", "url"]),
        ("^^ ㅡㅡ T_T <3", ["^^", "ㅡㅡ", "t_t", "<3"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_composed_and_decomposed_hangul_are_the_same_words():
    assert words("가") == words("가")


def test_jamo_spells_syllables():
    assert jamo("값이a") == "ㄱㅏㅄㅇㅣa"


def test_an_ending_or_a_typing_error_keeps_many_pieces():
    shared = set(pieces("피곤하다")) & set(pieces("피곤해"))
    assert len(shared) >= 5
    assert set(pieces("tired")) & set(pieces("tierd"))


def test_an_emoji_is_one_piece():
    assert pieces("😭") == ["😭"]


def test_buckets_are_the_same_on_every_machine_and_in_range():
    assert ids("좋아", 1000).tolist()[0] == 628
    assert ids("some-very-long-word", 97).max() < 97
