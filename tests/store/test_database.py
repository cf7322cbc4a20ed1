import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from gyeol.errors import Busy, StoreError
from gyeol.store import Store, database, scrub
from gyeol.store.tables import REVISION, Table

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{before}"

def upgrade():
    with op.batch_alter_table("profiles", recreate="always") as profiles:
        profiles.add_column(sa.Column("colour", sa.String, server_default="blue"))
    {more}
"""


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Call it to make this a later gyeol with one revision more, which rebuilds the table of profiles."""

    def release(more="pass"):
        folder = tmp_path / "migrations"
        shutil.copytree(database.MIGRATIONS, folder)
        (folder / "versions" / "later.py").write_text(
            NEXT.format(before=REVISION, more=more), encoding="utf-8"
        )
        monkeypatch.setattr(database, "MIGRATIONS", folder)
        monkeypatch.setattr(database, "REVISION", "later")

    return release


def revision(store_path):
    with sqlite3.connect(store_path) as raw:
        return raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def test_the_migrations_end_at_the_tables(store):
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_only_the_owner_may_read_it(store):
    store.like("me", "a/1")
    assert [p.name for p in store.path.parent.iterdir() if p.stat().st_mode & 0o077] == []
    assert store.path.parent.stat().st_mode & 0o777 == 0o700


def test_an_older_store_is_migrated_after_a_copy(url, asked, answer, next_version):
    with Store.open(url) as store:
        query_id = store.record("me", asked, answer)
        store.rate(query_id, "mochi/bye", 4)
        store.like("me", "a/1")
        before, path = store.counts(), store.path
    next_version()
    with Store.open(url) as store:
        assert store.counts() == before  # rebuilding the table of profiles cascaded to nothing
        assert store.ratings(query_id) == {"mochi/bye": 4}
        with store._reading() as connection:
            assert connection.exec_driver_sql("SELECT colour FROM profiles").scalar() == "blue"
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert revision(path) == "later"
    [copy] = scrub.backups(path)
    assert revision(copy) == REVISION
    with sqlite3.connect(copy) as raw:
        assert raw.execute("SELECT item_id FROM likes").fetchall() == [("a/1",)]
    assert copy.stat().st_mode & 0o077 == 0


def test_a_migration_that_fails_leaves_the_old_store_whole(url, next_version):
    with Store.open(url) as store:
        store.like("me", "a/1")
        path = store.path
    next_version(more='raise RuntimeError("power cut")')
    with pytest.raises(RuntimeError, match="power cut"):
        Store.open(url)
    assert revision(path) == REVISION
    with sqlite3.connect(path) as raw:
        columns = [row[1] for row in raw.execute("PRAGMA table_info(profiles)")]
        assert columns == ["id", "name", "created"]
        assert raw.execute("SELECT item_id FROM likes").fetchall() == [("a/1",)]


def test_a_migration_that_orphans_rows_is_taken_back(url, next_version):
    with Store.open(url) as store:
        store.like("me", "a/1")
        path = store.path
    next_version(more='op.execute("DELETE FROM profiles")')
    with pytest.raises(StoreError, match=r"'likes'.*belong to nothing"):
        Store.open(url)
    assert revision(path) == REVISION


def test_a_store_of_a_newer_version_is_refused_and_untouched(url):
    Store.open(url).close()
    path = database.database_path(url)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=rf"newer gyeol.*9999.*{REVISION}.*upgrade gyeol"):
        Store.open(url)
    assert path.read_bytes() == before
    assert scrub.backups(path) == []


def test_what_is_no_store_is_refused_in_words(tmp_path):
    (tmp_path / "text.db").write_text("hello, I am a letter to a friend " * 100, encoding="utf-8")
    with sqlite3.connect(tmp_path / "other.db") as raw:
        raw.execute("CREATE TABLE recipes (id INTEGER)")
    (tmp_path / "folder.db").mkdir()
    for name, says in [
        ("text.db", "not a database"),
        ("other.db", "database of another program"),
        ("folder.db", "directory"),
        ("text.db/gyeol.db", "cannot be opened"),
    ]:
        with pytest.raises(StoreError, match=says):
            Store.open(f"sqlite:///{tmp_path}/{name}")
    assert (tmp_path / "text.db").read_text(encoding="utf-8").startswith("hello")


@pytest.mark.parametrize(
    "url", ["", "x", "sqlite://", "sqlite:///:memory:", "postgresql://localhost/x", "mysql://x"]
)
def test_a_url_that_names_no_sqlite_file_is_refused(url):
    with pytest.raises(StoreError, match=r"a file of SQLite .* its URL looks like"):
        Store.open(url)


@pytest.mark.parametrize("name", ["with space.db", "한글.db", "a%20b#c?d=e.db"])
def test_odd_file_names_work(tmp_path, name):
    with Store.open(f"sqlite:///{tmp_path}/{name}") as store:
        store.like("me", "a/1")
    assert (tmp_path / name).stat().st_size > 0


def test_a_read_only_file_is_refused_in_words():
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders may be entered by their owner alone
        url = f"sqlite:///{folder}/gyeol.sqlite3"
        Store.open(url).close()
        Path(folder).chmod(0o755)
        database.database_path(url).chmod(0o444)
        child = os.fork()
        if child == 0:  # root may write everywhere, so be nobody
            said = "opened"
            try:
                if os.geteuid() == 0:
                    os.setuid(65534)
                Store.open(url)
            except StoreError as error:
                said = str(error)
            finally:
                os._exit("you can write" not in said)
        assert os.waitpid(child, 0)[1] == 0


def test_a_full_disk_is_an_error_in_words_and_loses_nothing(url, asked, answer):
    with Store.open(url) as store:
        first = store.record("me", asked, answer)
    script = f"""
import resource, signal
from gyeol.store import Store
from gyeol.errors import StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open({url!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
try:
    for i in range(1000):
        store.like("me", "x" * 500 + str(i))
except StoreError as error:
    print("refused:", error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8")
    assert "refused: the store" in done.stdout, done.stderr
    with Store.open(url) as store:
        assert store.shown(first) == answer


def test_a_store_locked_by_another_program_says_so(url, monkeypatch):
    Store.open(url).close()
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)
    with Store.open(url) as store:
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="another program"):
            store.like("me", "a/1")
        assert store.likes("me") == {}  # readers are never locked out
        other.execute("ROLLBACK")
        store.like("me", "a/1")
        other.close()


def test_a_write_takes_the_lock_at_its_start(store):
    """One that read first and wrote later would be turned away if another process wrote in between."""
    other = sqlite3.connect(store.path, isolation_level=None, timeout=0)
    with store._writing() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()
