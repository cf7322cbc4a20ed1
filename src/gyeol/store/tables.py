"""The tables of the store.

What was written stands in the diary and in corrections alone, where its author put it; queries keep feelings. Whatever
holds words or feelings of the user is of a type of `store.sealed`, so that a lock covers it.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from gyeol.store.sealed import SealedJson, SealedText, SealedVectors

REVISION = "0005"  # the Alembic revision that these tables have; a test compares the two


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets time zones, so the zone is stripped and restored here."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC and drop the zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say that it is UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """Base of all tables."""


class Profile(Table):
    """Somebody who uses this copy of gyeol; everything else belongs to one and goes with it."""

    __tablename__ = "profiles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    created: Mapped[datetime] = mapped_column(Moment)


class Like(Table):
    """An item that a profile likes."""

    __tablename__ = "likes"

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)


class Use(Table):
    """How often, and when last, a profile sent an item, and what that weighed then (see `store.fading`)."""

    __tablename__ = "uses"

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    last: Mapped[datetime] = mapped_column(Moment)
    weight: Mapped[float] = mapped_column(Float)


class Leaning(Table):
    """What a profile said of an item by hand: above 0 for more of its kind, below 0 for less."""

    __tablename__ = "leanings"

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float] = mapped_column(Float)  # as of `since`; fades
    since: Mapped[datetime] = mapped_column(Moment)


class Query(Table):
    """One request: what was felt in it, where in each space it stood, and by which model and catalogue."""

    __tablename__ = "queries"
    __table_args__ = ({"sqlite_autoincrement": True},)  # ids of deleted queries are never given again

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    parent: Mapped[int | None] = mapped_column(ForeignKey("queries.id", ondelete="SET NULL"), index=True)
    created: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str]
    language: Mapped[str]
    emotions: Mapped[dict[str, Any]] = mapped_column(SealedJson)  # label -> probability, before feedback
    vectors: Mapped[Any] = mapped_column(SealedVectors)
    model: Mapped[str]
    catalogue: Mapped[str]


class Impression(Table):
    """One item shown in answer to a query."""

    __tablename__ = "impressions"

    query_id: Mapped[int] = mapped_column(ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]  # 0 = first
    score: Mapped[float] = mapped_column(Float)
    why: Mapped[dict[str, Any]] = mapped_column(JSON)  # space -> its part of the score


class Rating(Table):
    """What a profile thought of an item that was shown to it; the last word counts."""

    __tablename__ = "ratings"
    __table_args__ = (
        ForeignKeyConstraint(
            ["query_id", "item_id"], ["impressions.query_id", "impressions.item_id"], ondelete="CASCADE"
        ),
        CheckConstraint("value BETWEEN 1 AND 5", name="value_1_to_5"),
    )

    query_id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
    created: Mapped[datetime] = mapped_column(Moment)


class DiaryEntry(Table):
    """A page of a diary, in its author's words, and what was read in it."""

    __tablename__ = "entries"
    __table_args__ = (
        Index("ix_entries_profile_id_day", "profile_id", "day"),
        {"sqlite_autoincrement": True},
    )  # ids of deleted entries are never given again

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"))
    day: Mapped[date]
    title: Mapped[str] = mapped_column(SealedText)
    text: Mapped[str] = mapped_column(SealedText)
    created: Mapped[datetime] = mapped_column(Moment)
    edited: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int]  # 1 when written, one more with each edit
    language: Mapped[str]
    top: Mapped[str] = mapped_column(SealedText)
    emotions: Mapped[dict[str, Any]] = mapped_column(SealedJson)  # label -> probability, of the day
    confidence: Mapped[float] = mapped_column(Float)
    model: Mapped[str]
    splitter: Mapped[str]


class DiarySentence(Table):
    """What was read in one sentence of an entry; its words are `entries.text[start:end]`."""

    __tablename__ = "entry_sentences"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)  # 0 = first
    start: Mapped[int]
    end: Mapped[int]
    emotions: Mapped[dict[str, Any]] = mapped_column(SealedJson)


class Correction(Table):
    """What a text felt like, as its author says; its words are its own, or `text[start:end]` of an entry."""

    __tablename__ = "corrections"
    __table_args__ = (
        {"sqlite_autoincrement": True},
    )  # what was learnt names them: ids are never given again

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    start: Mapped[int | None]  # None for a whole entry
    end: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(SealedText)  # None for what stands in an entry
    language: Mapped[str]
    top: Mapped[str] = mapped_column(SealedText)  # as it was read
    emotions: Mapped[dict[str, Any]] = mapped_column(SealedJson)  # label -> probability, as it was read
    model: Mapped[str]  # that read it
    labels: Mapped[list[str]] = mapped_column(SealedJson)  # what it is, the main one first
    consent: Mapped[bool]  # to learn from it
    version: Mapped[int]  # 1 when made, one more with each change
    created: Mapped[datetime] = mapped_column(Moment)
    edited: Mapped[datetime] = mapped_column(Moment)


class Watched(Table):
    """What was measured of one reading; no word of it."""

    __tablename__ = "watched"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    created: Mapped[datetime] = mapped_column(Moment)
    model: Mapped[str]
    measures: Mapped[dict[str, Any]] = mapped_column(SealedJson)  # name -> number, see `gyeol.learn.drift`


class Lock(Table):
    """The passphrase lock: one row while it is set, none otherwise (see `store.locks`)."""

    __tablename__ = "locks"

    id: Mapped[int] = mapped_column(primary_key=True)  # always 1
    key_id: Mapped[str]  # another one each time a lock is set: a key of an earlier one opens nothing
    salt: Mapped[bytes]
    cost: Mapped[int]
    wrapped: Mapped[bytes]  # the data key under the passphrase
    since: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int]  # wrong ones in a row
    tried: Mapped[datetime | None] = mapped_column(Moment)  # the last one
