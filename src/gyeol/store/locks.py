"""The passphrase lock of a store: set, open, shut, change and take off.

While it is set, every column of a type of `store.sealed` holds nothing that can be read without the data key, and the
data key is stored only under the passphrase. Setting and taking off rewrite those columns in one transaction: a
process that is killed on the way leaves everything as it was.

Each try is counted before it is checked, in the file, so that neither a kill nor a restart nor a second process gives
another one for free. Who copies the file can guess as fast as scrypt lets them: only a long passphrase helps there.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, insert, select, tuple_, update

from gyeol.errors import AlreadyThere, BadRequest, TooSoon, WrongPassphrase
from gyeol.store import scrub, vault
from gyeol.store import store as stored
from gyeol.store.sealed import sealed_columns, under
from gyeol.store.store import Store
from gyeol.store.tables import Lock
from gyeol.store.tables import Table as Tables
from gyeol.store.vault import Vault, Wrapped

FREE_TRIES = 3
MAX_WAIT_S = 3600
_ROWS = 200  # that are rewritten at once


@dataclass(frozen=True)
class LockState:
    """Where a lock stands.

    Attributes:
        set: whether there is one.
        open: whether this process can read what is sealed; True without a lock.
        since: when it was set (UTC), None without one.
        wait_s: seconds until a passphrase may be tried again; 0: now.
    """

    set: bool
    open: bool
    since: datetime | None = None
    wait_s: int = 0


def state(store: Store) -> LockState:
    """Return where the lock of a store stands."""
    with store._reading() as connection:
        row = connection.execute(select(Lock.__table__)).one_or_none()
    if row is None:
        return LockState(set=False, open=True)
    return LockState(True, store.keys.holds(row.key_id), row.since, _wait_s(row, stored._now()))


def put_on(store: Store, passphrase: str) -> None:
    """Set a lock and leave it open in this process; plain words are then in no file of the store.

    Raises:
        AlreadyThere: one is set.
        BadRequest: the passphrase is too short or too long.
    """
    key, key_id = vault.new_key(), secrets.token_hex(8)
    wrapped = vault.wrap(key, passphrase)
    with store._erasing(scrub.WHOLE) as connection:
        _refuse_second(connection)
        _rewrite(connection, None, Vault(key))
        row = _columns(wrapped) | {"id": 1, "key_id": key_id, "since": stored._now(), "tries": 0}
        connection.execute(insert(Lock).values(row))
        store.keys.hold(key_id, key)  # before others see the lock; if this fails, it opens nothing


def refuse_second(store: Store) -> None:
    """Raise `AlreadyThere` if a lock is set."""
    with store._reading() as connection:
        _refuse_second(connection)


def unlock(store: Store, passphrase: str) -> None:
    """Open the lock in this process.

    Raises:
        BadRequest: none is set.
        WrongPassphrase: it is not the one.
        TooSoon: after wrong ones it is not time yet; this try was not counted.
    """
    row, key = _tried(store, passphrase)
    store.keys.hold(row.key_id, key)


def change(store: Store, passphrase: str, new: str) -> None:
    """Put another passphrase in place of one; no text is sealed anew. Raises as `unlock` and `put_on`."""
    row, key = _tried(store, passphrase)
    wrapped = vault.wrap(key, new)
    with store._erasing() as connection:  # the key under the old passphrase shall not stay in the log
        _still(connection, row)
        connection.execute(update(Lock).values(_columns(wrapped)))
    store.keys.hold(row.key_id, key)


def take_off(store: Store, passphrase: str) -> None:
    """Make everything readable again without a passphrase; raises as `unlock`."""
    row, key = _tried(store, passphrase)
    with store._erasing(scrub.WHOLE) as connection:
        _still(connection, row)
        _rewrite(connection, Vault(key), None)
        connection.execute(delete(Lock))
    store.keys.forget()


def _tried(store: Store, passphrase: str) -> tuple[Row[Any], bytes]:
    """Return the lock and its data key, counting the try."""
    with store._writing() as connection:
        row, now = _row(connection), stored._now()
        if wait_s := _wait_s(row, now):
            raise TooSoon(f"after {row.tries} wrong passphrases the next try has to wait {wait_s} s.", wait_s)
        connection.execute(update(Lock).values(tries=row.tries + 1, tried=now))
    wrapped = Wrapped(bytes(row.salt), row.cost, bytes(row.wrapped))
    key = vault.unwrap(wrapped, passphrase)
    with store._writing() as connection:
        connection.execute(update(Lock).where(Lock.key_id == row.key_id).values(tries=0))
    return row, key


def _refuse_second(connection: Connection) -> None:
    if connection.execute(select(Lock.id)).first():
        raise AlreadyThere("a lock is set already; change its passphrase or take it off first.")


def _row(connection: Connection) -> Row[Any]:
    row = connection.execute(select(Lock.__table__)).one_or_none()
    if row is None:
        raise BadRequest("no lock is set; 'gyeol lock on' sets one.")
    return row


def _still(connection: Connection, row: Row[Any]) -> None:
    """Refuse to go on if another process changed the lock since its passphrase was checked."""
    if bytes(_row(connection).wrapped) != bytes(row.wrapped):
        raise WrongPassphrase(
            "the passphrase was changed elsewhere a moment ago; try again with the new one."
        )


def _wait_s(row: Row[Any], now: datetime) -> int:
    """Return how long the next try has to wait: 2, 4, 8 … seconds after three free ones, an hour at most."""
    if row.tries < FREE_TRIES or row.tried is None:
        return 0
    wait_s = min(MAX_WAIT_S, 2 ** (row.tries - FREE_TRIES + 1))
    passed = max(0.0, (now - row.tried).total_seconds())  # a clock that went back has passed nothing
    return max(0, -int(-(wait_s - passed) // 1))


def _columns(wrapped: Wrapped) -> dict[str, Any]:
    return {"salt": wrapped.salt, "cost": wrapped.cost, "wrapped": wrapped.key}


def _rewrite(connection: Connection, before: Vault | None, after: Vault | None) -> None:
    """Read every sealed column with one vault and write it with another."""
    for name, columns in sealed_columns(Tables.metadata).items():
        table = Tables.metadata.tables[name]
        for keys in _keys(connection, table):
            which = tuple_(*table.primary_key.columns).in_(keys)
            with under(before):
                rows = connection.execute(
                    select(*table.primary_key.columns, *(table.c[c] for c in columns)).where(which)
                ).all()
            own = {column.name for column in table.primary_key.columns}
            given = [{f"was_{k}" if k in own else k: v for k, v in row._mapping.items()} for row in rows]
            one = [table.c[k] == bindparam(f"was_{k}") for k in own]
            with under(after):
                connection.execute(update(table).where(*one), given)


def _keys(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the primary keys of a table, some at a time."""
    found = [tuple(row) for row in connection.execute(select(*table.primary_key.columns))]
    for start in range(0, len(found), _ROWS):
        yield found[start : start + _ROWS]
