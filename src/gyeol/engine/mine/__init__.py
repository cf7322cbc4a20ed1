"""All that a user owns: to see, to take along as one zip, to delete, and to lock."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from gyeol import store as stores
from gyeol.engine.mine import export
from gyeol.engine.mine.kinds import KINDS, Kind, named
from gyeol.engine.mine.lock import Padlock
from gyeol.errors import BadRequest, NotThere, UnknownName
from gyeol.phrases import Phrases
from gyeol.settings import Settings

if TYPE_CHECKING:
    from gyeol.store import Store
    from gyeol.store.rows import Key

MAX_SHOWN = 500
_LINK = "~"  # between the values of a primary key in `Owned.key`


@dataclass(frozen=True)
class Amount:
    """How much there is of a kind: rows, or folders for what lies in folders, and the bytes of its files."""

    kind: Kind
    count: int
    n_bytes: int


@dataclass(frozen=True)
class Owned:
    """One thing that a user owns.

    Attributes:
        kind: name of its kind.
        key: names it among its kind.
        facts: column -> value as JSON knows it, for what stands in a table; {} for a folder.
    """

    kind: str
    key: str
    facts: dict[str, Any]


class Mine:
    """What a user owns.

    Args:
        settings: where it is.
        store: returns the store, which is opened when it is first needed.
        diary: returns the diary as the text of a file: "markdown", "csv" or "json".
        forget: called after anything was deleted: each takes back what it made of it.
    """

    def __init__(
        self,
        settings: Settings,
        store: Callable[[], "Store"],
        diary: Callable[[str], str],
        forget: Sequence[Callable[[], None]] = (),
    ) -> None:
        self._settings, self._home, self._store = settings, settings.home, store
        self._diary, self._forget = diary, forget

    @cached_property
    def lock(self) -> Padlock:
        """The passphrase lock."""
        return Padlock(self._store, self._settings)

    def amounts(self) -> list[Amount]:
        """Return how much there is of each kind; needs no key."""
        counts = stores.rows.counts(self._store())
        return [
            Amount(
                kind,
                counts[kind.tables[0]] if kind.tables else len(self._folders(kind)),
                sum(p.stat().st_size for p in (self._home / kind.folder).rglob("*") if p.is_file())
                if kind.folder
                else 0,
            )
            for kind in KINDS
        ]

    def title(self, kind: str, say: Phrases) -> str:
        """Return the name of a kind for people; raise `UnknownName`."""
        return say(f"mine.{_kind(kind).name}.title")

    def owned(self, kind: str, *, first: int = 0, limit: int = 100) -> list[Owned]:
        """Return what there is of a kind, the newest first; raise `UnknownName`, `BadRequest` or `Locked`."""
        if not (1 <= limit <= MAX_SHOWN and 0 <= first < 2**53):
            raise BadRequest(f"limit must be between 1 and {MAX_SHOWN} and first at least 0.")
        return list(islice(self._owned(_kind(kind), first), limit))

    def export(self, file: IO[bytes]) -> None:
        """Write everything as one zip; see `mine.export.write`."""
        export.write(file, self._store(), self._home, self._diary)

    def delete(self, kind: str, key: str) -> None:
        """Delete one thing for good; needs no key of the lock.

        Raises:
            UnknownName: no such kind.
            NotThere: no such thing.
        """
        found = _kind(kind)
        if found.tables:
            stores.rows.erase(self._store(), found.tables[0], _values(key))
        else:
            folder = next((one for one in self._folders(found) if one.name == key), None)
            if folder is None:
                raise NotThere(f"there is no '{key[:80]}' among your {kind}; look again.")
            _remove(folder)
        self._take_back()

    def delete_kind(self, kind: str) -> int:
        """Delete all of a kind for good and return how much it was; raise `UnknownName`."""
        found = _kind(kind)
        count = (
            stores.rows.empty(self._store(), found.tables[:1]) if found.tables else len(self._folders(found))
        )
        self._empty(found)
        self._take_back()
        return count

    def delete_everything(self) -> None:
        """Delete all that a user owns, of every profile, and the lock; settings stay. Needs no key."""
        stores.rows.empty(self._store(), stores.rows.names())
        for kind in KINDS:
            self._empty(kind)
        self._take_back()
        self.lock.shut()

    def _owned(self, kind: Kind, first: int) -> Iterator[Owned]:
        if kind.tables:
            for row in stores.rows.rows(self._store(), kind.tables[0], first=first):
                yield Owned(kind.name, _key(stores.rows.key(kind.tables[0], row)), row)
            return
        for folder in self._folders(kind)[first:]:
            changed = datetime.fromtimestamp(folder.stat().st_mtime).astimezone()
            n_bytes = sum(p.stat().st_size for p in [folder, *folder.rglob("*")] if p.is_file())
            facts = {"changed": changed.isoformat(timespec="seconds"), "bytes": n_bytes}
            yield Owned(kind.name, folder.name, facts)

    def _folders(self, kind: Kind) -> list[Path]:
        root = self._home / kind.folder
        return sorted(p for p in root.iterdir() if not p.name.startswith(".")) if root.is_dir() else []

    def _empty(self, kind: Kind) -> None:
        """Remove the folder of a kind and what an earlier removal left that was cut short."""
        if kind.folder:
            _remove(self._home / kind.folder)
            for grave in self._home.glob(f".{kind.folder}-*"):
                shutil.rmtree(grave)

    def _take_back(self) -> None:
        for forget in self._forget:
            forget()


def one_line(owned: Owned, n_characters: int = 100) -> str:
    """Return the beginning of what something says, for lists: its text if it has one, else all its facts."""
    facts = owned.facts
    told = [str(facts[name]) for name in ("day", "title", "text") if facts.get(name)] or [
        f"{name} {value}" for name, value in facts.items() if isinstance(value, str | int | float)
    ]
    line = " ".join(" · ".join(told).split())
    return line if len(line) <= n_characters else line[: n_characters - 1] + "…"


def _kind(name: str) -> Kind:
    kind = named(name)
    if kind is None:
        raise UnknownName("kind of data", name, (one.name for one in KINDS))
    return kind


def _key(values: "Key") -> str:
    return _LINK.join(str(value) for value in values)


def _values(key: str) -> "Key":
    return tuple(int(part) if part.isdecimal() and len(part) < 17 else part for part in key.split(_LINK, 1))


def _remove(path: Path) -> None:
    """Delete a folder or file at once for every reader, even if the deletion is cut short after that."""
    with suppress(FileNotFoundError):
        grave = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        try:
            path.rename(grave / path.name)
        finally:
            shutil.rmtree(grave)
