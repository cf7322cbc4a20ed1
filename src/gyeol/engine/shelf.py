"""The packs that are at hand, read once and read again when a folder changes."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import numpy as np

from gyeol.catalog import Catalog, Item, concat, filled_by
from gyeol.errors import BadData, UnknownName
from gyeol.stickers.library import read_pack
from gyeol.stickers.pack import Pack


@dataclass(frozen=True)
class Shelf:
    """A snapshot of all packs.

    Attributes:
        packs: name -> pack, ours first, then the user's, each by name.
        folders: name -> its folder.
        catalog: all stickers; spaces "emotion", "meaning", "style".
        revision: changes whenever a pack does; logged with each impression.
        ours: names of the packs that came with gyeol.
    """

    packs: Mapping[str, Pack]
    folders: Mapping[str, Path]
    catalog: Catalog
    revision: str
    ours: frozenset[str]

    @cached_property
    def by_pack(self) -> Catalog:
        """One item a pack."""
        return self.catalog.grouped()

    def pack(self, name: str) -> Pack:
        """Return a pack; raise `UnknownName` with a near miss."""
        if name not in self.packs:
            raise UnknownName("pack", name, self.packs)
        return self.packs[name]

    def sticker(self, sticker_id: str) -> Item:
        """Return a sticker; raise `UnknownName` with a near miss among its pack's stickers or the packs."""
        row = self.catalog.row.get(sticker_id)
        if row is not None:
            return self.catalog.items[row]
        pack = sticker_id.partition("/")[0]
        if pack in self.packs:
            raise UnknownName(
                "sticker", sticker_id, (self.catalog.items[i].id for i in self.catalog.groups[pack])
            )
        raise UnknownName("sticker", sticker_id, self.packs)

    def picture(self, item: Item) -> Path:
        """Return the path of a sticker's picture."""
        return self.folders[item.group] / item.path


class Shelves:
    """Reads packs from the folder that ships and from the user's, and notices when either changes.

    Args:
        shipped: folder of the packs that come with gyeol.
        own: folder of the user's packs; need not exist.
        dims: space -> dim.
        filled: space -> `name@revision` of what fills it now. A pack whose spaces were filled by something else is
            refused, since its axes would mean something different.
    """

    def __init__(self, shipped: Path, own: Path, dims: Mapping[str, int], filled: Mapping[str, str]) -> None:
        self.shipped, self.own = shipped, own
        self.dims, self.filled = dims, filled
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None
        self._changed: tuple[int, ...] = ()

    def current(self) -> Shelf:
        """Return the packs as they are on disk now; cheap when nothing changed.

        Raises:
            BadData: a pack is damaged, or its spaces were filled by other models.
        """
        changed = tuple(root.stat().st_mtime_ns if root.is_dir() else 0 for root in (self.shipped, self.own))
        shelf = self._shelf
        if shelf is None or changed != self._changed:
            with self._lock:
                if self._shelf is None or changed != self._changed:
                    self._shelf, self._changed = self._read(), changed
                shelf = self._shelf
        return shelf

    def stale(self) -> list[Path]:
        """Return the folders of the packs whose spaces were filled by other models than those of now."""
        return [
            folder for folder in pack_folders(self.shipped, self.own) if not self._fits(filled_by(folder))
        ]

    def _read(self) -> Shelf:
        folders = {folder.name: folder for folder in pack_folders(self.shipped, self.own)}
        packs: dict[str, Pack] = {}
        catalogs: list[Catalog] = []
        digest = sha256()
        for name, folder in folders.items():
            packs[name], catalog = read_pack(folder)
            if not self._fits(catalog.filled):
                raise BadData(
                    f"pack '{name}' was encoded by {dict(catalog.filled)}, but {dict(self.filled)} reads it now; "
                    "import it again."
                )
            catalogs.append(catalog)
            digest.update(f"{name} {(folder / 'spaces.safetensors').stat().st_mtime_ns}".encode())
        ours = frozenset(name for name, folder in folders.items() if folder.parent == self.shipped)
        everything = _interleaved(concat(catalogs, self.dims, self.filled))
        return Shelf(packs, folders, everything, digest.hexdigest()[:12], ours)

    def _fits(self, filled: Mapping[str, str]) -> bool:
        return all(filled.get(space) == made_by for space, made_by in self.filled.items())


def _interleaved(catalog: Catalog) -> Catalog:
    """Return the first stickers of all packs, then the second ones …, packs shuffled at each place.

    Ties go by row: no pack and no motif shall win all of them, and the order is the same on every machine.
    """
    place = np.empty(len(catalog), np.intp)
    for rows in catalog.groups.values():
        place[rows] = np.arange(len(rows))
    shuffled = np.asarray([crc32(item.id.encode()) for item in catalog.items])
    order = np.lexsort((shuffled, place))
    spaces = {space: rows[order] for space, rows in catalog.spaces.items()}
    return Catalog(tuple(catalog.items[i] for i in order), spaces, catalog.filled)


def pack_folders(*roots: Path) -> list[Path]:
    """Return the folders of all packs, root by root and each by name; names that start with a dot are drafts."""
    return [
        folder
        for root in roots
        if root.is_dir()
        for folder in sorted(root.iterdir())
        if not folder.name.startswith(".") and (folder / "items.jsonl").is_file()
    ]
