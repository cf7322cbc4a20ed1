"""What a profile said of items by hand, "more like this" or "less like that"; it fades as uses do."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from gyeol.store import store as stored
from gyeol.store.fading import faded
from gyeol.store.store import Store
from gyeol.store.tables import Leaning, Like, Profile, Query, Use


def lean(store: Store, profile: str, item: str, value: float) -> None:
    """Keep that a profile leans towards (above 0) or away from (below) an item, in place of what it said before."""
    with store._writing() as connection:
        owner = stored._profile_id(connection, profile)
        row = {"profile_id": owner, "item_id": item, "value": value, "since": stored._now()}
        again = {"value": value, "since": row["since"]}
        connection.execute(insert(Leaning).values(row).on_conflict_do_update(set_=again))


def leanings(store: Store, profile: str) -> dict[str, float]:
    """Return item -> what is left now of what a profile said of it."""
    mine = select(Leaning.item_id, Leaning.value, Leaning.since).join(Profile)
    with store._reading() as connection:
        rows = connection.execute(mine.where(Profile.name == stored._name(profile))).all()
    now = stored._now()
    return {item: faded(value, since, now) for item, value, since in rows}


def forget(store: Store, profile: str, item: str | None = None) -> bool:
    """Forget likes, uses and leanings of a profile, for one item or (None) for all; return if there were any."""
    found = 0
    with store._writing() as connection:
        mine = select(Profile.id).where(Profile.name == stored._name(profile)).scalar_subquery()
        for table in (Like, Use, Leaning):
            rows = delete(table).where(table.profile_id == mine)
            found += connection.execute(rows if item is None else rows.where(table.item_id == item)).rowcount
    return found > 0


def owner(store: Store, query_id: int) -> str | None:
    """Return the profile that asked a recorded request, None if there is no such request."""
    query = select(Profile.name).join(Query, Query.profile_id == Profile.id).where(Query.id == query_id)
    with store._reading() as connection:
        return connection.scalar(query)


def kind(store: Store, query_id: int) -> str | None:
    """Return what a recorded request asked for, as "stickers"; None if there is no such request."""
    with store._reading() as connection:
        return connection.scalar(select(Query.kind).where(Query.id == query_id))
