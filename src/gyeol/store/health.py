"""Look at a store file without changing it: no migration, no recovery, nothing created."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from gyeol.store import scrub
from gyeol.store.database import MIGRATIONS
from gyeol.store.tables import REVISION


@dataclass(frozen=True)
class Health:
    """What a look at a store file found.

    Attributes:
        problem: why it cannot be read, in the words of SQLite, or the first fault that it names; "" if sound.
        revision: of its tables, "" if it is empty or no store.
        age: "current", "older", "newer", or "none" for no store.
        locked: whether a lock is set.
        due: whether something that was deleted is still to be scrubbed from its files.
        busy: another program held it, so that not everything was looked at.
    """

    problem: str = ""
    revision: str = ""
    age: str = "none"
    locked: bool = False
    due: bool = False
    busy: bool = False


def look(path: Path) -> Health:
    """Return how a store file is; it must exist."""
    try:
        raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)
        try:
            return _looked_at(raw)
        finally:
            raw.close()
    except sqlite3.Error as error:
        return Health(problem=str(error), busy="locked" in str(error) or "busy" in str(error))


def _looked_at(raw: sqlite3.Connection) -> Health:
    fault = raw.execute("PRAGMA integrity_check(1)").fetchone()[0]
    astray = raw.execute("PRAGMA foreign_key_check").fetchone()
    problem = "" if fault == "ok" else str(fault)
    if astray and not problem:
        problem = f"a row of '{astray[0]}' belongs to nothing"
    tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        return Health(problem or ("it is the database of another program" if tables else ""))
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        return Health(problem or "it does not say of which version it is")
    revision = str(row[0])
    locked = "locks" in tables and raw.execute("SELECT 1 FROM locks").fetchone() is not None
    due = raw.execute("PRAGMA user_version").fetchone()[0] != scrub.NOTHING
    return Health(problem, revision, _age(revision), locked, due)


def _age(revision: str) -> str:
    """Return how a revision compares with that of this version; migrations are files named after theirs."""
    if revision == REVISION:
        return "current"
    known = {path.stem.rpartition("_")[2] for path in (MIGRATIONS / "versions").glob("*.py")}
    return "older" if revision in known else "newer"
