"""Rows of any table, for whoever wants to see, take along or delete all that is kept: new tables need nothing here."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
from sqlalchemy import Table, delete, func, select

from gyeol.errors import NotThere
from gyeol.store import derived, scrub
from gyeol.store.store import Store
from gyeol.store.tables import DiaryEntry
from gyeol.store.tables import Table as Tables

_AT_ONCE = 500
Key = tuple[str | int, ...]  # the primary key of a row, in the order of its columns
Row = dict[str, Any]  # column -> what JSON knows: text, number, ISO moment, list, object


def names() -> list[str]:
    """Return the names of all tables, owners before what belongs to them."""
    return [table.name for table in Tables.metadata.sorted_tables]


def columns(table: str) -> list[str]:
    """Return the names of the columns of a table."""
    return [column.name for column in _table(table).columns]


def rows(store: Store, table: str, *, first: int = 0, limit: int | None = None) -> Iterator[Row]:
    """Yield the rows of a table, the newest first where it counts them; a locked one raises `Locked`."""
    found = _table(table)
    order = [column.desc() for column in found.primary_key.columns]
    with store._reading() as connection:
        result = connection.execute(select(found).order_by(*order).offset(first).limit(limit))
        for part in result.partitions(_AT_ONCE):
            for row in part:
                yield {name: _plain(value) for name, value in row._mapping.items()}


def key(table: str, row: Mapping[str, Any]) -> Key:
    """Return the primary key of a row of a table."""
    return tuple(row[column.name] for column in _table(table).primary_key.columns)


def counts(store: Store) -> dict[str, int]:
    """Return table -> number of rows; needs no key."""
    with store._reading() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(_table(name))) or 0 for name in names()
        }


def erase(store: Store, table: str, which: Key) -> None:
    """Delete a row and what belongs to it for good; needs no key; raise `NotThere` if there is none."""
    found = _table(table)
    own = list(found.primary_key.columns)
    if len(own) != len(which):
        raise NotThere(f"a row of '{table}' is named by {len(own)} values, not {len(which)}.")
    with store._erasing() as connection:
        if table == DiaryEntry.__tablename__ and isinstance(which[0], int):
            derived.forget(connection, [which[0]])
        same = (column == value for column, value in zip(own, which, strict=True))
        if not connection.execute(delete(found).where(*same)).rowcount:
            raise NotThere(f"there is no such row of '{table}' any more; look again.")


def empty(store: Store, tables: Sequence[str]) -> int:
    """Delete every row of some tables, and what belongs to them, for good; return how many of theirs there were."""
    with store._erasing(scrub.WHOLE) as connection:
        if DiaryEntry.__tablename__ in tables:
            derived.forget(connection)
        ordered = [name for name in reversed(names()) if name in tables]
        return sum(connection.execute(delete(_table(name))).rowcount for name in ordered)


def _table(name: str) -> Table:
    if name not in Tables.metadata.tables:
        raise NotThere(f"there is no table '{name[:80]}'; there are {', '.join(names())}.")
    return Tables.metadata.tables[name]


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, np.ndarray):
        return [float(number) for number in value.ravel()]
    return value
