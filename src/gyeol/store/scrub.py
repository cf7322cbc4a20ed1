"""Leave nothing of what was deleted or locked in the files of a store.

SQLite overwrites deleted rows (`secure_delete`), but the write-ahead log still holds pages as they were, and so do
copies that migrations left. What is to be done stands in the file itself (`user_version`), written in the transaction
that made it necessary: whoever is killed before it is done, the next to open the store does it.
"""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine

NOTHING, LOG, WHOLE = 0, 1, 2  # what is due: nothing; emptying the log; rebuilding the file before that


def mark(connection: Connection, due: int) -> None:
    """Note, in the transaction that deletes or locks, what is to be done once it is committed."""
    before = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version={max(due, int(before))}")


def due(engine: Engine) -> int:
    """Return what is still to be done: `NOTHING`, `LOG` or `WHOLE`."""
    with engine.connect() as connection:
        return int(_raw(connection).execute("PRAGMA user_version").fetchone()[0])


def scrub(engine: Engine, path: Path) -> bool:
    """Do what is due and remove copies; return False if a reader elsewhere held the log, so that it stays due."""
    for copy in backups(path):
        copy.unlink(missing_ok=True)
    with engine.connect() as connection:
        raw = _raw(connection)
        if raw.execute("PRAGMA user_version").fetchone()[0] == WHOLE:
            raw.execute("VACUUM")
        held, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not held:
            raw.execute(f"PRAGMA user_version={NOTHING}")
        return not held


def backups(path: Path) -> list[Path]:
    """Return the copies, whole or half written, that migrations left beside a store file."""
    return sorted(
        [*path.parent.glob(f"{path.name}.*.backup"), *path.parent.glob(f"{path.name}.*.backup.part")]
    )


def _raw(connection: Connection) -> sqlite3.Connection:
    """Return the driver's connection, on which SQLAlchemy has begun no transaction."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw
