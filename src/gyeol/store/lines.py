"""Lines of requests: an answer, the "five more" after it, and what was shown and rated along the way."""

from collections.abc import Iterable

from sqlalchemy import select

from gyeol.store.store import Store
from gyeol.store.tables import Impression, Profile, Query, Rating


def family(store: Store, query_id: int) -> list[int]:
    """Return the ids of all requests that continue the same first one, itself included, oldest first.

    Not only parents: who asks twice for more after one list shall not see the same songs twice either.
    """
    mine = select(Query.profile_id).where(Query.id == query_id).scalar_subquery()
    with store._reading() as connection:
        rows = connection.execute(
            select(Query.id, Query.parent).where(Query.profile_id == mine).order_by(Query.id)
        ).all()
    first: dict[int, int] = {}
    for number, parent in rows:  # a parent is older than its children
        first[number] = first.get(parent, number) if parent is not None else number
    return [number for number, root in first.items() if root == first.get(query_id)]


def shown_in(store: Store, queries: Iterable[int]) -> list[str]:
    """Return the items that requests have shown, each once, in the order of showing."""
    rows = (
        select(Impression.item_id)
        .where(Impression.query_id.in_(list(queries)))
        .order_by(Impression.query_id, Impression.position)
    )
    with store._reading() as connection:
        return list(dict.fromkeys(connection.scalars(rows)))


def ratings_in(store: Store, queries: Iterable[int]) -> dict[str, int]:
    """Return item -> its last rating, 1 to 5, in any of the requests."""
    rows = (
        select(Rating.item_id, Rating.value)
        .where(Rating.query_id.in_(list(queries)))
        .order_by(Rating.created, Rating.query_id)
    )
    with store._reading() as connection:
        return dict(connection.execute(rows).all())


def rated(store: Store, profile: str, kind: str) -> dict[str, int]:
    """Return item -> the last rating, 1 to 5, that a profile ever gave in requests of a kind."""
    rows = (
        select(Rating.item_id, Rating.value)
        .join(Query, Query.id == Rating.query_id)
        .join(Profile, Profile.id == Query.profile_id)
        .where(Profile.name == profile, Query.kind == kind)
        .order_by(Rating.created, Rating.query_id)
    )
    with store._reading() as connection:
        return dict(connection.execute(rows).all())
