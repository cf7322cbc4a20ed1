"""What gyeol writes only its owner may read, and no log ever holds what somebody wrote."""

import logging
import os
import sqlite3

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from gyeol.engine import Engine
from gyeol.store import vault
from gyeol.web.app import create_app

CANARY = "카나리아가 새벽에 울었다"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


@pytest.fixture
def home(tmp_path):
    before = os.umask(0o022)
    yield tmp_path / "deep" / "home"
    os.umask(before)


def others_may_enter(path):
    return path.stat().st_mode & 0o077


def pack(engine, tmp_path):
    (tmp_path / "cats").mkdir()
    Image.new("RGBA", (32, 32), "red").save(tmp_path / "cats" / "joy.png")
    engine.import_packs(tmp_path / "cats")


def song_list(engine, tmp_path):
    (tmp_path / "songs.csv").write_text("title,artist\nA song,Somebody\n", encoding="utf-8")
    engine.songs.lists.import_path(tmp_path / "songs.csv")


def entry(engine, tmp_path):
    engine.diary.write(CANARY)


def like(engine, tmp_path):
    engine.like("mochi")


@pytest.mark.parametrize("first", [pack, song_list, entry, like])
def test_whatever_comes_first_the_home_is_its_owners_alone(home, tmp_path, first):
    with Engine.open(home) as engine:
        first(engine, tmp_path)
        assert others_may_enter(home) == 0
        engine.diary.write(CANARY)
        files = list(home.glob("gyeol.sqlite3*"))
        assert len(files) >= 2
        assert [path.name for path in files if others_may_enter(path)] == []


def test_copies_of_migrations_too(home):
    with Engine.open(home) as engine:
        engine.diary.write(CANARY)
        path = engine.store.path
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0003'")
        raw.executescript("DROP TABLE locks; DROP TABLE IF EXISTS corrections; DROP TABLE IF EXISTS watched")
    raw.close()
    with Engine.open(home) as engine:
        assert engine.diary.entries()
    [copy] = home.glob("*.backup")
    assert others_may_enter(copy) == 0


def requests(client):
    """Write, read, change, find, lock, break and delete, over pages and HTTP, rightly and wrongly."""
    api = "/api/v1/profiles/me/diary"
    number = client.post(api, json={"text": CANARY}).json()["entry"]["id"]
    client.get(f"{api}/{number}")
    client.patch(f"{api}/{number}", json={"text": CANARY, "version": 99})
    client.patch(f"{api}/{number}", json={"text": CANARY, "version": "x"})
    client.post(f"{api}/search", json={"query": CANARY})
    client.post(api, content=CANARY.encode(), headers={"Content-Type": "application/json"})
    client.post(api, json={"text": CANARY, "title": CANARY * 50})
    client.post("/diary", data={"act": "write", "text": CANARY, "day": CANARY})
    client.post("/diary", data={"act": "search", "words": CANARY})
    client.post("/", data={"text": CANARY})
    client.post("/songs", data={"text": CANARY})
    client.post("/api/v1/stickers", json={"text": CANARY, "n": 10**9})
    client.post("/lock", data={"act": "set", "new": CANARY, "again": CANARY, "understood": "on"})
    client.post("/lock", data={"act": "shut"})
    client.post("/diary", data={"act": "write", "text": CANARY})
    client.post("/lock", data={"act": "open", "passphrase": CANARY + "?"})
    client.post("/lock", data={"act": "open", "passphrase": CANARY})
    client.get("/data/diary")
    client.get("/data/export")
    client.delete(f"/api/v1/data/diary/{number}")


@pytest.mark.parametrize("broken", [False, True])
def test_no_log_and_no_output_holds_what_was_written(home, caplog, capfd, monkeypatch, broken):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(vault, "COST", 4)
    with Engine.open(home) as engine:
        app = create_app(engine, engine.settings)
        with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
            if broken:
                engine.store.like("me", "a/1")
                with sqlite3.connect(
                    engine.store.path
                ) as raw:  # every write fails with its parameters at hand
                    raw.execute(
                        "CREATE TRIGGER no BEFORE INSERT ON entries BEGIN SELECT RAISE(FAIL, 'no'); END"
                    )
                api = "/api/v1/profiles/me/diary"
                assert client.post(api, json={"text": CANARY}).status_code >= 500
                assert client.post("/diary", data={"act": "write", "text": CANARY}).status_code >= 500
            else:
                requests(client)
    said = capfd.readouterr()
    told = caplog.text + said.out + said.err
    assert caplog.records  # else nothing was listened to
    for piece in (CANARY, CANARY[:12], CANARY.encode("unicode_escape").decode()[:40]):
        assert piece not in told
