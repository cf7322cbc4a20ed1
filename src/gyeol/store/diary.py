"""Entries of the diary in the store: beside corrections the one place where a text is kept, because its author asked.

Nothing here logs or copies a text; deleting overwrites its bytes and empties the write-ahead log.
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from gyeol.errors import Conflict, NotThere
from gyeol.store import corrections, derived
from gyeol.store.entries import Entry, Mood, Page, SentenceRow
from gyeol.store.sealed import sealed
from gyeol.store.store import Store, _name, _now, _plain, _profile_id
from gyeol.store.tables import DiaryEntry, DiarySentence, Profile

_LIKE_CHARS = 64  # of a word that SQL looks for; longer ones are looked for in the rows that it finds


def write(store: Store, profile: str, pages: Iterable[Page], *, once: bool = False) -> list[Entry]:
    """Keep new pages, all or none; the profile is created if new.

    Args:
        store: the store.
        profile: whose they are.
        pages: what to keep.
        once: an entry of the same day, title and text is returned in place of a second one.
    """
    with store._writing() as connection:
        owner = _profile_id(connection, profile)
        return [
            (_same(connection, owner, page) if once else None) or _insert(connection, owner, page)
            for page in pages
        ]


def edit(store: Store, profile: str, entry_id: int, version: int, page: Page) -> Entry:
    """Put a page in place of an entry's, of whose words nothing stays in the files.

    Raises:
        NotThere: the profile has no such entry.
        Conflict: somebody edited it since this version was read; nothing was changed.
    """
    with store._erasing() as connection:
        before = _row(connection, profile, entry_id)
        if before.version != version:
            raise Conflict(
                f"entry {entry_id} was changed elsewhere (it is at version {before.version}, this edit began at "
                f"{version}), and nothing was overwritten; look at it and save again."
            )
        if page.text != before.text:
            derived.follow(connection, entry_id, _plain(page.emotions))
        values = _values(page) | {"version": version + 1, "edited": _now()}
        connection.execute(update(DiaryEntry).where(DiaryEntry.id == entry_id).values(values))
        connection.execute(delete(DiarySentence).where(DiarySentence.entry_id == entry_id))
        _sentences(connection, entry_id, page)
        corrections.follow(connection, entry_id, before.text, page)
        return Entry(entry_id, version + 1, before.created, values["edited"], page)


def erase(store: Store, profile: str, entry_id: int) -> None:
    """Delete an entry for good, and the requests for songs that were made of it.

    Its bytes are overwritten, the log is emptied, and copies of migrations go.

    Raises:
        NotThere: the profile has no such entry.
    """
    with store._erasing() as connection:
        _row(connection, profile, entry_id, DiaryEntry.id)  # deleting needs no key
        derived.forget(connection, [entry_id])
        connection.execute(delete(DiaryEntry).where(DiaryEntry.id == entry_id))


def entry(store: Store, profile: str, entry_id: int) -> Entry:
    """Return an entry with its sentences; raise `NotThere` if the profile has none of this id."""
    with store._reading() as connection:
        row = _row(connection, profile, entry_id)
        found = connection.execute(
            select(DiarySentence.start, DiarySentence.end, DiarySentence.emotions)
            .where(DiarySentence.entry_id == entry_id)
            .order_by(DiarySentence.position)
        )
        return _entry(row, tuple(SentenceRow(*sentence) for sentence in found))


def entries(
    store: Store,
    profile: str,
    *,
    first: date | None = None,
    last: date | None = None,
    words: Sequence[str] = (),
    limit: int | None = None,
) -> list[Entry]:
    """Return entries, the newest day first and within a day the last written first; without their sentences.

    Args:
        store: the store.
        profile: whose they are.
        first: the earliest day, or None.
        last: the latest day, or None.
        words: each must stand in title or text; letters of a-z match in either case.
        limit: how many at most.
    """
    query = (
        select(DiaryEntry.__table__)
        .where(DiaryEntry.profile_id == _mine(profile), *_between(first, last))
        .order_by(DiaryEntry.day.desc(), DiaryEntry.id.desc())
    )
    with store._reading() as connection:
        long = any(len(form) > _LIKE_CHARS for word in words for form in _forms(word))
        query = query if sealed() else query.where(*map(_holds, words))
        if not (words and (sealed() or long)):
            return [_entry(row, ()) for row in connection.execute(query.limit(limit))]
        found = (_entry(row, ()) for row in connection.execute(query) if _said(row, words))
        return list(islice(found, limit))


def whole(store: Store, profile: str) -> list[Entry]:
    """Return every entry with its sentences as of one moment, the oldest day first."""
    mine = DiaryEntry.profile_id == _mine(profile)
    pages = select(DiaryEntry.__table__).where(mine).order_by(DiaryEntry.day, DiaryEntry.id)
    parts = (
        select(DiarySentence.entry_id, DiarySentence.start, DiarySentence.end, DiarySentence.emotions)
        .join(DiaryEntry)
        .where(mine)
        .order_by(DiarySentence.entry_id, DiarySentence.position)
    )
    said: dict[int, list[SentenceRow]] = {}
    with store._reading() as connection:
        for entry_id, *sentence in connection.execute(parts):
            said.setdefault(entry_id, []).append(SentenceRow(*sentence))
        return [_entry(row, tuple(said.get(row.id, ()))) for row in connection.execute(pages)]


def moods(store: Store, profile: str, first: date | None = None, last: date | None = None) -> list[Mood]:
    """Return the feeling of each entry from one day to another, oldest first."""
    columns = (
        DiaryEntry.id, DiaryEntry.day, DiaryEntry.top, DiaryEntry.emotions, DiaryEntry.confidence,
    )  # fmt: skip
    with store._reading() as connection:
        length = DiaryEntry.text if sealed() else func.length(DiaryEntry.text)  # spares reading the texts
        query = (
            select(*columns, length.label("n"))
            .where(DiaryEntry.profile_id == _mine(profile), *_between(first, last))
            .order_by(DiaryEntry.day, DiaryEntry.id)
        )
        return [
            Mood(
                row.id, row.day, row.top, row.emotions, row.confidence,
                len(row.n) if isinstance(row.n, str) else row.n,
            )
            for row in connection.execute(query)
        ]  # fmt: skip


def sentences(store: Store, entry_ids: Collection[int]) -> dict[int, list[SentenceRow]]:
    """Return what was read in each sentence of some entries, in the order of the text."""
    query = (
        select(DiarySentence.entry_id, DiarySentence.start, DiarySentence.end, DiarySentence.emotions)
        .where(DiarySentence.entry_id.in_(entry_ids))
        .order_by(DiarySentence.entry_id, DiarySentence.position)
    )
    found: dict[int, list[SentenceRow]] = {}
    with store._reading() as connection:
        for entry_id, *sentence in connection.execute(query):
            found.setdefault(entry_id, []).append(SentenceRow(*sentence))
    return found


def _same(connection: Connection, owner: int, page: Page) -> Entry | None:
    """Return the entry that says the same already; compared here, since SQL cannot look into sealed columns."""
    of_day = select(DiaryEntry.__table__).where(DiaryEntry.profile_id == owner, DiaryEntry.day == page.day)
    rows = connection.execute(of_day.order_by(DiaryEntry.id))
    found = next((row for row in rows if (row.title, row.text) == (page.title, page.text)), None)
    return None if found is None else _entry(found, page.sentences)


def _insert(connection: Connection, owner: int, page: Page) -> Entry:
    now = _now()
    row = _values(page) | {"profile_id": owner, "version": 1, "created": now, "edited": now}
    entry_id = connection.execute(insert(DiaryEntry).values(row).returning(DiaryEntry.id)).scalar_one()
    _sentences(connection, entry_id, page)
    return Entry(entry_id, 1, now, now, page)


def _values(page: Page) -> dict[str, Any]:
    values = vars(page) | {"emotions": _plain(page.emotions)}
    del values["sentences"]
    return values


def _sentences(connection: Connection, entry_id: int, page: Page) -> None:
    rows = [
        {"entry_id": entry_id, "position": i, "start": s.start, "end": s.end, "emotions": _plain(s.emotions)}
        for i, s in enumerate(page.sentences)
    ]
    if rows:
        connection.execute(insert(DiarySentence), rows)


def _row(connection: Connection, profile: str, entry_id: int, *columns: Any) -> Row[Any]:
    query = select(*columns) if columns else select(DiaryEntry.__table__)
    row = connection.execute(
        query.where(DiaryEntry.id == entry_id, DiaryEntry.profile_id == _mine(profile))
    ).one_or_none()
    if row is None:
        raise NotThere(f"there is no diary entry {entry_id}; 'gyeol diary list' shows those that are there.")
    return row


def _entry(row: Row[Any], sentences: tuple[SentenceRow, ...]) -> Entry:
    page = Page(
        row.day, row.title, row.text, row.language, row.top, row.emotions, row.confidence, row.model, row.splitter,
        sentences,
    )  # fmt: skip
    return Entry(row.id, row.version, row.created, row.edited, page)


def _mine(profile: str) -> Any:
    return select(Profile.id).where(Profile.name == _name(profile)).scalar_subquery()


def _between(first: date | None, last: date | None) -> list[Any]:
    earliest = [DiaryEntry.day >= first] if first else []
    return earliest + ([DiaryEntry.day <= last] if last else [])


def _holds(word: str) -> Any:
    """Return the condition that a word stands in title or text, however its Hangul is composed.

    Only its beginning is looked for: SQLite refuses long patterns, and needs seconds for some.
    """
    columns = (DiaryEntry.title, DiaryEntry.text)
    heads = sorted({form[:_LIKE_CHARS] for form in _forms(word)})
    return or_(*(column.icontains(head, autoescape=True) for head in heads for column in columns))


def _said(row: Row[Any], words: Sequence[str]) -> bool:
    """Return whether every word stands in a row, which SQL could not look into, or not for so long a word."""
    said = (row.title.lower(), row.text.lower())
    return all(any(form.lower() in text for form in _forms(word) for text in said) for word in words)


def _forms(word: str) -> list[str]:
    return sorted({word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)})
