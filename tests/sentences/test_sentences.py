"""Sentences: known answers, and what must hold for any text."""

import importlib.util
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyeol.errors import MissingExtra, UnknownName
from gyeol.kiwi import opened
from gyeol.sentences import split

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
ALL = [case for cases in CASES.values() for case in cases]
# fmt: off
PARTS = st.sampled_from([
    "오늘은", "했다", "했어요", "갔다", "왔다", "좋아", "ㅋㅋㅋ", "ㅠㅠ", ".", "..", "…", "!", "?", '"', "'", "(", ")",
    "“", "”", "😊", "👨\u200d👩\u200d👧", "🇰🇷", "3.5", "Dr.", "I", "U.S.", "then", "The", "\n", "\n\n", "\r\n",
    "\t", "그리고", "라고", "-", "1.", "。", "^^", ":)", "\u200b", "\ud800", " ", "\u3000", "\u2028",
])
# fmt: on
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PARTS, max_size=40).map("".join),
    st.lists(PARTS, max_size=40).map(" ".join),
)
kiwi = pytest.mark.skipif(
    importlib.util.find_spec("kiwipiepy") is None, reason="needs the extra 'korean' (kiwipiepy)"
)


def said(text, splitter="rules"):
    return [text[start:end] for start, end in split(text, splitter)]


def tiles(text, splitter):
    spans = split(text, splitter)
    at, gaps = 0, []
    for start, end in spans:
        assert at <= start < end
        gaps.append(text[at:start])
        assert text[start:end] == text[start:end].strip()
        at = end
    gaps.append(text[at:])
    assert not "".join(gaps).strip()
    assert "".join(g + text[a:b] for g, (a, b) in zip(gaps, spans, strict=False)) + gaps[-1] == text
    assert bool(spans) == bool(text.strip())


def test_there_are_enough_known_answers():
    assert len(ALL) >= 80


@pytest.mark.parametrize("case", ALL)
def test_known_answers(case):
    text = case.replace(" |", "").replace("\n|", "\n").replace("|", "")
    assert said(text) == [one.strip() for one in case.split("|")]


@given(TEXTS)
def test_sentences_tile_the_text_and_lose_nothing(text):
    tiles(text, "rules")


@given(TEXTS, TEXTS)
def test_the_same_text_has_the_same_sentences_whatever_came_before(first, second):
    alone = split(first)
    split(second)
    assert split(first) == alone


@given(st.lists(st.sampled_from(ALL), max_size=6))
def test_paragraphs_do_not_change_each_other(cases):
    texts = [case.replace(" |", "").replace("\n|", "\n").replace("|", "") for case in cases]
    assert said("\n\n".join(texts)) == [s for text in texts for s in said(text)]


@pytest.mark.parametrize(
    "part",
    ["가", "ㅋ", ".", "a, \n", "((((", '"', "했다 ", "\n", "했다..ㅋㅋ", "😊", "1. ", ":)", "'a ", "“a", ". ", "a ㅋ",
     "가?", "좋아서\n아 ", "( ", "😊 ", "a.", "했다 라고 "],
)  # fmt: skip
def test_time_grows_with_the_text_and_no_faster(part):
    text = part * (100_000 // len(part))
    assert _seconds(text) < 8 * 4 * max(_seconds(text[:12_500]), 0.02)


def _seconds(text):
    """The best of three: other work on the machine only ever adds."""
    took = []
    for _ in range(3):
        start = time.process_time()
        split(text)
        took.append(time.process_time() - start)
    return min(took)


@pytest.mark.parametrize(
    "text", ["가나다 " * 3000, "word " * 3000, "가" * 3000, "끝이 없는 글 " * 500 + "했다. 끝"]
)
def test_a_long_stretch_without_marks_stays_whole(text):
    tiles(text, "rules")
    assert len(split(text)) <= 2


def test_an_unknown_splitter_is_refused():
    with pytest.raises(UnknownName, match="did you mean 'kiwi'"):
        split("a", "kiwii")


def test_kiwi_that_is_not_installed_names_its_command(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    opened.cache_clear()
    monkeypatch.setattr("gyeol.kiwi.import_module", missing)
    with pytest.raises(MissingExtra, match=r"pip install 'gyeol\[korean\]'"):
        split("안녕", "kiwi")


@kiwi
def test_kiwi_knows_sentences_without_marks():
    assert said("밥을 먹었어요 그리고 커피도 마셨어요", "kiwi") == ["밥을 먹었어요", "그리고 커피도 마셨어요"]


@kiwi
@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_kiwi_tiles_the_text_and_remembers_nothing(first, second):
    tiles(first, "kiwi")
    alone = split(first, "kiwi")
    split(second, "kiwi")
    assert split(first, "kiwi") == alone
