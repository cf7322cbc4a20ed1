"""The lists of songs at hand, read once and read again when a folder changes."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from gyeol.catalog import Catalog, Item, concat
from gyeol.emotion import PRODUCT
from gyeol.errors import BadData, UnknownName
from gyeol.songs import library
from gyeol.songs.columns import SOUND
from gyeol.songs.library import SongList
from gyeol.songs.matrix import BY_TITLE, Meaning, meanings_of

_MOST_PARTS = (
    8  # that are kept: each holds the vectors of its songs, and many lists can be combined in many ways
)


@dataclass(frozen=True)
class SongShelf:
    """A snapshot of lists of songs.

    Attributes:
        lists: name -> list, ours first, then the user's, each by name.
        catalog: all songs; spaces "emotion", "concepts", "meaning", "sound".
        revision: changes whenever a list does; logged with each impression.
        ours: names of the lists that came with gyeol.
        damaged: name -> what is wrong with a list of the user's that cannot be read; the others are at hand.
    """

    lists: Mapping[str, SongList]
    catalog: Catalog
    revision: str
    ours: frozenset[str]
    damaged: Mapping[str, str] = field(default_factory=dict)

    def named(self, name: str) -> SongList:
        """Return a list; raise `UnknownName` with a near miss, or `BadData` if it is damaged."""
        if name in self.damaged:
            raise BadData(self.damaged[name])
        if name not in self.lists:
            raise UnknownName("list of songs", name, self.lists)
        return self.lists[name]

    def song(self, song_id: str) -> Item:
        """Return a song; raise `UnknownName` with a near miss in its list, or among the lists."""
        row = self.catalog.row.get(song_id)
        if row is not None:
            return self.catalog.items[row]
        of_list = song_id.partition("/")[0]
        self.named(of_list)
        ids = [self.catalog.items[i].id for i in self.rows(of_list)]
        start = song_id[: len(of_list) + 3].casefold()  # near misses among 50,000 names would take seconds
        raise UnknownName("song", song_id, [i for i in ids if i.startswith(start)] or ids[:24])

    def rows(self, name: str) -> list[int]:
        """Return the rows of a list."""
        return self._rows.get(name, [])

    @cached_property
    def _rows(self) -> Mapping[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for i, item in enumerate(self.catalog.items):
            rows.setdefault(item.id.partition("/")[0], []).append(i)
        return rows

    def of(self, names: Sequence[str]) -> "SongShelf":
        """Return a snapshot of some lists only, all of them if none is named; raise `UnknownName`.

        The order in which they are named changes nothing.
        """
        if not names:
            return self
        wanted = {self.named(name).name for name in names}
        lists = {name: found for name, found in self.lists.items() if name in wanted}
        part = self._parts.get(tuple(lists))
        if part is None:
            rows = [i for name in lists for i in self.rows(name)]
            spaces = {space: values[rows] for space, values in self.catalog.spaces.items()}
            catalog = Catalog(tuple(self.catalog.items[i] for i in rows), spaces, self.catalog.filled)
            part = replace(self, lists=lists, catalog=catalog)
            if len(self._parts) >= _MOST_PARTS:
                self._parts.clear()
            self._parts[tuple(lists)] = part
        return part

    @cached_property
    def _parts(self) -> dict[tuple[str, ...], "SongShelf"]:
        return {}


class SongShelves:
    """Reads lists from the folder that ships and from the user's, and notices when either changes.

    Args:
        shipped: folder of the lists that come with gyeol.
        own: folder of the user's lists; need not exist.
        about: space -> what fills it with what songs are about. A list that another encoder filled is read again by
            this one, from its titles, tags and theme lines, and lyrics if they were kept.
    """

    def __init__(self, shipped: Path, own: Path, about: Mapping[str, Meaning]) -> None:
        self.shipped, self.own, self._about = shipped, own, about
        self._lock = threading.Lock()
        self._shelf: SongShelf | None = None
        self._changed: tuple[int, ...] = ()

    def current(self) -> SongShelf:
        """Return the lists as they are on disk now; cheap when nothing changed.

        Raises:
            BadData: the list that ships is damaged; one of the user's is named in `damaged` instead.
        """
        with self._lock:
            stamps = self._stamps()  # before reading: what changes meanwhile is seen the next time
            if self._shelf is None or stamps != self._changed:
                self._shelf, self._changed = self._read(), stamps
            return self._shelf

    def _stamps(self) -> tuple[int, ...]:
        return tuple(root.stat().st_mtime_ns if root.is_dir() else 0 for root in (self.shipped, self.own))

    def _read(self) -> SongShelf:
        lists: dict[str, SongList] = {}
        damaged: dict[str, str] = {}
        catalogs: list[Catalog] = []
        digest = sha256()
        folders = {folder.name: folder for folder in library.folders(self.shipped, self.own)}
        for name, folder in folders.items():
            try:
                found, catalog = library.read_list(folder)
            except BadData as error:
                if folder.parent == self.shipped:
                    raise
                damaged[name] = str(error)
                continue
            lists[name] = found
            catalogs.append(self._fitting(lists[name], catalog, keep=folder.parent == self.own))
            digest.update(f"{name} {(folder / 'spaces.safetensors').stat().st_mtime_ns}".encode())
        dims = {space: encoder.dim for space, encoder in self._about.items()}
        dims |= {"emotion": len(PRODUCT), "sound": len(SOUND)}
        filled = {"emotion": PRODUCT.name, **{space: e.name for space, e in self._about.items()}}
        ours = frozenset(name for name, folder in folders.items() if folder.parent == self.shipped)
        return SongShelf(lists, concat(catalogs, dims, filled), digest.hexdigest()[:12], ours, damaged)

    def _fitting(self, about: SongList, catalog: Catalog, *, keep: bool) -> Catalog:
        """Return a catalogue with the meanings of these encoders; a user's list is written anew, so that it lasts."""
        stale = {s: e for s, e in self._about.items() if catalog.filled.get(s) != e.name}
        if not stale:
            return catalog
        spaces = {s: meanings_of(catalog.items, e, titles=s in BY_TITLE) for s, e in stale.items()}
        filled = {space: encoder.name for space, encoder in stale.items()}
        again = Catalog(catalog.items, {**catalog.spaces, **spaces}, {**catalog.filled, **filled})
        if keep:
            library.write(self.own, about, again)
        return again
