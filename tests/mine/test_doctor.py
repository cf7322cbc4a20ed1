"""The doctor: a healthy gyeol has nothing, each thing that can be wrong is found, and looking changes nothing."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from gyeol import safety
from gyeol.cli import app
from gyeol.engine import models
from gyeol.engine.doctor import checks
from gyeol.phrases import LANGUAGES, phrases
from gyeol.settings import Settings
from gyeol.store import Store, locks, vault
from gyeol.store import store as module


@pytest.fixture
def home(tmp_path, monkeypatch):
    root = tmp_path / "home"
    monkeypatch.setenv("GYEOL_HOME", str(root))
    with Store.open(f"sqlite:///{root}/gyeol.sqlite3") as store:
        store.like("me", "a/1")
    return root


def doctor(*arguments, code=0):
    """Return check -> [what was found] of `gyeol doctor`."""
    done = CliRunner().invoke(app, ["doctor", "--json", *arguments])
    assert done.exit_code == code, done.output
    told = json.loads(done.stdout)
    assert told["ok"] == all(one["level"] != "failure" for one in told["findings"])
    found = {}
    for one in told["findings"]:
        found.setdefault(one["check"], []).append((one["level"], one["what"]))
    return found


def files(root):
    return {
        p: (p.read_bytes(), p.stat().st_mode)
        for p in root.rglob("*")
        if p.is_file() and p.suffix != ".sqlite3-shm"
    }


def test_a_healthy_gyeol(home):
    before = files(home)
    found = doctor()
    assert {level for several in found.values() for level, _ in several if several != found["fonts"]} == {
        "ok"
    }
    assert found["store"] == [("ok", "fine")]
    assert set(found) == set(checks.OFFLINE)
    assert {p: v for p, v in files(home).items() if p in before} == before


def test_before_first_use_nothing_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("GYEOL_HOME", str(tmp_path / "new"))
    assert doctor()["store"] == [("ok", "none")]
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_others_who_may_read_are_found(home):
    home.chmod(0o755)
    (home / "gyeol.sqlite3").chmod(0o644)
    found = doctor("--only", "home", "--only", "store")
    assert found["home"] == [("warning", "open")]
    assert found["store"][0] == ("warning", "open")
    doctor("--only", "home", "--strict", code=1)


def test_a_damaged_store_is_found(home):
    path = home / "gyeol.sqlite3"
    data = bytearray(path.read_bytes())
    data[8192:9000] = b"\xff" * 808
    path.write_bytes(data)
    assert doctor("--only", "store", code=1)["store"] == [("failure", "broken")]
    path.write_bytes(b"hello, I am a letter to a friend " * 100)
    assert doctor("--only", "store", code=1)["store"] == [("failure", "broken")]


@pytest.mark.parametrize(
    ("revision", "what", "code"), [("9999", ("failure", "newer"), 1), ("0001", ("ok", "older"), 0)]
)
def test_stores_of_other_versions_are_told_apart_and_left_alone(home, revision, what, code):
    with sqlite3.connect(home / "gyeol.sqlite3") as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    raw.close()
    assert doctor("--only", "store", code=code)["store"] == [what]
    assert list(home.glob("*.backup")) == []


def test_a_lock_and_unfinished_scrubbing_are_told(home, monkeypatch):
    monkeypatch.setattr(vault, "COST", 4)
    with Store.open(f"sqlite:///{home}/gyeol.sqlite3") as store:
        monkeypatch.setattr(module.scrubbing, "scrub", lambda *_: False)
        locks.put_on(store, "a long passphrase")
    assert doctor("--only", "store")["store"] == [("ok", "fine"), ("warning", "due"), ("ok", "locked")]
    monkeypatch.undo()
    monkeypatch.setenv("GYEOL_HOME", str(home))
    Store.open(f"sqlite:///{home}/gyeol.sqlite3").close()
    assert doctor("--only", "store")["store"] == [("ok", "fine"), ("ok", "locked")]


def test_an_altered_model_is_found(home, tmp_path, monkeypatch):
    artefacts = tmp_path / "artifacts"
    shutil.copytree(models.ARTIFACTS / "emotion", artefacts / "emotion")
    monkeypatch.setattr(models, "ARTIFACTS", artefacts)
    assert doctor("--only", "models")["models"] == [("ok", "seen")]
    shutil.copytree(artefacts / "emotion", home / "generators" / "own")
    with (home / "generators" / "own" / "calibration.json").open("a", encoding="utf-8") as file:
        file.write(" ")
    assert doctor("--only", "models", code=1)["models"] == [("failure", "broken"), ("ok", "seen")]
    shutil.rmtree(artefacts)
    assert ("failure", "none") in doctor("--only", "models", code=1)["models"]


def test_a_pack_without_its_pictures_and_a_damaged_list_are_found(home, monkeypatch):
    shutil.copytree(checks.packs.SHIPPED / "mochi", home / "packs" / "own")
    assert doctor("--only", "packs")["packs"] == [("ok", "seen")]
    next((home / "packs" / "own" / "pictures").iterdir()).unlink()
    assert doctor("--only", "packs", code=1)["packs"] == [("failure", "missing"), ("ok", "seen")]
    (home / "packs" / "own" / "items.jsonl").write_text("{", encoding="utf-8")
    assert doctor("--only", "packs", code=1)["packs"] == [("failure", "broken"), ("ok", "seen")]
    (home / "songs" / "own").mkdir(parents=True)
    (home / "songs" / "own" / "songs.json").write_text("{}", encoding="utf-8")
    assert doctor("--only", "songs", code=1)["songs"] == [("failure", "broken"), ("ok", "seen")]


@pytest.mark.parametrize(("days", "what"), [(180, "seen"), (181, "old")])
def test_numbers_that_nobody_checked_for_long_are_told(home, monkeypatch, days, what):
    later = max(line.checked_on for line in safety.help_lines()) + timedelta(days=days)

    class Later(date):
        @classmethod
        def today(cls):
            return later

    monkeypatch.setattr(checks, "date", Later)
    found = doctor("--only", "help_lines")["help_lines"]
    assert found[-1] == ("ok", "seen")
    assert (("warning", "old") in found) == (what == "old")
    doctor("--only", "help_lines", "--strict", code=int(what == "old"))


def test_a_full_disk_is_told(home, monkeypatch):
    for free_mb, what in ((1, ("failure", "full")), (50, ("warning", "scarce")), (9000, ("ok", "fine"))):
        usage = shutil._ntuple_diskusage(2**40, 0, free_mb * 2**20)
        monkeypatch.setattr(checks.shutil, "disk_usage", lambda _, usage=usage: usage)
        assert doctor("--only", "disk", code=int(what[0] == "failure"))["disk"] == [what]


def test_a_splitter_that_is_not_installed_is_told(home, monkeypatch):
    monkeypatch.setenv("GYEOL_SPLITTER", "kiwi")
    monkeypatch.setattr(checks, "find_spec", lambda _: None)
    assert ("failure", "kiwi") in doctor("--only", "extras", code=1)["extras"]


def test_nobody_is_asked_unless_told_to(home, monkeypatch):
    asked = []

    def refuse(where, timeout):
        asked.append(where)
        raise OSError("no route")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    doctor()
    assert asked == []
    assert doctor("--online", "--only", "hub")["hub"] == [("warning", "away")]
    assert [port for _, port in asked] == [443]
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert doctor("--only", "hub")["hub"] == [("ok", "offline")]
    assert len(asked) == 1


def test_an_unknown_check_is_refused(home):
    assert CliRunner().invoke(app, ["doctor", "--only", "hearts"]).exit_code != 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_read_it_in_both_languages(home, monkeypatch, language):
    monkeypatch.setattr("gyeol.cli.doctor.words", lambda: phrases(language))
    done = CliRunner().invoke(app, ["doctor", "--only", "store"])
    assert phrases(language)("doctor.store.title") in done.stdout
    assert Settings.load().home == home


def test_a_store_that_has_lost_its_version_is_found(home):
    with sqlite3.connect(home / "gyeol.sqlite3") as raw:
        raw.execute("DELETE FROM alembic_version")
    assert doctor("--only", "store", code=1)["store"] == [("failure", "broken")]


def test_a_list_of_fonts_that_never_comes_stops_no_check(home, monkeypatch):
    def never(command, **options):
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", never)
    assert doctor("--only", "fonts")["fonts"] == [("ok", "unknown")]
