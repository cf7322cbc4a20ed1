"""Reading a day through the engine: offsets, ways, help first, and every odd text an answer."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyeol import Engine
from gyeol.emotion import PRODUCT
from gyeol.engine.diary.answers import WAYS
from gyeol.errors import BadRequest, BadText, MissingExtra, UnknownName

DAY = (
    "아침부터 비가 와서 우울했다. 그래도 시험에 합격해서 정말 행복하고 신났다! "
    "회의가 두 시에 있었다\n\nI am so tired. 😴"
)


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    with Engine.open(tmp_path_factory.mktemp("diary")) as engine:
        yield engine.diary


def test_a_day_is_read_sentence_by_sentence(diary):
    found = diary.read(DAY)
    assert [s.top for s in found.sentences] == ["sadness", "joy", "neutral", "fatigue"]
    assert all(DAY[s.start : s.end] == s.text for s in found.sentences)
    assert sum(s.weight for s in found.sentences) == pytest.approx(1, abs=1e-4)
    assert len(found.timeline) == 4
    assert found.sentences[0].valence < 0 < found.sentences[1].valence
    assert (found.way, found.splitter, found.help) == ("sentences", "rules", None)
    assert list(found.day.emotions) == list(PRODUCT.labels)
    assert found.day.text == DAY


def test_every_way_reads_the_same_day(diary):
    for way in WAYS:
        found = diary.read(DAY, way=way, summarise=lambda text: "너무 행복했다")
        assert found.way == way
        assert found.day.top in PRODUCT.labels
    assert found.summary == "너무 행복했다"
    assert found.day.top == "joy"
    assert [s.used for s in diary.read(DAY, way="reference").sentences] == [True, True, False, True]
    extract = diary.read(DAY, way="textrank")
    assert extract.summary == "\n".join(s.text for s in extract.sentences if s.used)


def test_reading_keeps_nothing(diary, tmp_path):
    with Engine.open(tmp_path) as engine:
        engine.diary.read(DAY)
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "top"),
    [("😭", "sadness"), ("회의가 두 시에 있었다. 회의가 세 시에 있었다. 회의가 네 시에 있었다.", "neutral")],
)
def test_short_and_plain_days(diary, text, top):
    assert diary.read(text).day.top == top


def test_a_third_language_is_read_and_said_to_be_one(diary):
    found = diary.read("今日は疲れた。もう寝る。")
    assert len(found.sentences) == 2
    assert found.day.language == "und"


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x01"])
def test_an_empty_day_is_refused(diary, text):
    with pytest.raises(BadText, match="empty"):
        diary.read(text)


def test_a_megabyte_is_refused_in_words(diary):
    with pytest.raises(BadText, match=r"at most 100,000 characters.*1,000,000"):
        diary.read("가" * 1_000_000)
    with pytest.raises(BadText, match="at most 5,000 sentences"):
        diary.read("가\n" * 6_000)


def test_control_characters_are_no_sentence(diary):
    found = diary.read("좋다.\n\x00\n싫다.")
    assert [s.text for s in found.sentences] == ["좋다.", "싫다."]


def test_help_comes_first_for_the_whole_and_for_one_sentence(diary):
    found = diary.read("회의가 있었다. 요즘은 정말 죽고 싶다. 배고파 죽겠다.")
    assert found.help.level == "crisis"
    assert [s.crisis for s in found.sentences] == [None, "crisis", None]
    assert diary.read("배고파 죽겠다. 그래도 좋다.").help is None


def test_the_gravest_sentence_decides_how_help_is_offered(diary):
    found = diary.read("영화에서 주인공이 자살했다. 요즘은 정말 죽고 싶다.")
    assert [s.crisis for s in found.sentences] == ["light", "crisis"]
    assert found.help.level == "crisis"


def test_wrong_requests_are_refused(diary):
    with pytest.raises(UnknownName, match="did you mean 'textrank'"):
        diary.read("a", way="textrnk")
    with pytest.raises(BadRequest, match="--model"):
        diary.read("a", way="summary")
    with pytest.raises(BadText, match="came out empty"):
        diary.read("a", way="summary", summarise=lambda text: " ")


def test_a_splitter_that_is_missing_is_never_replaced(tmp_path, monkeypatch):
    def missing():
        raise MissingExtra("pip install 'gyeol[korean]'")

    monkeypatch.setenv("GYEOL_SPLITTER", "kiwi")
    monkeypatch.setattr("gyeol.kiwi.opened", missing)
    with Engine.open(tmp_path) as engine, pytest.raises(MissingExtra):
        engine.diary.read("안녕")


def test_kiwi_is_named_where_it_was_asked(tmp_path, monkeypatch):
    one = SimpleNamespace(split_into_sents=lambda line: [SimpleNamespace(end=2)])
    monkeypatch.setenv("GYEOL_SPLITTER", "kiwi")
    monkeypatch.setattr("gyeol.kiwi.opened", lambda: one)
    with Engine.open(tmp_path) as engine:
        found = engine.diary.read("안녕하세요")
    assert (found.splitter, [s.text for s in found.sentences]) == ("kiwi", ["안녕", "하세요"])


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_is_read_or_refused_in_words(diary, text):
    try:
        found = diary.read(text)
    except BadText:
        return
    assert all(text[s.start : s.end] == s.text for s in found.sentences)
