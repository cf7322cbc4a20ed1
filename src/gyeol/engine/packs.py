"""The packs of the product: find, bring, draw and remove them, and compare their styles."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import RLock

import numpy as np

from gyeol.catalog import Catalog, Item
from gyeol.engine.answers import PackInfo, Similar
from gyeol.engine.covers import info
from gyeol.engine.find import find
from gyeol.engine.models import Models
from gyeol.engine.shelf import Shelf, Shelves
from gyeol.engine.workshop import Progress, Workshop, drawings
from gyeol.errors import AlreadyThere, BadRequest
from gyeol.recommend.vote import Tally, vote
from gyeol.stickers import library
from gyeol.stickers.drawn import DrawnPack
from gyeol.stickers.library import Report
from gyeol.stickers.pack import slug

SHIPPED = Path(__file__).parent.parent / "packs"


class Packs:
    """The packs that came with gyeol and the user's own.

    Args:
        models: fill the spaces of what is imported or drawn.
        own: folder of the user's packs; need not exist.
    """

    def __init__(self, models: Models, own: Path) -> None:
        self._models, self._own = models, own
        self._lock = RLock()

    @cached_property
    def workshop(self) -> Workshop:
        """Writes packs into the user's folder."""
        return Workshop(self._models.style, self._models.concepts, self._own, lambda: self._models.picture)

    @cached_property
    def shelves(self) -> Shelves:
        """Reads packs, and again when a folder changes."""
        return Shelves(SHIPPED, self._own, self.workshop.dims, self.workshop.filled)

    @property
    def shelf(self) -> Shelf:
        """All packs at hand, as they are on disk now."""
        with self._lock:
            return self.shelves.current()

    def all(self) -> list[PackInfo]:
        """Return all packs, ours first."""
        shelf = self.shelf
        return [info(shelf, name) for name in shelf.packs]

    def find(self, words: str) -> list[PackInfo]:
        """Return the packs that a search finds; see `Engine.find_packs`."""
        return find(self.shelf, words)

    def pack(self, name: str) -> tuple[PackInfo, list[Item]]:
        """Return a pack and its stickers; raise `UnknownName` with a near miss."""
        shelf = self.shelf
        shelf.pack(name)
        return info(shelf, name), [shelf.catalog.items[i] for i in shelf.catalog.groups[name]]

    def import_path(
        self, path: Path, *, replace: bool = False, progress: Progress | None = None
    ) -> list[Report]:
        """Read every pack in a folder or file into the user's packs; see `Engine.import_packs`."""
        return self.workshop.import_path(path, taken=self._taken(replace), progress=progress)

    def add_iconify(
        self, name: str, *, replace: bool = False, progress: Progress | None = None
    ) -> list[Report]:
        """Fetch an Iconify set with npm and import it."""
        return self.workshop.import_iconify(name, taken=self._taken(replace), progress=progress)

    def draw(
        self,
        style: str,
        *,
        seed: int,
        count: int,
        name: str | None = None,
        replace: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Draw a new pack with the emoji maker; a seed gives the same pack again."""
        title = name or f"{style}-{seed}"
        found = drawings(DrawnPack(slug(title), title, title, style, seed, count, "", ""))
        return self.workshop.write(found, taken=self._taken(replace), progress=progress)

    def remove(self, name: str) -> None:
        """Delete one of the user's packs; raise `BadRequest` for one that came with gyeol."""
        shelf = self.shelf
        shelf.pack(name)
        if name in shelf.ours:
            raise BadRequest(f"pack '{name}' came with gyeol and cannot be removed; only imported packs can.")
        library.remove(self.workshop.root, name)

    def refresh(self, progress: Progress | None = None) -> int:
        """Encode again every user's pack that an older encoder filled; return how many there were."""
        stale = [folder for folder in self.shelves.stale() if folder.parent == self.workshop.root]
        for done, folder in enumerate(stale):
            if progress:
                progress(done, len(stale))
            self.workshop.refresh(folder)
        return len(stale)

    def similar(self, pack: str, n: int) -> list[Similar]:
        """Return the n packs whose style is nearest to that of a pack, itself left out."""
        shelf = self.shelf
        shelf.pack(pack)
        rows = shelf.by_pack.spaces["style"]
        cosine = rows @ rows[shelf.by_pack.row[pack]]
        order = [i for i in np.argsort(-cosine, kind="stable") if shelf.by_pack.items[i].id != pack]
        return [Similar(info(shelf, shelf.by_pack.items[i].id), float(cosine[i]), 0.0) for i in order[:n]]

    def vote(
        self,
        like: Sequence[str],
        *,
        at_least: int = 3,
        uses: Mapping[str, float] | None = None,
        by_similarity: bool = False,
        leave_out: Collection[str] = (),
    ) -> Tally:
        """Let stickers vote for the packs that look like them (R1.3); see `gyeol.recommend.vote.vote`.

        Args:
            like: ids of stickers.
            at_least: how many packs to choose; ties may make them more.
            uses: id -> how much it is sent; what is sent more has more votes. None: all vote alike.
            by_similarity: a nearer pack gets more of a vote.
            leave_out: packs that cannot be voted for, as the stickers' own.
        """
        shelf = self.shelf
        rows = [shelf.catalog.row[shelf.sticker(sticker).id] for sticker in like]
        return vote(
            shelf.catalog.spaces["style"][rows],
            _without(shelf.by_pack, leave_out),
            at_least=at_least,
            counts=[uses.get(sticker, 0) for sticker in like] if uses is not None else None,
            by_similarity=by_similarity,
        )

    def _taken(self, replace: bool) -> Callable[[str], None]:
        """Return a check that raises `AlreadyThere` for a pack name that must not be written."""
        shelf = self.shelf

        def check(name: str) -> None:
            if name in shelf.ours:
                raise AlreadyThere(f"a pack '{name}' came with gyeol; give yours another name (--name).")
            if name in shelf.packs and not replace:
                raise AlreadyThere(f"a pack '{name}' is there already; replace it with --replace.")

        return check


def _without(packs: Catalog, names: Collection[str]) -> Catalog:
    keep = [row for row, item in enumerate(packs.items) if item.id not in names]
    spaces = {space: rows[keep] for space, rows in packs.spaces.items()}
    return Catalog(tuple(packs.items[row] for row in keep), spaces, packs.filled)
