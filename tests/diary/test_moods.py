"""Moods over time through the engine: years, trends, words, the days to come, low stretches."""

import random
from datetime import date, timedelta

import pytest

from gyeol import Engine
from gyeol import store as stores
from gyeol.emotion import PRODUCT
from gyeol.errors import BadRequest, UnknownName
from gyeol.store.corrected import Place
from gyeol.store.entries import Page

TODAY = date(2026, 11, 21)


@pytest.fixture
def engine(tmp_path):
    with Engine.open(tmp_path / "home") as engine:
        yield engine


@pytest.fixture
def keep(engine):
    """Keep days as they would have been read: (days ago, feeling, text)."""

    def keep(*days):
        pages = [_page(TODAY - timedelta(days=ago), top, text) for ago, top, text in days]
        stores.diary.write(engine.store, "me", pages)

    return keep


def _page(day, top, text):
    shares = {label: float(label == top) for label in PRODUCT.labels}
    return Page(day, "", text, "ko", top, shares, 0.9, "m@1", "rules", ())


def test_a_year_holds_its_own_days_only(engine, keep):
    keep((0, "joy", "글"), (400, "sadness", "글"), (1, "anger", "글"))
    assert [m.top for m in engine.moods.year(2026)] == ["anger", "joy"]
    assert [m.top for m in engine.moods.year(2025)] == ["sadness"]
    with pytest.raises(BadRequest, match="2026"):
        engine.moods.year(0)


def test_a_trend_by_day_week_and_month(engine, keep):
    keep((0, "joy", "글"), (0, "sadness", "둘"), (1, "joy", "글"), (8, "anger", "글"), (60, "neutral", "글"))
    month = engine.moods.trend("month", today=TODAY)
    assert [(s.first, s.n_days, s.valence) for s in month.stages] == [
        (date(2026, 11, 13), 1, -0.6), (date(2026, 11, 20), 1, 0.9), (TODAY, 1, 0.1),
    ]  # fmt: skip
    assert (month.first, month.last) == (date(2026, 10, 23), TODAY)
    year = engine.moods.trend("year", today=TODAY)
    assert [(s.n_days, s.top) for s in year.stages] == [(1, "neutral"), (1, "anger"), (2, "joy")]
    assert all((s.last - s.first).days == 6 and s.first.weekday() == 6 for s in year.stages)
    assert year.stages[-1].last == TODAY
    every = engine.moods.trend("all", today=TODAY)
    assert [(s.first, s.last) for s in every.stages] == [
        (date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 11, 1), TODAY),
    ]  # fmt: skip
    assert [(f.label, f.n_days) for f in every.felt] == [("joy", 2), ("neutral", 1), ("anger", 1)]
    with pytest.raises(UnknownName, match="did you mean 'year'"):
        engine.moods.trend("yaer")


@pytest.mark.parametrize("span", ["month", "year", "all"])
def test_an_empty_diary_has_an_empty_trend(engine, span):
    assert engine.moods.trend(span, today=TODAY).stages == ()


def test_words_go_with_the_feelings_of_their_days(engine, keep):
    keep(
        (0, "joy", "바다를 보았다."),
        (1, "joy", "바다에 갔다."),
        (2, "sadness", "병원에 갔다."),
        (3, "sadness", "병원에서."),
    )
    found = engine.moods.words()
    assert [(w.word, w.n_entries, w.top) for w in found.words] == [("바다", 2, "joy"), ("병원", 2, "sadness")]
    assert (found.first, found.last, found.n_entries) == (TODAY - timedelta(days=3), TODAY, 4)
    assert engine.moods.words(TODAY, TODAY).words == ()


def test_words_of_a_crisis_are_not_counted_and_help_is_offered(engine, keep):
    keep(*((i, "sadness", "유서를 쓰고 자살을 생각했다. 바다를 보았다.") for i in range(5)))
    found = engine.moods.words()
    assert found.help is not None
    assert [w.word for w in found.words] == ["바다"]
    keep(*((i, "sadness", "도서관에서 정말 죽고 싶었다.") for i in range(5)))
    assert [w.word for w in engine.moods.words().words] == ["바다"], "nor what else such a sentence names"
    keep((9, "joy", "바다에 갔다."))
    assert engine.moods.words(last=TODAY - timedelta(days=9)).help is None


def test_old_days_of_a_crisis_are_counted_but_for_its_own_words(engine, keep, monkeypatch):
    monkeypatch.setattr("gyeol.engine.moods.LOOKED_AT", 10)
    keep(
        *((i, "sadness", "유서를 쓰고 자살충동을 적었다. 바다를 보았다.") for i in range(1, 5)),
        (0, "joy", "책을 읽었다."),
    )
    found = engine.moods.words()
    assert found.help is None
    assert [w.word for w in found.words] == ["바다"]


def test_a_long_life_is_counted_from_its_end(engine, keep, monkeypatch):
    monkeypatch.setattr("gyeol.engine.moods.MOST_CHARACTERS", 30)  # three of these days
    keep(*((i, "joy", "바다를 보았다.") for i in range(10)))
    assert engine.moods.words().n_entries == 3
    keep((0, "joy", "산을 " * 100))
    assert engine.moods.words().n_entries == 1


def test_a_locked_or_empty_diary_says_nothing(engine):
    assert engine.moods.words().words == ()
    assert engine.moods.ahead().why_not == "few"
    assert engine.moods.low() is None


def test_looking_ahead_waits_for_evidence(engine, keep):
    rng = random.Random(0)
    keep(*((i, rng.choice(["joy", "sadness", "neutral"]), f"글 {i}") for i in range(69)))
    few = engine.moods.ahead(today=TODAY)
    assert (few.days, few.why_not, few.n_days, few.wanted) == ((), "few", 69, 70)
    keep(*((i, rng.choice(["joy", "sadness", "neutral"]), f"글 {i}") for i in range(69, 300)))
    found = engine.moods.ahead(today=TODAY)
    assert found.days[0].day == TODAY + timedelta(days=1)
    assert all(d.low <= d.valence <= d.high and d.error < d.error_yesterday for d in found.days)
    late = engine.moods.ahead(today=TODAY + timedelta(days=3))
    assert late.days
    assert all(coming.day > TODAY + timedelta(days=3) for coming in late.days)
    assert engine.moods.ahead(today=TODAY + timedelta(days=7)).why_not == "stale"


def test_days_that_stay_as_they_were_are_not_foretold(engine, keep):
    keep(*((i, ["joy", "sadness"][i // 30 % 2], f"글 {i}") for i in range(300)))
    assert engine.moods.ahead(today=TODAY).why_not == "not better"


def test_a_low_stretch_is_told_to_who_asks(engine, keep):
    keep(*((i, "sadness", f"글 {i}") for i in range(8)))
    assert engine.moods.low(today=TODAY).n_heavy == 8
    assert engine.moods.low(today=TODAY + timedelta(days=10)) is None


def test_what_the_author_said_stands_in_place_of_what_was_read(engine, keep):
    keep(*((i, "sadness", f"글 {i}") for i in range(8)))
    [first, *_] = engine.diary.entries()
    assert engine.moods.low(today=TODAY) is not None
    engine.learning.correct_entry(Place(first.id), ["joy", "calm"])
    last = engine.moods.year(2026)[-1]
    assert (last.top, last.emotions["joy"], last.emotions["sadness"], last.confidence) == ("joy", 0.5, 0, 1)
    assert engine.moods.trend("month", today=TODAY).stages[-1].valence == pytest.approx(0.75)
    assert engine.moods.low(today=TODAY) is None


def test_a_day_is_made_again_of_sentences_that_were_corrected(engine):
    text = "비가 왔다. 커피를 쏟았다. 일찍 잤다."
    kept = engine.diary.write(text, day=TODAY)
    for s in kept.page.sentences:
        engine.learning.correct_entry(Place(kept.id, s.start, s.end), ["anger", "fatigue"])
    [mood] = engine.diary.moods()
    assert (mood.top, mood.emotions["neutral"]) == ("anger", 0)
    assert mood.emotions["anger"] == pytest.approx(1 / 1.81, abs=1e-3)
    assert sum(mood.emotions.values()) == pytest.approx(1, abs=1e-3)
    assert engine.moods.trend("month", today=TODAY).stages[-1].top == "anger"
    engine.learning.correct_entry(Place(kept.id), ["calm"])
    assert engine.diary.moods()[0].emotions["calm"] == 1, "of the whole day, the author said the last word"
    engine.learning.forget(engine.learning.of_entry(kept.id)[Place(kept.id)].id)
    assert engine.diary.moods()[0].top == "anger"
    engine.diary.edit(kept.id, "비가 왔다.", version=1)
    assert engine.diary.said([kept.id]).keys() == {kept.id}
    engine.diary.delete(kept.id)
    assert engine.diary.said([kept.id]) == {}


def test_one_corrected_sentence_moves_its_day_by_its_weight(engine):
    kept = engine.diary.write("비가 왔다. 발표를 망쳐서 울고 싶었다. 일찍 잤다.", day=TODAY)
    [before] = engine.diary.moods()
    s = kept.page.sentences[0]
    engine.learning.correct_entry(Place(kept.id, s.start, s.end), ["joy"])
    [after] = engine.diary.moods()
    assert before.emotions["joy"] < after.emotions["joy"] < 0.6
    assert (after.day, after.entries) == (before.day, before.entries)


def test_words_go_with_what_their_author_said(engine, keep):
    keep(
        *((i, "sadness" if i % 2 else "joy", "도서관에 갔다." if i % 2 else "바다에 갔다.") for i in range(8))
    )
    for entry in engine.diary.entries():
        if entry.page.top == "sadness":
            engine.learning.correct_entry(Place(entry.id), ["love"])
    assert {word.word: word.top for word in engine.moods.words().words}["도서관"] == "love"
