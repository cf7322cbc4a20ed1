"""The diary in the store: kept, found, changed without loss, and gone when deleted."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyeol.errors import BadRequest, Conflict
from gyeol.store import Store, diary
from gyeol.store.entries import Page, SentenceRow
from gyeol.store.tables import DiarySentence

PAGE = Page(
    date(2026, 11, 21), "비 오는 날", "비가 왔다. I slept well.", "ko", "calm", {"calm": 0.75, "joy": 0.25}, 0.6,
    "emotion@0123", "rules", (SentenceRow(0, 6, {"calm": 0.5}), SentenceRow(7, 20, {"calm": 1.0})),
)  # fmt: skip


def on(day, text="좋은 날", **more):
    return replace(PAGE, day=date.fromisoformat(day), text=text, **more)


@pytest.fixture
def written(store):
    return diary.write(store, "me", [PAGE])[0]


def test_an_entry_comes_back_as_it_was_written(store, written):
    assert diary.entry(store, "me", written.id) == written
    assert (written.version, written.page, written.created == written.edited) == (1, PAGE, True)


@pytest.fixture(scope="module")
def any_store(tmp_path_factory):
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('any')}/s.db") as store:
        yield store


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
    day=st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_any_text_and_any_day_survive(any_store, text, day):
    [kept] = diary.write(any_store, "me", [replace(PAGE, text=text, day=day)])
    assert diary.entry(any_store, "me", kept.id).page == replace(PAGE, text=text, day=day)


def test_an_edit_replaces_the_page_and_its_sentences(store, written):
    new = on("2026-11-20", "해가 났다.", sentences=(SentenceRow(0, 6, {"joy": 1.0}),))
    edited = diary.edit(store, "me", written.id, 1, new)
    assert (edited.version, edited.created, edited.page) == (2, written.created, new)
    assert edited.edited >= written.edited
    assert diary.entry(store, "me", written.id) == edited
    assert store.counts()["entry_sentences"] == 1


def test_two_tabs_conflict_and_the_first_one_stays(store, written):
    first = diary.edit(store, "me", written.id, 1, on("2026-11-21", "첫째 탭"))
    with pytest.raises(Conflict, match=r"version 2.*began at 1.*nothing was overwritten"):
        diary.edit(store, "me", written.id, 1, on("2026-11-21", "둘째 탭"))
    assert diary.entry(store, "me", written.id).page.text == "첫째 탭"
    diary.edit(store, "me", written.id, first.version, on("2026-11-21", "둘째 탭"))


def test_of_many_edits_at_once_exactly_one_wins(store, written, url):
    won, lost = [], []

    def race(i):
        with Store.open(url) as mine:
            try:
                won.append(diary.edit(mine, "me", written.id, 1, on("2026-11-21", f"{i}")).page.text)
            except Conflict:
                lost.append(i)

    threads = [threading.Thread(target=race, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 7)
    assert diary.entry(store, "me", written.id).page.text == won[0]


def test_pages_are_written_all_or_none(store, written):
    with pytest.raises(Exception, match="NOT NULL"):
        diary.write(store, "me", [on("2026-11-22"), replace(PAGE, title=None)])
    assert len(diary.entries(store, "me")) == 1


def test_entries_are_listed_newest_first_and_by_month(store):
    diary.write(
        store,
        "me",
        [on("2026-10-31", "a"), on("2026-11-01", "b"), on("2026-11-30", "c"), on("2026-11-30", "d")],
    )
    said = [e.page.text for e in diary.entries(store, "me")]
    assert said == ["d", "c", "b", "a"]
    month = diary.entries(store, "me", first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert [e.page.text for e in month] == ["d", "c", "b"]
    assert [e.page.text for e in diary.entries(store, "me", limit=1)] == ["d"]
    assert all(e.page.sentences == () for e in month)
    assert diary.entries(store, "nobody") == []


def test_search_finds_every_word_in_title_or_text_and_nothing_by_wildcard(store):
    diary.write(
        store, "me", [on("2026-11-01", "고양이와 Coffee"), on("2026-11-02", "고양이", title="100% 커피_집")]
    )

    def found(*words):
        return [e.page.day.day for e in diary.entries(store, "me", words=words)]

    assert found("고양이") == [2, 1]
    assert found("고양이", "coffee") == [1]
    assert found("커피_") == [2]
    assert found("%") == [2]
    assert found("_양이") == []
    assert found("\u1100\u1169\u110b\u1163\u11bc\u110b\u1175") == [
        2,
        1,
    ]  # the same Hangul in jamo, as a Mac may type it


@pytest.mark.parametrize("word", ["각" * 6000, "ㅋ" * 60_000, "a" * 6000 + "b"])
def test_a_word_of_any_length_can_be_looked_for(store, word):
    """SQLite refuses patterns of more than 50,000 bytes, and takes seconds for one that almost fits."""
    diary.write(store, "me", [on("2026-11-01", f"그리고 {word}!"), on("2026-11-02", word[:-1] + "?")])
    assert [e.page.day.day for e in diary.entries(store, "me", words=[word])] == [1]
    assert [e.page.day.day for e in diary.entries(store, "me", words=["그리고", word], limit=1)] == [1]
    assert diary.entries(store, "me", words=[word + word]) == []


def test_moods_are_by_day_and_hold_no_text(store):
    diary.write(store, "me", [on("2026-11-02", "가나"), on("2026-11-01", "다"), on("2026-12-01", "라")])
    moods = diary.moods(store, "me", date(2026, 11, 1), date(2026, 11, 30))
    assert [(m.day.day, m.top, m.n_characters) for m in moods] == [(1, "calm", 1), (2, "calm", 2)]
    assert moods[0].emotions == {"calm": 0.75, "joy": 0.25}


def test_entries_of_another_profile_cannot_be_seen_changed_or_deleted(store, written):
    for attempt in (
        lambda: diary.entry(store, "you", written.id),
        lambda: diary.edit(store, "you", written.id, 1, PAGE),
        lambda: diary.erase(store, "you", written.id),
        lambda: diary.entry(store, "me", 999),
    ):
        with pytest.raises(BadRequest, match="there is no diary entry"):
            attempt()
    assert diary.entry(store, "me", written.id) == written


def test_what_is_deleted_is_nowhere_in_the_files(store):
    canary, other = "카나리아가 울었다" * 300, "참새는 남는다"
    [first, *_] = diary.write(
        store, "me", [on("2026-11-01", canary, title="카나리아"), on("2026-11-02", other)]
    )
    diary.edit(store, "me", first.id, 1, on("2026-11-01", canary + "!", title="카나리아"))
    folder = store.path.parent
    assert any("카나리아".encode() in p.read_bytes() for p in folder.iterdir())
    diary.erase(store, "me", first.id)
    assert not any("카나리아".encode() in p.read_bytes() for p in folder.iterdir())
    assert [e.page.text for e in diary.entries(store, "me")] == [other]
    again = diary.write(store, "me", [on("2026-11-03")])[0]
    assert again.id > first.id + 1  # never given again


def test_text_that_an_edit_removed_is_nowhere_in_the_files_after_a_deletion(store):
    [first, second] = diary.write(store, "me", [on("2026-11-01", "카나리아" * 500), on("2026-11-02")])
    diary.edit(store, "me", first.id, 1, on("2026-11-01", "짧게"))
    diary.erase(store, "me", second.id)
    assert not any("카나리아".encode() in p.read_bytes() for p in store.path.parent.iterdir())


def test_forgetting_a_profile_takes_its_diary_along(store, written):
    store.forget_profile("me")
    assert store.counts()["entries"] == store.counts()["entry_sentences"] == 0


def test_ten_years_are_listed_and_searched_quickly_and_sentences_use_their_key(store):
    start = date(2016, 1, 1)
    diary.write(store, "me", (on(str(start + timedelta(days=i)), "하루 " * 200) for i in range(3650)))
    assert len(diary.moods(store, "me")) == 3650
    assert len(diary.entries(store, "me", words=["하루"], limit=20)) == 20
    with store._reading() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN SELECT * FROM {DiarySentence.__tablename__} WHERE entry_id = 1 ORDER BY position"
        ).all()
    assert "SEARCH" in str(plan)
