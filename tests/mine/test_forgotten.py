"""What is deleted is found nowhere: not one byte of a canary sentence, in any file, in any spelling of its bytes."""

import json
import logging
import tempfile
import unicodedata

import numpy as np
import pytest

from gyeol.engine import Engine
from gyeol.store import Store, vault
from gyeol.store.corrected import Place

CANARY = "카나리아는 새벽마다 “작은” 종소리로 울었다"
OTHER = "참새는 지붕 위에 남았다. 오늘은 정말 행복했다."
LONG = (CANARY + ". 아침부터 비가 와서 우울했다. ") * 40  # over several pages of the file


def forms(text):
    """Return the bytes that a file may hold a text as."""
    spellings = {text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)}
    for one in spellings:
        yield from (one.encode(), one.encode("utf-16-le"), one.encode("utf-16-be"), one.encode("utf-32-le"))
        for escaped in (json.dumps(one)[1:-1], json.dumps(one, ensure_ascii=False)[1:-1]):
            yield from (escaped.encode(), escaped.upper().encode(), json.dumps(escaped)[1:-1].encode())
    yield text.encode("cp949", "ignore")


def found(text, *roots):
    """Return the files that hold a text or any twelve characters of it."""
    pieces = {text[i : i + 12] for i in range(0, len(text) - 11, 4)}
    wanted = {form for piece in pieces for form in forms(piece)}
    return [
        path
        for root in roots
        for path in sorted(root.rglob("*"))
        if path.is_file()
        for data in [path.read_bytes()]
        if any(form in data for form in wanted)
    ]


@pytest.fixture
def places(tmp_path, monkeypatch):
    """The home and the folder of temporary files, the only places where anything is written."""
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(vault, "COST", 4)
    return home, temporary


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Models and song lists, loaded once."""
    with Engine.open(tmp_path_factory.mktemp("loaded")) as engine:
        assert engine.songs.shelf.lists
        yield engine


@pytest.fixture
def opened(places, loaded):
    with Engine.open(places[0]) as engine:
        engine.trained = loaded.trained
        engine.songs.lists = loaded.songs.lists
        yield engine


@pytest.fixture
def used(places, opened, tmp_path, caplog, capfd):
    """An engine in whose every corner the canary has been; returns (engine, number of its entry)."""
    caplog.set_level(logging.DEBUG)
    engine = opened
    engine.diary.write(OTHER)
    entry = engine.diary.write(LONG, title=CANARY[:30])
    engine.diary.edit(entry.id, LONG + "고쳤다.", version=1)
    engine.diary.search(CANARY[:12])
    first = engine.diary.entry(entry.id).page.sentences[0]
    engine.learning.correct_entry(Place(entry.id, first.start, first.end), ["surprise"])
    engine.learning.learn()
    engine.stickers(CANARY)
    engine.why(CANARY)
    answer = engine.songs.for_text(LONG, reading=engine.diary.reading(engine.diary.entry(entry.id)).day)
    engine.songs.rate(answer.query, answer.songs[0].id, 5)
    engine.songs.more(answer.query)
    for form in ("markdown", "csv", "json"):
        engine.diary.export(form)
    with (tmp_path / "take.zip").open("wb") as file:  # outside: the user's own copy
        engine.mine.export(file)
    engine.mine.owned("diary")
    copy = engine.store.path.with_name(engine.store.path.name + ".0001.backup")
    copy.write_text(CANARY, encoding="utf-16")
    yield engine, entry.id
    assert CANARY[:12] not in caplog.text
    said = capfd.readouterr()
    assert CANARY[:12] not in said.out + said.err


def entry_only(engine, entry):
    engine.diary.delete(entry)


def as_my_data(engine, entry):
    engine.mine.delete("diary", str(entry))


def the_whole_diary(engine, entry):
    assert engine.mine.delete_kind("diary") == 2


def everything(engine, entry):
    engine.mine.delete_everything()


def the_profile(engine, entry):
    engine.store.forget_profile("me")


def by_an_edit(engine, entry):
    engine.diary.edit(entry, "아무 일도 없었다.", version=2, title="")


WAYS = [entry_only, as_my_data, the_whole_diary, everything, the_profile, by_an_edit]


@pytest.mark.parametrize("way", WAYS)
def test_a_deleted_sentence_is_nowhere(used, places, way):
    engine, entry = used
    assert found(CANARY, *places)  # else the end would prove nothing
    way(engine, entry)
    assert found(CANARY, *places) == []


@pytest.mark.parametrize("way", WAYS[:4])
def test_nor_behind_a_shut_lock_that_is_taken_off_later(used, places, way):
    engine, entry = used
    engine.mine.lock.put_on("비 오는 날의 우산")
    assert found(CANARY, *places) == []
    engine.mine.lock.shut()
    way(engine, entry)
    if engine.mine.lock.state.set:
        engine.mine.lock.take_off("비 오는 날의 우산")
    assert found(CANARY, *places) == []


def by_edits_and_then_deleted(engine, entry):
    by_an_edit(engine, entry)
    engine.diary.edit(entry, "다음 날에도 아무 일이 없었다.", version=3)
    engine.diary.delete(entry)


def test_an_edit_keeps_songs_and_ratings_but_no_vector_of_the_old_words(used):
    engine, entry = used
    vector = engine.trained.concepts.encode([LONG])[0].astype(np.float32).tobytes()
    before = engine.store.counts()
    by_an_edit(engine, entry)
    assert vector not in file_of(engine)
    after = engine.store.counts()
    assert {name: after[name] for name in ("queries", "ratings", "impressions")} == {
        name: before[name] for name in ("queries", "ratings", "impressions")
    }
    asked = next(row for row in engine.mine.owned("asked") if row.facts["kind"] == "songs")
    assert engine.songs.more(int(asked.key)).songs


@pytest.mark.parametrize("way", [*WAYS[:4], by_edits_and_then_deleted])
def test_nor_are_vectors_of_it(used, way):
    """The request for the songs of the day holds its meaning and its feelings."""
    engine, entry = used
    vector = (
        engine.songs.lists.concepts and engine.trained.concepts.encode([LONG])[0].astype(np.float32).tobytes()
    )
    assert engine.store.counts()["queries"] >= 2
    assert vector in file_of(engine)
    way(engine, entry)
    kinds = [row.facts["kind"] for row in engine.mine.owned("asked")]
    assert "songs" not in kinds
    assert vector not in file_of(engine)


def test_a_deletion_that_was_killed_before_the_files_were_scrubbed_is_finished_by_the_next_start(
    used, places, monkeypatch
):
    engine, entry = used
    monkeypatch.setattr("gyeol.store.store.scrubbing.scrub", lambda *_: True)
    engine.diary.delete(entry)
    assert found(CANARY, *places)
    monkeypatch.undo()
    Store.open(engine.settings.store_url).close()
    assert found(CANARY, places[0]) == []


def test_what_is_not_deleted_stays(used):
    engine, entry = used
    engine.diary.delete(entry)
    assert [one.page.text for one in engine.diary.entries()] == [OTHER]
    assert engine.mine.owned("asked")[0].facts["kind"] == "stickers"


def file_of(engine):
    return b"".join(p.read_bytes() for p in engine.settings.home.rglob("*") if p.is_file())


def test_nothing_but_the_diary_ever_holds_a_text(opened, places):
    opened.stickers(CANARY)
    opened.songs.for_text(CANARY)
    opened.diary.read(CANARY)
    assert opened.store.counts()["queries"] == 2
    assert found(CANARY, *places) == []
