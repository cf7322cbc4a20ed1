"""Corrections in the store: one a text, or one a stretch of an entry; gone with what they are about."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from gyeol.errors import Conflict, NotThere
from gyeol.store.corrected import Correction, Place, Said
from gyeol.store.entries import Page
from gyeol.store.store import Store, _name, _now, _plain, _profile_id
from gyeol.store.tables import Correction as Rows
from gyeol.store.tables import DiaryEntry, Profile

State = tuple[int, int, int]


def put(store: Store, profile: str, said: Said, *, seen: int = 0) -> Correction:
    """Keep what somebody says of a text, in place of what they said of it before.

    Args:
        store: the store.
        profile: whose it is.
        said: what is said.
        seen: version of the correction that was shown when it was said, 0 for none.

    Raises:
        NotThere: the entry is not there, or no longer holds this stretch.
        Conflict: another correction was made meanwhile, with other labels; nothing was overwritten.
    """
    with store._writing() as connection:
        owner = _profile_id(connection, profile)
        _stands(connection, owner, said)
        before = _same(connection, owner, said)
        if before is None:
            now = _now()
            row = _values(said) | {"profile_id": owner, "version": 1, "created": now, "edited": now}
            number = connection.execute(insert(Rows).values(row).returning(Rows.id)).scalar_one()
            return Correction(number, 1, now, now, said)
        if (tuple(before.labels), before.consent) == (said.labels, said.consent):
            return _correction(before, said.text)
        if before.version != seen:
            raise Conflict(
                f"this was corrected elsewhere (to {', '.join(before.labels)}), and nothing was overwritten; "
                "look at it and correct it again."
            )
        now = _now()
        again = {"labels": list(said.labels), "consent": said.consent, "version": seen + 1, "edited": now}
        connection.execute(update(Rows).where(Rows.id == before.id).values(again))
        return Correction(before.id, seen + 1, before.created, now, said)


def put_all(store: Store, profile: str, said: Iterable[Said]) -> int:
    """Keep corrections of messages, all or none; those that are there stay as they are. Return how many were new."""
    new = 0
    with store._writing() as connection:
        owner, now = _profile_id(connection, profile), _now()
        texts = select(Rows.text).where(Rows.profile_id == owner, Rows.entry_id.is_(None))
        there = set(connection.scalars(texts))
        for one in said:
            if one.text not in there:
                row = _values(one) | {"profile_id": owner, "version": 1, "created": now, "edited": now}
                connection.execute(insert(Rows).values(row))
                there.add(one.text)
                new += 1
    return new


def every(store: Store, profile: str | None = None, *, consented: bool = False) -> list[Correction]:
    """Return the corrections of a profile, None: of all, the latest last; only `consented` ones if so."""
    query = select(Rows.__table__, DiaryEntry.text.label("entry_text")).outerjoin(
        DiaryEntry, DiaryEntry.id == Rows.entry_id
    )
    if profile is not None:
        query = query.where(Rows.profile_id == _mine(profile))
    if consented:
        query = query.where(Rows.consent)
    with store._reading() as connection:
        found = connection.execute(query.order_by(Rows.edited, Rows.id))
        return [_correction(row, _words(row)) for row in found]


def of_entry(store: Store, profile: str, entry_id: int) -> dict[Place, Correction]:
    """Return the corrections of an entry by their place."""
    query = (
        select(Rows.__table__, DiaryEntry.text.label("entry_text"))
        .join(DiaryEntry, DiaryEntry.id == Rows.entry_id)
        .where(Rows.entry_id == entry_id, Rows.profile_id == _mine(profile))
    )
    with store._reading() as connection:
        found = [_correction(row, _words(row)) for row in connection.execute(query)]
    return {one.said.place: one for one in found if one.said.place}


def places(store: Store, profile: str) -> dict[Place, tuple[str, ...]]:
    """Return what a profile said of its diary: place -> labels."""
    query = select(Rows.entry_id, Rows.start, Rows.end, Rows.labels).where(
        Rows.profile_id == _mine(profile), Rows.entry_id.is_not(None)
    )
    with store._reading() as connection:
        found = connection.execute(query)
        return {Place(row.entry_id, row.start, row.end): tuple(row.labels) for row in found}


def of_text(store: Store, profile: str, text: str) -> Correction | None:
    """Return what a profile said of a message, None if nothing."""
    with store._reading() as connection:
        row = _of_text(connection, _mine(profile), text)
        return None if row is None else _correction(row, text)


def forget(store: Store, profile: str, number: int) -> None:
    """Delete a correction for good; raise `NotThere` if the profile has none of this id."""
    with store._erasing() as connection:
        own = delete(Rows).where(Rows.id == number, Rows.profile_id == _mine(profile))
        if not connection.execute(own).rowcount:
            raise NotThere(
                f"there is no correction {number}; 'gyeol corrections list' shows those there are."
            )


def state(store: Store) -> State:
    """Return three numbers that change whenever a correction is made, changed or deleted; needs no key."""
    query = select(
        func.count(), func.coalesce(func.max(Rows.id), 0), func.coalesce(func.sum(Rows.version), 0)
    )
    with store._reading() as connection:
        count, last, versions = connection.execute(query).one()
        return int(count), int(last), int(versions)


def names(store: Store) -> set[str]:
    """Return `Correction.name` of all that may be learnt from; needs no key."""
    with store._reading() as connection:
        rows = connection.execute(select(Rows.id, Rows.version).where(Rows.consent))
        return {f"{row.id}:{row.version}" for row in rows}


def follow(connection: Connection, entry_id: int, before: str, page: Page) -> None:
    """Let the corrections of an entry follow its sentences to where they stand now; those of gone ones go."""
    for row in connection.execute(
        select(Rows.id, Rows.start, Rows.end).where(Rows.entry_id == entry_id)
    ).all():
        if row.start is None:
            continue
        start = _found(before[row.start : row.end], row.start, page)
        which = Rows.id == row.id
        if start is None:
            connection.execute(delete(Rows).where(which))
        elif start != row.start:
            moved = {"start": start, "end": start + row.end - row.start}
            connection.execute(update(Rows).where(which).values(moved))


def _found(words: str, near: int, page: Page) -> int | None:
    """Return where a sentence stands in a page, the place nearest to where it was."""
    starts = [s.start for s in page.sentences if page.text[s.start : s.end] == words]
    return min(starts, key=lambda start: abs(start - near), default=None)


def _stands(connection: Connection, owner: int, said: Said) -> None:
    if said.place is None:
        return
    own = (DiaryEntry.id == said.place.entry, DiaryEntry.profile_id == owner)
    text = connection.scalar(select(DiaryEntry.text).where(*own))
    if text is None:
        raise NotThere(
            f"there is no diary entry {said.place.entry} any more, so nothing of it can be corrected; "
            "what was learnt from it is gone, too."
        )
    if text[said.place.start : said.place.end] != said.text:
        raise Conflict(
            f"entry {said.place.entry} was changed elsewhere since it was shown; look at it and correct it again."
        )


def _same(connection: Connection, owner: int, said: Said) -> Row[Any] | None:
    if said.place is None:
        return _of_text(connection, owner, said.text)
    place = said.place
    own = (
        Rows.profile_id == owner,
        Rows.entry_id == place.entry,
        Rows.start.is_not_distinct_from(place.start),
    )
    return connection.execute(select(Rows.__table__).where(*own)).one_or_none()


def _of_text(connection: Connection, owner: Any, text: str) -> Row[Any] | None:
    """Return the row of a message; compared here, since SQL cannot look into sealed columns."""
    own = select(Rows.id, Rows.text).where(Rows.profile_id == owner, Rows.entry_id.is_(None))
    number = next((row.id for row in connection.execute(own) if row.text == text), None)
    return connection.execute(select(Rows.__table__).where(Rows.id == number)).one_or_none()


def _values(said: Said) -> dict[str, Any]:
    place = said.place
    return {
        "entry_id": place.entry if place else None,
        "start": place.start if place else None,
        "end": place.end if place else None,
        "text": None if place else said.text,
        "language": said.language,
        "top": said.top,
        "emotions": _plain(said.emotions),
        "model": said.model,
        "labels": list(said.labels),
        "consent": said.consent,
    }


def _words(row: Row[Any]) -> str:
    return str(row.text if row.entry_id is None else row.entry_text[row.start : row.end])


def _correction(row: Row[Any], text: str) -> Correction:
    place = Place(row.entry_id, row.start, row.end) if row.entry_id is not None else None
    labels = tuple(row.labels)
    said = Said(text, place, row.language, row.top, row.emotions, row.model, labels, row.consent)
    return Correction(row.id, row.version, row.created, row.edited, said)


def _mine(profile: str) -> Any:
    return select(Profile.id).where(Profile.name == _name(profile)).scalar_subquery()
