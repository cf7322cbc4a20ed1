"""The store: likes, uses, queries, impressions and ratings of each profile."""

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from gyeol.errors import BadRequest
from gyeol.store import scrub as scrubbing
from gyeol.store.database import connect, database_path, in_words
from gyeol.store.fading import faded
from gyeol.store.keys import Keys
from gyeol.store.records import Asked, Shown
from gyeol.store.sealed import under
from gyeol.store.tables import Impression, Like, Profile, Query, Rating, Table, Use

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Store:
    """What gyeol remembers about its user, in one SQLite file; safe for threads and several processes."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self.path = path
        self._engine = engine
        self.keys = Keys()
        self._lock = threading.Lock()  # threads queue here; only processes meet at SQLite's own lock

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the store of a URL such as `sqlite:///folder/gyeol.sqlite3`; create or migrate it if need be.

        Raises:
            StoreError: no store, of a newer version, or not writable; the message says which.
        """
        path = database_path(url)
        store = cls(connect(path), path)
        if scrubbing.due(store._engine):
            store.scrub()
        return store

    def close(self) -> None:
        """Forget the key and close all connections; SQLite then folds its log into the file."""
        self.keys.forget()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def profiles(self) -> list[str]:
        """Return the names of all profiles, oldest first."""
        with self._reading() as connection:
            return list(connection.scalars(select(Profile.name).order_by(Profile.id)))

    def forget_profile(self, profile: str) -> bool:
        """Delete a profile and everything that belongs to it, for good; return whether there was one.

        The bytes are overwritten, the write-ahead log is emptied, and the copies that migrations left are
        removed, since they hold the same data.
        """
        with self._erasing() as connection:
            found = connection.execute(delete(Profile).where(Profile.name == _name(profile))).rowcount
        return bool(found)

    def scrub(self) -> bool:
        """Empty the write-ahead log and remove copies; see `store.scrub`. False: another program must first close."""
        with in_words(self.path):
            return scrubbing.scrub(self._engine, self.path)

    def like(self, profile: str, item: str) -> None:
        """Note that a profile likes an item; a second time changes nothing."""
        with self._writing() as connection:
            row = {"profile_id": _profile_id(connection, profile), "item_id": item, "since": _now()}
            connection.execute(insert(Like).values(row).on_conflict_do_nothing())

    def unlike(self, profile: str, item: str) -> None:
        """Note that a profile no longer likes an item; no error if it never did."""
        with self._writing() as connection:
            mine = select(Profile.id).where(Profile.name == _name(profile)).scalar_subquery()
            connection.execute(delete(Like).where(Like.profile_id == mine, Like.item_id == item))

    def likes(self, profile: str) -> dict[str, datetime]:
        """Return item -> since when (UTC) it is liked, oldest first; empty for a profile that never wrote."""
        query = select(Like.item_id, Like.since).join(Profile, Profile.id == Like.profile_id)
        with self._reading() as connection:
            rows = connection.execute(
                query.where(Profile.name == _name(profile)).order_by(Like.since, Like.item_id)
            )
            return dict(rows.all())

    def use(self, profile: str, item: str) -> None:
        """Count that a profile sent, copied or saved an item once more; its faded weight grows by 1."""
        with self._writing() as connection:
            owner, now = _profile_id(connection, profile), _now()
            mine = (Use.profile_id == owner, Use.item_id == item)
            before = connection.execute(select(Use.weight, Use.last).where(*mine)).one_or_none()
            weight = 1 + (faded(before.weight, before.last, now) if before else 0)
            row = {"profile_id": owner, "item_id": item, "count": 1, "last": now, "weight": weight}
            more = {"count": Use.count + 1, "last": now, "weight": weight}
            connection.execute(insert(Use).values(row).on_conflict_do_update(set_=more))

    def uses(self, profile: str) -> dict[str, int]:
        """Return item -> how often it was used, most used first."""
        query = select(Use.item_id, Use.count).join(Profile, Profile.id == Use.profile_id)
        with self._reading() as connection:
            rows = connection.execute(
                query.where(Profile.name == _name(profile)).order_by(Use.count.desc(), Use.item_id)
            )
            return dict(rows.all())

    def weights(self, profile: str) -> dict[str, float]:
        """Return item -> the faded weight of its uses now, in (0, count], heaviest first."""
        query = select(Use.item_id, Use.weight, Use.last).join(Profile, Profile.id == Use.profile_id)
        with self._reading() as connection:
            rows = connection.execute(query.where(Profile.name == _name(profile))).all()
        now = _now()
        weights = {item: faded(weight, last, now) for item, weight, last in rows}
        return dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])))

    def record(self, profile: str, asked: Asked, shown: Sequence[Shown]) -> int:
        """Keep a request and its answer; return the id under which it can be rated and continued.

        Args:
            profile: whose it is; created if new.
            asked: the request.
            shown: the answer, best first, each item once.

        Raises:
            BadRequest: the parent is no query of this profile.
        """
        with self._writing() as connection:
            owner = _profile_id(connection, profile)
            if asked.parent is not None:
                line = select(Query.id).where(Query.id == asked.parent, Query.profile_id == owner)
                if connection.scalar(line) is None:
                    raise BadRequest(
                        f"only an answered request can be continued; none has id {asked.parent}."
                    )
            values = vars(asked) | {
                "profile_id": owner,
                "created": _now(),
                "emotions": _plain(asked.emotions),
            }
            query_id = connection.execute(insert(Query).values(values).returning(Query.id)).scalar_one()
            rows = [
                {"query_id": query_id, "item_id": item.item, "position": i, "score": float(item.score)}
                | {"why": _plain(item.why)}
                for i, item in enumerate(shown)
            ]
            if rows:
                connection.execute(insert(Impression), rows)
        return query_id

    def asked(self, query_id: int) -> Asked:
        """Return a request as it was recorded; raise `BadRequest` if there is none with this id."""
        with self._reading() as connection:
            row = connection.execute(select(Query.__table__).where(Query.id == query_id)).one_or_none()
        if row is None:
            raise BadRequest(f"only an answered request can be looked up; none has id {query_id}.")
        return Asked(row.kind, row.language, row.emotions, row.vectors, row.model, row.catalogue, row.parent)

    def shown(self, query_id: int) -> list[Shown]:
        """Return what was shown for a request, best first; empty if nothing was, or nothing was asked."""
        rows = select(Impression.item_id, Impression.score, Impression.why).where(
            Impression.query_id == query_id
        )
        with self._reading() as connection:
            return [Shown(*row) for row in connection.execute(rows.order_by(Impression.position))]

    def rate(self, query_id: int, item: str, value: int) -> None:
        """Keep a rating, 1 (worst) to 5 (best), of an item that was shown, in place of an earlier one.

        Raises:
            BadRequest: the value is no whole number from 1 to 5, or the item was not shown for this request.
        """
        self.rate_all(query_id, [(item, value)])

    def rate_all(self, query_id: int, ratings: Sequence[tuple[str, int]]) -> None:
        """Keep (item, value) pairs as `rate` does, the last where an item comes twice; none at all if one is wrong."""
        for _, value in ratings:
            if type(value) is not int or not 1 <= value <= 5:
                raise BadRequest(
                    f"a rating is a whole number from 1 to 5, not {value!r}; choose one of them."
                )
        with self._writing() as connection:
            there = select(Impression.item_id).where(Impression.query_id == query_id)
            shown = set(connection.scalars(there))
            for item, value in ratings:
                if item not in shown:
                    raise BadRequest(
                        f"only what was shown can be rated; request {query_id} did not show '{item[:80]}'."
                    )
                row = {"query_id": query_id, "item_id": item, "value": value, "created": _now()}
                again = {"value": value, "created": row["created"]}
                connection.execute(insert(Rating).values(row).on_conflict_do_update(set_=again))

    def ratings(self, query_id: int) -> dict[str, int]:
        """Return item -> rating 1 to 5 of a request."""
        rows = (
            select(Rating.item_id, Rating.value).where(Rating.query_id == query_id).order_by(Rating.item_id)
        )
        with self._reading() as connection:
            return dict(connection.execute(rows).all())

    def counts(self) -> dict[str, int]:
        """Return table -> number of rows."""
        with self._reading() as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in Table.metadata.sorted_tables
            }

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with (
            in_words(self.path),
            self._engine.begin() as connection,
            under(self.keys.vault(_key_id(connection))),
        ):
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction with the write lock from its start; committed, and so safe from a kill, at end."""
        writer = self._engine.execution_options(writes=True)
        with (
            self._lock,
            in_words(self.path),
            writer.begin() as connection,
            under(self.keys.vault(_key_id(connection))),
        ):
            yield connection

    @contextmanager
    def _erasing(self, due: int = scrubbing.LOG) -> Iterator[Connection]:
        """As `_writing`, for what shall leave no trace; the files are scrubbed once it is committed."""
        with self._writing() as connection:
            yield connection
            scrubbing.mark(connection, due)
        self.scrub()


def _key_id(connection: Connection) -> str | None:
    """Return which key the lock of this moment needs, None if none is set."""
    row = connection.exec_driver_sql("SELECT key_id FROM locks").first()
    return None if row is None else str(row[0])


def _plain(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: float(weight) for name, weight in weights.items()}  # JSON knows no NumPy numbers


def _now() -> datetime:
    return datetime.now(UTC)


def _name(profile: str) -> str:
    if not _NAME.fullmatch(profile):
        raise BadRequest(
            f"a profile name has 1 to 64 of the characters A-Z a-z 0-9 _ -, unlike '{profile[:80]}'; "
            "choose another."
        )
    return profile


def _profile_id(connection: Connection, profile: str) -> int:
    """Return the row of a profile, created now if it is new."""
    known = connection.scalar(select(Profile.id).where(Profile.name == _name(profile)))
    if known is not None:
        return known
    row = {"name": profile, "created": _now()}
    return connection.execute(insert(Profile).values(row).returning(Profile.id)).scalar_one()
