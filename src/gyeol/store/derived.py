"""What was made of a diary elsewhere in the store: requests for songs of a day hold its feelings and vectors.

A request names no entry; one with exactly the same twelve probabilities was made of it. Behind a shut lock nobody can
compare them: then they stay, sealed.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, select, update

from gyeol.errors import Locked
from gyeol.store.tables import DiaryEntry, Query

_WORDS = ("concepts", "meaning")  # spaces of what a text is about


def forget(connection: Connection, entries: Collection[int] | None = None) -> None:
    """Delete the requests that were made of some entries, None: of all; called before these are deleted."""
    connection.execute(delete(Query).where(Query.id.in_(_made(connection, entries))))


def follow(connection: Connection, entry: int, emotions: Mapping[str, float]) -> None:
    """Let the requests made of an entry follow it; called before it is changed.

    They keep songs and ratings, forget what the old words were about, and feel what the new ones do, so that they are
    known to be of this entry when it is deleted.
    """
    for number in _made(connection, [entry]):
        vectors = connection.scalars(select(Query.vectors).where(Query.id == number)).one()
        kept = {space: vector for space, vector in vectors.items() if space not in _WORDS}
        own = update(Query).where(Query.id == number)
        connection.execute(own.values(emotions=dict(emotions), vectors=kept))


def _made(connection: Connection, entries: Collection[int] | None) -> list[int]:
    """Return the numbers of the requests that were made of some entries, None: of all."""
    own = select(DiaryEntry.emotions)
    if entries is not None:
        own = own.where(DiaryEntry.id.in_(entries))
    try:
        felt = {_felt(emotions) for emotions in connection.scalars(own)}
        asked = connection.execute(select(Query.id, Query.emotions).where(Query.kind == "songs")).all()
    except Locked:
        return []
    return [number for number, emotions in asked if _felt(emotions) in felt]


def _felt(emotions: dict[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(emotions.items()))
