"""Any text: what is read, what is refused, which language it is in."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyeol import text
from gyeol.errors import BadText


@pytest.mark.parametrize(
    ("given_text", "seen"),
    [
        ("ㅋㅋㅋㅋㅋㅋ 좋아", "ㅋㅋㅋ 좋아"),
        ("한", "한"),
        ("so   good\n\nday ", "so good day"),
        ("!!!!!", "!!!"),
        ("aab", "aab"),
    ],
)
def test_normalise(given_text, seen):
    assert text.normalise(given_text) == seen


@given(st.text(max_size=200))
def test_normalise_is_idempotent(value):
    once = text.normalise(value)
    assert text.normalise(once) == once


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "\x00", "\x00 \x07"])
def test_empty_texts_are_refused(empty):
    with pytest.raises(BadText, match="empty"):
        text.check(empty)


def test_a_megabyte_is_refused_and_a_long_diary_is_not():
    text.check("가" * text.MAX_CHARS)
    with pytest.raises(BadText, match="1,000,000"):
        text.check("가" * 1_000_000)


def test_what_no_reader_can_see_is_dropped():
    assert text.check("안\x00녕\x07") == "안녕"
    assert text.check("a\ud83d b") == "a� b"
    assert text.check("😭") == "😭"
    assert text.check("\u202eabc\u202c") == "\u202eabc\u202c"


@given(st.text(st.characters(), max_size=50))
def test_checked_text_can_be_written_anywhere(value):
    with contextlib.suppress(BadText):
        text.check(value).encode("utf-8")


@pytest.mark.parametrize(
    ("value", "language"),
    [("안녕", "ko"), ("hello", "en"), ("오늘 meeting 있어", "ko"), ("I ate 김밥 with my friends today", "en"),
     ("😭😭", "und"), ("123", "und"), ("ㅋㅋㅋ", "ko"), ("مرحبا", "und")],
)  # fmt: skip
def test_language(value, language):
    assert text.language(value) == language
