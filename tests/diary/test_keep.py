"""Keeping a diary through the engine: written, found, edited, deleted, exported, imported."""

import json
from datetime import date

import pytest

from gyeol import Engine
from gyeol.errors import BadRequest, BadText, Conflict

SAD, GLAD = "아침부터 비가 와서 너무 우울했다.", "드디어 합격했다! 정말 행복하다."


@pytest.fixture
def engine(tmp_path):
    with Engine.open(tmp_path / "home") as engine:
        yield engine


@pytest.fixture
def diary(engine):
    return engine.diary


def test_a_day_is_written_and_read_again_without_reading_it_anew(diary, monkeypatch):
    entry = diary.write(SAD + " " + GLAD, day=date(2026, 11, 21), title="  두   마음 ")
    fresh = diary.read(entry.page.text)
    monkeypatch.setattr(diary, "_read", None)
    kept = diary.entry(entry.id)
    assert kept == entry
    assert (kept.page.day, kept.page.title) == (date(2026, 11, 21), "두 마음")
    assert diary.reading(kept) == fresh


def test_without_a_day_it_is_today(diary):
    assert diary.write(SAD).page.day == date.today()


def test_an_edit_is_read_again_and_an_old_version_conflicts(diary):
    entry = diary.write(SAD)
    edited = diary.edit(entry.id, GLAD, version=1)
    assert (edited.page.top, edited.version, edited.page.day) == ("joy", 2, entry.page.day)
    with pytest.raises(Conflict):
        diary.edit(entry.id, SAD, version=1)
    assert diary.edit(entry.id, GLAD, version=2, title="끝", day=date(2026, 1, 1)).page.title == "끝"


def test_search_needs_every_word(diary):
    first, second = diary.write(SAD), diary.write(GLAD)
    assert [e.id for e in diary.search("비가 우울")] == [first.id]
    assert [e.id for e in diary.search("")] == [second.id, first.id]
    assert diary.search("비가 합격") == []
    with pytest.raises(BadRequest, match="limit"):
        diary.search("비", limit=0)


def test_months_and_moods(diary):
    for text, day in (
        (SAD, date(2026, 11, 3)),
        (GLAD, date(2026, 11, 3)),
        (GLAD, date(2026, 11, 30)),
        (SAD, date(2026, 12, 1)),
    ):
        diary.write(text, day=day)
    moods = diary.month(2026, 11)
    assert [(m.day.day, len(m.entries)) for m in moods] == [(3, 2), (30, 1)]
    assert moods[1].top == "joy"
    assert moods[0].top in ("joy", "sadness")
    assert len(diary.moods()) == 3
    with pytest.raises(BadRequest, match="none"):
        diary.month(2026, 13)


def test_what_is_deleted_is_gone_from_every_file(diary, engine):
    entry = diary.write("카나리아가 정말 예쁘게 울었다.", title="카나리아")
    diary.write(GLAD)
    diary.delete(entry.id)
    for path in engine.settings.home.rglob("*"):
        if path.is_file():
            assert "카나리아".encode() not in path.read_bytes(), path
    with pytest.raises(BadRequest, match=f"no diary entry {entry.id}"):
        diary.entry(entry.id)


@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("csv", "csv"), ("json", "json")])
def test_an_export_is_imported_elsewhere_and_only_once(diary, tmp_path, form, ending):
    texts = [SAD + "\n\n# 2026-11-21\n둘째 문단", GLAD, "😊"]
    for i, text in enumerate(texts):
        diary.write(text, day=date(2026, 11, 1 + i), title=f"제목 {i}")
    path = tmp_path / f"d.{ending}"
    path.write_text(diary.export(form), encoding="utf-8", newline="")
    with Engine.open(tmp_path / "other") as other:
        assert other.diary.import_(path).n_entries == 3
        pages = [(e.page.day, e.page.title, e.page.text) for e in other.diary.entries()]
        assert pages == [(e.page.day, e.page.title, e.page.text) for e in diary.entries()]
        again = other.diary.import_(path)
        assert (again.n_entries, len(again.skipped)) == (0, 3)


def test_an_import_names_what_it_skips_and_keeps_the_rest(diary, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"date,note\n2026-11-21,{SAD}\n어제,{GLAD}\n2026-11-22,{GLAD}\n", encoding="cp949")
    report = diary.import_(path)
    assert (report.n_entries, [s.line for s in report.skipped]) == (2, [3])


def test_an_import_that_fails_on_the_way_keeps_nothing(diary, tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text(f"date,note\n2026-11-21,{SAD}\n2026-11-22,{GLAD}\n", encoding="utf-8")
    real, calls = diary._read, []

    def fail(texts):
        calls.append(texts)
        if len(calls) > 1:
            raise MemoryError
        return real(texts)

    monkeypatch.setattr(diary, "_read", fail)
    with pytest.raises(MemoryError):
        diary.import_(path)
    assert diary.entries() == []


def test_what_cannot_be_kept_is_refused(diary):
    with pytest.raises(BadText, match="empty"):
        diary.write(" \n ")
    with pytest.raises(BadText, match="title may have at most 200"):
        diary.write(SAD, title="가" * 201)
    assert diary.entries() == []


def test_where_to_find_help_is_never_stored(diary, engine):
    entry = diary.write("요즘은 정말 죽고 싶다.")
    assert diary.reading(entry).help.level == "crisis"
    engine.close()
    assert b"crisis" not in engine.settings.home.joinpath("gyeol.sqlite3").read_bytes()


def test_an_import_of_what_is_there_reads_no_feeling_again(diary, tmp_path, monkeypatch):
    for n in range(3):
        diary.write(SAD, day=date(2026, 11, 1 + n))
    path = tmp_path / "diary.json"
    path.write_text(diary.export("json"), encoding="utf-8")
    monkeypatch.setattr(diary, "_read", None)
    report = diary.import_(path)
    assert (report.n_entries, [one.kind for one in report.skipped]) == (0, ["there"] * 3)


def test_an_export_asks_the_store_once_however_long_the_diary(diary, monkeypatch):
    for n in range(3):
        diary.write(SAD, day=date(2026, 11, 3 - n), title=str(n))
    store, asked = diary._store(), []
    reading = store._reading
    monkeypatch.setattr(store, "_reading", lambda: asked.append(1) or reading())
    rows = json.loads(diary.export("json"))["entries"]
    assert [row["title"] for row in rows] == ["2", "1", "0"]
    assert all(row["sentences"] for row in rows)
    assert len(asked) == 1
