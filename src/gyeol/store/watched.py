"""What was measured of the latest readings, to notice when they change; numbers, no words."""

from collections.abc import Mapping

from sqlalchemy import delete, func, insert, select, update

from gyeol.store.store import Store, _now, _plain, _profile_id
from gyeol.store.tables import Watched

MOST = 5000  # readings that are kept


def note(store: Store, profile: str, model: str, measures: Mapping[str, float]) -> None:
    """Keep what was measured of a reading, and forget the oldest beyond `MOST`."""
    with store._writing() as connection:
        row = {"profile_id": _profile_id(connection, profile), "created": _now(), "model": model}
        row |= {"measures": _plain(measures)}
        number = connection.execute(insert(Watched).values(row).returning(Watched.id)).scalar_one()
        if number % 100 == 0:
            kept = select(Watched.id).order_by(Watched.id.desc()).limit(MOST)
            connection.execute(delete(Watched).where(Watched.id.not_in(kept)))


def mark_corrected(store: Store) -> None:
    """Note that the latest reading was corrected."""
    with store._writing() as connection:
        last = connection.execute(
            select(Watched.id, Watched.measures).where(
                Watched.id == select(func.max(Watched.id)).scalar_subquery()
            )
        ).one_or_none()
        if last is not None:
            measures = dict(last.measures) | {"corrected": 1.0}
            connection.execute(update(Watched).where(Watched.id == last.id).values(measures=measures))


def every(store: Store) -> list[Mapping[str, float]]:
    """Return what was measured, the oldest first."""
    with store._reading() as connection:
        return list(connection.scalars(select(Watched.measures).order_by(Watched.id)))
