"""Open the database file of a store: connections, versions, migrations, and errors in words.

SQLite in WAL mode with `synchronous=NORMAL`: a committed write survives the death of the process; after a
power cut the file is whole though the last moments may be missing. `secure_delete` overwrites deleted rows.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from gyeol.errors import Busy, GyeolError, NotThere, StoreError
from gyeol.store.tables import REVISION

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_S = 30.0
_ON_CONNECT = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",  # what is sorted or rebuilt on the way is written to no other file
)


def database_path(url: str) -> Path:
    """Return the file that a store URL names; raise `StoreError` for anything but a SQLite file."""
    scheme, _, name = url.partition(":///")
    if scheme != "sqlite" or name in ("", ":memory:"):
        raise StoreError(
            "the store is a file of SQLite and kept in no other database, PostgreSQL neither: its URL looks like "
            f"'sqlite:///folder/gyeol.sqlite3', not '{url if scheme == 'sqlite' else scheme}'; set store_url."
        )
    return Path(name)


def connect(path: Path) -> Engine:
    """Return an engine on a store file that has the tables of this version, creating or migrating it first.

    Transactions are deferred unless the execution option `writes` is set: then they take the write lock at
    once, since a reader that becomes a writer in the middle would be turned away rather than made to wait.

    Raises:
        StoreError: the file is no store, is newer than this version, or cannot be written.
        Busy: another program kept it locked for half a minute.
    """
    with in_words(path):
        _private(path)
        engine = create_engine(
            URL.create("sqlite", database=str(path)),
            pool_size=8,
            max_overflow=64,
            connect_args={"timeout": BUSY_TIMEOUT_S},
            hide_parameters=True,  # errors would quote them, and they are somebody's words
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        try:
            with engine.connect() as connection:
                current = _revision(connection, path)
            if current != REVISION:
                _migrate(engine, path)
        except BaseException:
            engine.dispose()
            raise
    return engine


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise into one sentence for the user."""
    try:
        yield
    except IntegrityError:
        raise  # the caller broke a rule of the tables: nothing that the user could mend
    except StatementError as error:
        if isinstance(error.orig, GyeolError):
            raise error.orig from None  # a column that is locked
        if not isinstance(error, DBAPIError):
            raise
        reason = str(error.orig)
        if "locked" in reason or "busy" in reason:
            raise Busy(f"another program holds the store '{path}'; close it or try again.") from error
        raise StoreError(
            f"the store '{path}' cannot be used ({reason}); "
            "free or repair the disk, or set GYEOL_HOME to another folder."
        ) from error
    except OverflowError:
        raise NotThere("nothing here has a number of more than 18 digits; look at it again.") from None
    except OSError as error:
        raise StoreError(
            f"the store '{path}' cannot be opened ({error.strerror}); "
            "set GYEOL_HOME to a folder that you can write."
        ) from error


def _private(path: Path) -> None:
    """Create the file, and its folder, so that only their owner may read them."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own: _begin does
    for pragma in _ON_CONNECT:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(connection: Connection, path: Path) -> str | None:
    """Return the revision of the tables, None for an empty file; refuse what is not a store."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    if tables:
        raise StoreError(f"'{path}' is the database of another program; set store_url to a file of its own.")
    return None


def _migrate(engine: Engine, path: Path) -> None:
    """Bring the tables to `REVISION` in one transaction, after laying a copy of an older store beside it."""
    from alembic import command  # 100 ms that only a new or older store needs
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.connect().execution_options(writes=True) as connection:
        # tables are rebuilt by copying, which must not cascade; a pragma works only outside a transaction
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with connection.begin():
            current = _revision(connection, path)  # again, now that nobody else can write
            if current is not None and current not in known:
                raise StoreError(
                    f"the store '{path}' is of a newer gyeol (its tables are {current}, this version knows "
                    f"{REVISION}); upgrade gyeol to open it."
                )
            if current is not None and current != REVISION:
                _copy(path, path.with_name(f"{path.name}.{current}.backup"))
            config.attributes["connection"] = connection
            command.upgrade(config, REVISION)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken:
                raise StoreError(
                    f"the store '{path}' has rows of '{broken[0]}' that belong to nothing; restore a copy."
                )
        connection.invalidate()  # the next one has foreign keys on


def _copy(path: Path, target: Path) -> None:
    draft = target.with_name(target.name + ".part")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT, 0o600))
    source, copy = sqlite3.connect(path), sqlite3.connect(draft)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
    draft.replace(target)
