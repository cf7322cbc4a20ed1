"""What is sent weighs more the newer it is: exactly half after a half-life."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from gyeol.store import Store, database
from gyeol.store import store as module
from gyeol.store.fading import HALF_LIFE, faded

THEN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """Set the time of the store."""

    def at(days):
        monkeypatch.setattr(module, "_now", lambda: THEN + timedelta(days=days))

    return at


def test_half_is_left_after_a_half_life():
    assert faded(3, THEN, THEN) == 3
    assert faded(3, THEN, THEN + HALF_LIFE) == 1.5
    assert faded(3, THEN, THEN + 2 * HALF_LIFE) == 0.75
    assert faded(3, THEN, THEN - HALF_LIFE) == 3  # a clock that went back adds nothing


def test_the_weight_is_the_sum_of_all_faded_uses(store, clock):
    days = [0, 1, 1, 7.5, 40, 41, 200]
    for day in days:
        clock(day)
        store.use("me", "a/1")
    clock(210)
    store.use("me", "b/1")
    expected = sum(2 ** -((210 - day) / HALF_LIFE.days) for day in days)
    assert store.weights("me")["a/1"] == pytest.approx(expected, rel=1e-12)
    assert list(store.weights("me")) == ["b/1", "a/1"]  # one of today outweighs seven of long ago
    assert list(store.uses("me")) == ["a/1", "b/1"]  # while the counts stay


def test_reading_weights_changes_nothing(store, clock):
    clock(0)
    store.use("me", "a/1")
    clock(30)
    assert store.weights("me") == store.weights("me") == {"a/1": 0.5}
    assert store.weights("nobody") == {}


def test_uses_of_an_older_store_weigh_what_was_counted(tmp_path):
    path = tmp_path / "old.sqlite3"
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    with create_engine(f"sqlite:///{path}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO profiles VALUES (1, 'me', '2026-01-01 00:00:00')")
        last = datetime.now(UTC) - HALF_LIFE
        raw.execute("INSERT INTO uses VALUES (1, 'a/1', 6, ?)", (last.replace(tzinfo=None).isoformat(" "),))
    raw.close()
    with Store.open(f"sqlite:///{path}") as store:
        assert store.uses("me") == {"a/1": 6}
        assert store.weights("me")["a/1"] == pytest.approx(3, rel=1e-4)
        store.use("me", "a/1")
        assert store.weights("me")["a/1"] == pytest.approx(4, rel=1e-4)
