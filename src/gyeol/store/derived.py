"""What was made of a diary elsewhere in the store: requests for songs of a day hold its feelings and vectors."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from gyeol.errors import Locked
from gyeol.store.tables import DiaryEntry, Query


def forget(connection: Connection, entries: Collection[int] | None = None) -> None:
    """Delete the requests that were made of some entries, None: of all; called before these are deleted.

    A request names no entry; one with exactly the same twelve probabilities was made of it. Behind a shut lock nobody
    can compare them: then they stay, sealed.
    """
    own = select(DiaryEntry.emotions)
    if entries is not None:
        own = own.where(DiaryEntry.id.in_(entries))
    try:
        felt = {_felt(emotions) for emotions in connection.scalars(own)}
        asked = connection.execute(select(Query.id, Query.emotions).where(Query.kind == "songs")).all()
    except Locked:
        return
    made = [number for number, emotions in asked if _felt(emotions) in felt]
    connection.execute(delete(Query).where(Query.id.in_(made)))


def _felt(emotions: dict[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(emotions.items()))
