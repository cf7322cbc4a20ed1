"""The lock: words and feelings are in no file while it is set, every door asks for the key, and nothing is lost."""

import json
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gyeol.errors import AlreadyThere, BadRequest, Locked, StoreError, TooSoon, WrongPassphrase
from gyeol.store import Store, diary, keys, leanings, locks, scrub, vault
from gyeol.store import store as module
from gyeol.store.entries import Page, SentenceRow
from gyeol.store.sealed import sealed_columns
from gyeol.store.tables import Table

PASS, OTHER = "비 오는 날의 우산", "another umbrella"
CANARY = "카나리아가 새벽에 울었다"
PAGE = Page(
    date(2026, 11, 21), "카나리아", CANARY, "ko", "sadness", {"sadness": 0.8125, "joy": 0.1875}, 0.6,
    "emotion@0123", "rules", (SentenceRow(0, 6, {"calm": 0.4375}),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(vault, "COST", 4)


@pytest.fixture
def kept(store, asked, answer):
    """A store with an entry and an answered request, as (entry, query id)."""
    entry = diary.write(store, "me", [PAGE])[0]
    return entry, store.record("me", asked, answer)


@pytest.fixture
def clock(monkeypatch):
    now = [datetime(2026, 11, 21, tzinfo=UTC)]
    monkeypatch.setattr(module, "_now", lambda: now[0])
    return now


def written(store):
    """Return the bytes of every file of a store."""
    return b"\0".join(p.read_bytes() for p in sorted(store.path.parent.rglob("*")) if p.is_file())


def forms(text):
    """Return a text as files may hold it."""
    escaped = json.dumps(text)[1:-1]
    return [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), escaped.encode()]


def anywhere(store, text):
    everything = written(store)
    return any(form in everything for form in forms(text))


def test_what_was_kept_is_in_no_file_while_a_lock_is_set(store, kept):
    copy = store.path.with_name(store.path.name + ".0001.backup")
    copy.write_text(CANARY, encoding="utf-8")
    diary.edit(store, "me", kept[0].id, 1, replace(PAGE, text=CANARY + " 어제", title="앞의 제목"))
    assert anywhere(store, CANARY)
    assert anywhere(store, "0.8125")
    locks.put_on(store, PASS)
    for said in (CANARY, "카나리아", "앞의 제목", "sadness", "0.8125", "0.4375"):
        assert not anywhere(store, said), said
    assert not copy.exists()
    assert PASS.encode() not in written(store)


def test_everything_reads_the_same_through_an_open_lock(store, kept, asked, answer):
    entry, query = kept
    moods, line = diary.moods(store, "me"), store.asked(query)
    locks.put_on(store, PASS)
    assert diary.entry(store, "me", entry.id) == entry
    assert diary.moods(store, "me") == moods
    again = store.asked(query)
    assert replace(again, vectors={}) == replace(line, vectors={})
    assert {k: v.tolist() for k, v in again.vectors.items()} == {
        k: v.tolist() for k, v in line.vectors.items()
    }
    new = diary.write(store, "me", [replace(PAGE, text="둘째 Coffee 날", title="")])[0]
    diary.edit(store, "me", entry.id, 1, replace(PAGE, text="고친 coffee 글"))
    assert [e.id for e in diary.entries(store, "me", words=["COFFEE"])] == [new.id, entry.id]
    assert [e.id for e in diary.entries(store, "me", words=["coffee", "고친"])] == [entry.id]
    assert [e.id for e in diary.entries(store, "me", words=["coffee"], limit=1)] == [new.id]
    assert diary.entries(store, "me", words=["%"]) == []
    assert not anywhere(store, "coffee")
    assert not anywhere(store, "Coffee")


def test_without_the_key_nothing_is_read_or_written_in_plain(store, kept, url, asked, answer):
    locks.put_on(store, PASS)
    store.keys.forget()
    before = store.counts()
    for attempt in (
        lambda: diary.entry(store, "me", kept[0].id),
        lambda: diary.entries(store, "me"),
        lambda: diary.entries(store, "me", words=["카"]),
        lambda: diary.moods(store, "me"),
        lambda: diary.write(store, "me", [PAGE]),
        lambda: diary.edit(store, "me", kept[0].id, 1, PAGE),
        lambda: store.asked(kept[1]),
        lambda: store.record("me", asked, answer),
    ):
        with pytest.raises(Locked, match="locked"):
            attempt()
    assert store.counts() == before
    assert not anywhere(store, CANARY)
    store.like("me", "a/1")  # what holds no words needs no key
    leanings.lean(store, "me", "a/1", 1.0)
    store.rate(kept[1], "mochi/bye", 4)
    assert store.ratings(kept[1]) == {"mochi/bye": 4}
    diary.erase(store, "me", kept[0].id)  # deleting does not, either
    with Store.open(url) as other:
        assert locks.state(other).set
        assert not locks.state(other).open


def test_a_lock_that_another_process_sets_is_seen_at_once(store, kept, url):
    with Store.open(url) as other:
        locks.put_on(other, PASS)
        with pytest.raises(Locked):
            diary.write(store, "me", [replace(PAGE, text=CANARY + "!")])
        locks.unlock(store, PASS)
        assert diary.entry(store, "me", kept[0].id) == kept[0]
        locks.take_off(other, PASS)
        assert diary.entry(store, "me", kept[0].id) == kept[0]
        locks.put_on(other, PASS)  # another key: the one at hand is of the earlier lock
        with pytest.raises(Locked):
            diary.entry(store, "me", kept[0].id)


def test_taken_off_everything_is_as_it_was(store, kept):
    before = rows(store)
    locks.put_on(store, PASS)
    store.keys.forget()
    locks.take_off(store, PASS)
    assert rows(store) == before
    assert locks.state(store) == locks.LockState(set=False, open=True)
    assert diary.entry(store, "me", kept[0].id) == kept[0]


def test_another_passphrase_opens_the_same_texts_which_are_not_sealed_anew(store, kept):
    locks.put_on(store, PASS)
    before = rows(store, leave_out=("locks",))
    locks.change(store, PASS, OTHER)
    assert rows(store, leave_out=("locks",)) == before
    store.keys.forget()
    with pytest.raises(WrongPassphrase):
        locks.unlock(store, PASS)
    locks.unlock(store, OTHER)
    assert diary.entry(store, "me", kept[0].id) == kept[0]


def test_hangul_is_the_same_however_a_keyboard_composes_it(store):
    locks.put_on(store, "\uac00\ub098\ub2e4\ub77c\ub9c8\ubc14\uc0ac\uc544")
    store.keys.forget()

    locks.unlock(store, unicodedata.normalize("NFD", "가나다라마바사아"))


@pytest.mark.parametrize("said", ["", "short", "x" * 1025])
def test_a_passphrase_has_a_length(store, said):
    with pytest.raises(BadRequest, match="8 to 1,024 characters"):
        locks.put_on(store, said)
    assert not locks.state(store).set


def test_one_lock_at_a_time(store):
    with pytest.raises(BadRequest, match="no lock is set"):
        locks.unlock(store, PASS)
    locks.put_on(store, PASS)
    with pytest.raises(AlreadyThere):
        locks.put_on(store, OTHER)


def test_wrong_tries_slow_down_in_every_process_and_after_a_restart(store, kept, url, clock):
    locks.put_on(store, PASS)
    waits = []
    for _ in range(16):
        with pytest.raises(WrongPassphrase):
            locks.unlock(store, OTHER)
        with Store.open(url) as other:  # a process of its own
            waits.append(locks.state(other).wait_s)
            if waits[-1]:
                with pytest.raises(TooSoon, match=f"wait {waits[-1]} s") as caught:
                    locks.unlock(other, PASS)  # not even the right one, or trying would tell
                assert caught.value.wait_s == waits[-1]
                assert locks.state(other).wait_s == waits[-1]  # what was refused is not counted
        clock[0] += timedelta(seconds=waits[-1])
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600]
    clock[0] -= timedelta(days=400)
    assert locks.state(store).wait_s == 3600  # a clock that is put back gains nothing
    clock[0] += timedelta(days=400)
    locks.unlock(store, PASS)
    assert locks.state(store).wait_s == 0
    with pytest.raises(WrongPassphrase):
        locks.take_off(store, OTHER)
    with pytest.raises(WrongPassphrase):
        locks.change(store, OTHER, PASS)


def test_a_try_counts_although_its_process_is_killed_before_it_is_checked(store, monkeypatch):
    locks.put_on(store, PASS)

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(vault, "unwrap", killed)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            locks.unlock(store, PASS)
    assert locks.state(store).wait_s == 2


def test_a_key_that_is_not_used_is_forgotten(store, kept, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(keys.time, "monotonic", lambda: now[0])
    locks.put_on(store, PASS)
    now[0] = 1e9
    assert locks.state(store).open  # a command keeps it until it ends
    store.keys.idle_s = 600
    diary.entry(store, "me", kept[0].id)
    for _ in range(3):  # use keeps it
        now[0] += 599
        diary.entry(store, "me", kept[0].id)
    now[0] += 600
    with pytest.raises(Locked):
        diary.entry(store, "me", kept[0].id)


def test_a_key_is_forgotten_while_the_device_sleeps(store, kept, monkeypatch):
    locks.put_on(store, PASS)
    store.keys.idle_s = 600
    real = keys.time.time
    monkeypatch.setattr(
        keys.time, "time", lambda: real() - 9e9
    )  # a clock that was set back keeps nothing open
    diary.entry(store, "me", kept[0].id)
    monkeypatch.setattr(keys.time, "time", lambda: real() - 9e9 + 601)
    with pytest.raises(Locked):
        diary.entry(store, "me", kept[0].id)


def test_a_changed_bit_is_found(store, kept):
    locks.put_on(store, PASS)
    with sqlite3.connect(store.path) as raw:
        (text,) = raw.execute("SELECT text FROM entries").fetchone()
        raw.execute(
            "UPDATE entries SET text = ?", (text[:40] + ("A" if text[40] != "A" else "B") + text[41:],)
        )
    with pytest.raises(StoreError, match="damaged or changed"):
        diary.entry(store, "me", kept[0].id)


KILLED = """
import os, signal, sys
from gyeol.store import Store, locks, vault
vault.COST = 4
store = Store.open(sys.argv[1])
calls, real = [], locks.{what}
def dies(*a, **k):
    calls.append(1)
    if len(calls) == {when}:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*a, **k)
locks.{what} = dies
locks.{act}(store, sys.argv[2])
"""


@pytest.mark.parametrize(
    ("act", "what", "when"),
    [("put_on", "under", 4), ("put_on", "insert", 1), ("take_off", "under", 4), ("take_off", "delete", 1)],
)
def test_killed_on_the_way_nothing_is_lost(store, kept, url, act, what, when):
    if act == "take_off":
        locks.put_on(store, PASS)
    before = rows(store)
    script = KILLED.format(what=what, when=when, act=act)
    done = subprocess.run([sys.executable, "-c", script, url, PASS])
    assert done.returncode == -signal.SIGKILL
    assert rows(store, leave_out=("locks",)) == {t: r for t, r in before.items() if t != "locks"}
    with Store.open(url) as again:
        assert locks.state(again).set == (act == "take_off")
        if act == "take_off":
            locks.unlock(again, PASS)
        assert diary.entry(again, "me", kept[0].id) == kept[0]


def test_what_another_program_deleted_carelessly_goes_too(store, kept):
    with sqlite3.connect(store.path) as raw:
        raw.execute("PRAGMA secure_delete=OFF")
        raw.execute("DELETE FROM entries")
    raw.close()
    store.scrub()
    assert anywhere(store, CANARY)
    locks.put_on(store, PASS)
    assert not anywhere(store, CANARY)


def test_killed_before_the_files_are_scrubbed_the_next_to_open_does_it(store, kept, url, monkeypatch):
    monkeypatch.setattr(module.scrubbing, "scrub", lambda *_: True)
    locks.put_on(store, PASS)
    assert anywhere(store, CANARY)  # in the log
    assert scrub.due(store._engine) == scrub.WHOLE
    monkeypatch.undo()
    with Store.open(url) as again:
        assert not anywhere(again, CANARY)
        assert scrub.due(again._engine) == scrub.NOTHING


def test_a_reader_elsewhere_leaves_the_scrubbing_due(store, kept, monkeypatch):
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT text FROM entries").fetchone()
    with store._engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout=50")
    locks.put_on(store, PASS)
    assert scrub.due(store._engine) == scrub.WHOLE
    other.execute("COMMIT")
    other.close()
    assert store.scrub()
    assert not anywhere(store, CANARY)


def test_every_column_of_words_or_feelings_is_sealed():
    """A new table with words or feelings goes here, and its columns into a type of `store.sealed`."""
    plain = {
        f"{table.name}.{column.name}"
        for table in Table.metadata.sorted_tables
        for column in table.columns
        if column.name not in sealed_columns(Table.metadata).get(table.name, [])
        and str(column.type) in ("VARCHAR", "JSON", "BLOB", "TEXT")
    }
    assert plain == PLAIN


PLAIN = {
    "profiles.name",
    # ids of stickers and songs, and each space's part of a score
    "likes.item_id", "uses.item_id", "leanings.item_id", "impressions.item_id", "ratings.item_id", "impressions.why",
    # which kind of thing was asked for, in which language, read by which model
    "queries.kind", "queries.language", "queries.model", "queries.catalogue",
    "corrections.language", "corrections.model", "watched.model",
    "entries.language", "entries.model", "entries.splitter",
    "locks.key_id", "locks.salt", "locks.wrapped",
}  # fmt: skip


def test_outside_of_a_transaction_sealed_columns_refuse_to_work(store, kept):
    with store._engine.connect() as connection, pytest.raises(Exception, match="vault"):
        connection.execute(Table.metadata.tables["entries"].select()).all()


def test_errors_never_quote_what_was_written(store):
    with pytest.raises(Exception, match="NOT NULL") as caught:
        diary.write(store, "me", [replace(PAGE, model=None)])
    assert CANARY not in str(caught.value)


def rows(store, leave_out=()):
    """Return the rows of every table as they stand in the file."""
    with sqlite3.connect(store.path) as raw:
        return {
            table.name: raw.execute(f'SELECT * FROM "{table.name}"').fetchall()
            for table in Table.metadata.sorted_tables
            if table.name not in leave_out
        }
