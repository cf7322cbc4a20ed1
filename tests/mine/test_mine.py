"""One's own data: nothing that is kept is left out, everything comes along, and what is deleted is only that."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gyeol.cli import app
from gyeol.engine import Engine
from gyeol.engine.mine import kinds
from gyeol.errors import Locked, NotThere, UnknownName
from gyeol.phrases import LANGUAGES, phrases
from gyeol.store import rows, vault
from gyeol.store.tables import Table

SOURCES = Path(kinds.__file__).parents[2]
PASS = "비 오는 날의 우산"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(vault, "COST", 4)


@pytest.fixture
def engine(tmp_path, monkeypatch):
    monkeypatch.setenv("GYEOL_HOME", str(tmp_path / "home"))
    with Engine.open() as engine:
        yield engine


@pytest.fixture
def owned(engine):
    """An engine with something of most kinds."""
    engine.diary.write("비가 와서 우울했다.", title="비")
    engine.diary.write("=1+1 합격했다! 정말 행복하다.")
    engine.like("mochi")
    answer = engine.stickers("합격했다!")
    engine.use(answer.stickers[0].id)
    engine.rate(answer.query, answer.stickers[0].id, 5)
    for folder in ("packs", "songs", "generators"):
        for name in ("one", "two"):
            (engine.settings.home / folder / name).mkdir(parents=True)
            (engine.settings.home / folder / name / "한글.png").write_bytes(name.encode() * 9)
    return engine


def counts(engine):
    return {amount.kind.name: amount.count for amount in engine.mine.amounts()}


def exported(engine):
    file = io.BytesIO()
    engine.mine.export(file)
    return zipfile.ZipFile(file)


def run(*arguments, code=0, answer=None):
    done = CliRunner().invoke(app, arguments, input=answer)
    assert done.exit_code == code, (done.output, done.exception)
    return done.stdout


def test_every_table_is_in_one_kind_or_internal():
    """A new table goes into `mine.kinds`, or it would be neither shown nor counted nor deleted by kind."""
    named = [table for kind in kinds.KINDS for table in kind.tables]
    assert sorted([*named, *kinds.INTERNAL]) == sorted(Table.metadata.tables)


def test_every_folder_of_the_home_that_the_code_names_is_in_a_kind():
    written = set()
    for path in SOURCES.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for name, constant in re.findall(r"\bhome\s*/\s*(?:\"([^\"/]+)\"|([A-Z_]+)\b)", source):
            written |= {name} if name else set(re.findall(rf'^{constant} = "([^"]+)"', source, re.MULTILINE))
    assert written - {"settings.toml"} == {kind.folder for kind in kinds.KINDS if kind.folder}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_words(language):
    for kind in kinds.KINDS:
        assert phrases(language)(f"mine.{kind.name}.title")
        assert phrases(language)(f"mine.{kind.name}.what")


def test_every_row_and_every_file_comes_along(owned):
    with exported(owned) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        for table in set(Table.metadata.tables) - {"locks"}:
            kept = list(rows.rows(owned.store, table))
            assert len(kept) == owned.store.counts()[table]
            assert json.loads(archive.read(f"tables/{table}.json")) == kept
            sheet = list(
                csv.DictReader(io.StringIO(archive.read(f"tables/{table}.csv").decode(), newline=""))
            )
            assert len(sheet) == len(kept)
            assert not kept or list(sheet[0]) == list(kept[0])
        files = {p.relative_to(owned.settings.home).as_posix(): p for p in owned.settings.home.glob("*/*/*")}
        assert len(files) == 6
        for name, path in files.items():
            assert archive.read(f"files/{name}") == path.read_bytes()
        assert "비가 와서 우울했다." in archive.read("diary/diary.md").decode()
        assert {"README.ko.md", "README.en.md", "diary/diary.csv", "diary/diary.json"} <= set(names)
        assert all(info.external_attr >> 16 & 0o077 == 0 for info in archive.infolist())


def test_the_diary_of_the_zip_is_read_back(owned, tmp_path):
    with exported(owned) as archive:
        for ending in ("md", "csv", "json"):
            path = Path(archive.extract(f"diary/diary.{ending}", tmp_path / "out"))
            with Engine.open(tmp_path / ending) as other:
                other.trained = owned.trained
                assert other.diary.import_(path).n_entries == 2
                assert {e.page.text for e in other.diary.entries()} == {
                    e.page.text for e in owned.diary.entries()
                }


def test_a_link_out_of_the_home_is_not_followed(owned, tmp_path):
    (tmp_path / "secret.txt").write_text("of somebody else", encoding="utf-8")
    (owned.settings.home / "packs" / "one" / "link.png").symlink_to(tmp_path / "secret.txt")
    with exported(owned) as archive:
        assert not [name for name in archive.namelist() if "link" in name]
    owned.mine.delete("packs", "one")
    assert (tmp_path / "secret.txt").exists()


def test_one_thing_goes_and_the_rest_stays(owned):
    likes = counts(owned)["likes"]
    for kind in kinds.KINDS:
        before = counts(owned)
        things = owned.mine.owned(kind.name)
        assert len(things) == before[kind.name]
        if not things:
            continue
        owned.mine.delete(kind.name, things[0].key)
        assert things[0].key not in [one.key for one in owned.mine.owned(kind.name)]
        with pytest.raises(NotThere):
            owned.mine.delete(kind.name, things[0].key)
    with pytest.raises(NotThere):
        owned.mine.delete("packs", "../../home")
    assert counts(owned)["likes"] == likes - 1


def test_a_kind_goes_and_the_others_stay(owned):
    before = counts(owned)
    assert owned.mine.delete_kind("likes") == before["likes"]
    assert owned.mine.delete_kind("packs") == 2
    assert counts(owned) == before | {"likes": 0, "packs": 0}
    with pytest.raises(UnknownName, match="did you mean 'packs'"):
        owned.mine.delete_kind("pack")


def test_everything_goes_but_settings_and_what_is_not_gyeols(owned):
    home = owned.settings.home
    (home / "settings.toml").write_text("language = 'ko'", encoding="utf-8")
    (home / "letters").mkdir()  # a home may be a folder with other things in it
    (home / "letters" / "to a friend.txt").write_text("dear", encoding="utf-8")
    (home / ".packs-cutshort").mkdir()  # a removal that was killed
    owned.mine.lock.put_on(PASS)
    owned.mine.lock.shut()
    owned.mine.delete_everything()
    assert set(counts(owned).values()) == {0}
    assert sum(owned.store.counts().values()) == 0
    assert not owned.mine.lock.state.set
    left = {p.name for p in home.iterdir()} - {"gyeol.sqlite3", "gyeol.sqlite3-wal", "gyeol.sqlite3-shm"}
    assert left == {"settings.toml", "letters"}
    owned.diary.write("새로 시작했다.")  # it works on as new


def test_behind_a_shut_lock_words_do_not_come_along(owned, tmp_path):
    owned.mine.lock.put_on(PASS)
    owned.mine.lock.shut()
    assert counts(owned)["diary"] == 2
    with pytest.raises(Locked):
        exported(owned)
    with pytest.raises(Locked):
        owned.mine.owned("diary")
    owned.mine.lock.open(PASS)
    with exported(owned) as archive:
        assert "tables/locks.json" not in archive.namelist()
        assert "비가 와서 우울했다." in archive.read("tables/entries.json").decode()


def test_the_command_shows_exports_and_deletes(owned, tmp_path):
    told = json.loads(run("data", "show", "--json"))
    assert told["diary"]["count"] == 2
    [first, second] = json.loads(run("data", "show", "diary", "--json"))["owned"]
    assert "합격했다" in run("data", "show", "diary")
    out = tmp_path / "mine.zip"
    run("data", "export", str(out))
    assert out.stat().st_mode & 0o777 == 0o600
    run("data", "export", str(out), code=1)
    assert zipfile.is_zipfile(out)  # and was not overwritten
    run("data", "delete", "diary", first["key"], answer="n\n", code=1)
    assert counts(owned)["diary"] == 2
    run("data", "delete", "diary", first["key"], answer="y\n")
    assert [one.key for one in owned.mine.owned("diary")] == [second["key"]]
    run("data", "delete", code=1)
    run("data", "delete", "diary", "--everything", code=1)
    run("data", "delete", "--everything", "--yes")
    assert set(counts(owned).values()) == {0}


def test_the_command_locks_and_asks(owned, tmp_path, monkeypatch):
    new, newer = tmp_path / "new", tmp_path / "newer"
    new.write_text(PASS + "\n", encoding="utf-8")
    newer.write_text(PASS * 2, encoding="utf-8")
    refused = CliRunner().invoke(app, ["lock", "on", "--new-file", str(new)], input="n\n")
    assert "다시 읽을 방법이 없어요" in refused.output or "no way to read" in refused.output
    assert not owned.mine.lock.state.set
    run("lock", "on", "--new-file", str(new), "--yes")
    assert json.loads(run("lock", "status", "--json"))["set"]
    monkeypatch.setattr("gyeol.cli.diary.ask", lambda: "not this one")
    run("diary", "list", code=1)
    monkeypatch.setenv("GYEOL_PASSPHRASE_FILE", str(new))
    assert "합격했다" in run("diary", "list")
    run("lock", "change", "--new-file", str(newer))
    run("diary", "list", code=1)
    monkeypatch.setenv("GYEOL_PASSPHRASE_FILE", str(newer))
    run("lock", "off")
    monkeypatch.delenv("GYEOL_PASSPHRASE_FILE")
    assert "합격했다" in run("diary", "list")


def test_a_failed_export_leaves_no_half_of_a_zip(owned, tmp_path, monkeypatch):
    owned.mine.lock.put_on(PASS)
    monkeypatch.setattr("gyeol.cli.data.ask", lambda: "not this one")
    run("data", "export", str(tmp_path / "a.zip"), code=1)
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("kind", ["diary", "asked", "ratings", "likes"])
def test_a_key_that_names_nothing_is_refused_and_deletes_nothing(owned, kind):
    before = counts(owned)
    for key in ("abc", "-1", "9" * 20, "1~x", "", "~"):
        with pytest.raises(NotThere):
            owned.mine.delete(kind, key)
    assert counts(owned) == before
