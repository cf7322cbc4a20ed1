"""The lists of songs of the product: find, bring and remove them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gyeol import text
from gyeol.catalog import Array, Catalog, Item
from gyeol.emotion import Taxonomy
from gyeol.engine.models import Models
from gyeol.engine.songs.shelf import SongShelf, SongShelves
from gyeol.errors import AlreadyThere, BadRequest
from gyeol.songs import library
from gyeol.songs.library import SongList
from gyeol.songs.matrix import Meaning, Progress, Readers, matrix
from gyeol.songs.readers import Found, read
from gyeol.songs.slug import list_name

SHIPPED = Path(__file__).parents[2] / "songs" / "lists"


@dataclass(frozen=True)
class SongReport:
    """What an import has done.

    Attributes:
        list: as it is on disk now.
        duplicates: rows of a song that had been read before; they were joined to it.
        skipped: reason -> rows that were left out.
        without_feeling: songs that nothing is known of but names and numbers; they have zero rows.
        others: (file, why) of files beside the tables.
    """

    list: SongList
    duplicates: int
    skipped: Mapping[str, int]
    without_feeling: int
    others: tuple[tuple[str, str], ...]


class SongLists:
    """The list that came with gyeol and the user's own.

    Args:
        trained: fill the spaces of what is imported.
        own: folder of the user's lists; need not exist.
    """

    def __init__(self, trained: Models, own: Path) -> None:
        self._trained, self._own = trained, own

    @cached_property
    def _shelves(self) -> SongShelves:
        return SongShelves(SHIPPED, self._own, self.about)

    @cached_property
    def about(self) -> Mapping[str, Meaning]:
        """Space -> what fills it with what songs are about; lists that another encoder filled are read again.

        "concepts" finds what has a name, "meaning" what is said in other words too.
        """
        return {"concepts": self._trained.concepts, "meaning": self._trained.sentence}

    @property
    def concepts(self) -> Taxonomy:
        """The axes of the space "concepts", for reasons."""
        return self._trained.concepts.taxonomy

    @property
    def shelf(self) -> SongShelf:
        """All lists at hand, as they are on disk now."""
        return self._shelves.current()

    def all(self) -> list[SongList]:
        """Return all lists, ours first."""
        return list(self.shelf.lists.values())

    def songs(self, name: str) -> tuple[SongList, list[Item]]:
        """Return a list and its songs; raise `UnknownName` with a near miss."""
        shelf = self.shelf
        return shelf.named(name), [shelf.catalog.items[i] for i in shelf.rows(name)]

    def import_path(
        self,
        path: Path,
        *,
        name: str | None = None,
        keep_lyrics: bool = False,
        replace: bool = False,
        progress: Progress | None = None,
    ) -> SongReport:
        """Read every song table in a folder or file into one list, wholly or not at all.

        Args:
            path: CSV, TSV, XLSX or JSON lines, packed as .gz, .xz or .zip or not, or a folder of them.
            name: of the list; None takes the file's.
            keep_lyrics: store lyrics with the songs; by default they only make vectors.
            replace: overwrite a list of the same name.
            progress: called with (done, total).

        Raises:
            BadData: there is no song table, or no song in it.
            AlreadyThere: a list of this name exists and `replace` is False.
        """
        short = list_name(name or path.name.partition(".")[0])
        self._taken(short, replace=replace)
        found = read(path)
        catalog = matrix(short, found.songs, self.readers, keep_lyrics=keep_lyrics, progress=progress)
        about = cover(short, name or path.name.partition(".")[0], path.name, catalog, self.readers.model)
        library.write(self._own, about, catalog)
        return _report(about, found)

    def remove(self, name: str) -> None:
        """Delete one of the user's lists; raise `BadRequest` for one that came with gyeol."""
        shelf = self.shelf
        if name not in shelf.damaged:
            shelf.named(name)
        if name in shelf.ours:
            raise BadRequest(
                f"the list '{name}' came with gyeol and cannot be removed; only imported ones can."
            )
        library.remove(self._own, name)

    @cached_property
    def readers(self) -> Readers:
        """What reads lyrics, theme lines and tags."""
        model = self._trained.emotion

        def feelings(texts: Sequence[str]) -> Array:
            return self._trained.classifier.predict_proba([text.normalise(text.visible(t)) for t in texts])

        return Readers(feelings, f"{model.name}@{model.revision}", self.about)

    def _taken(self, name: str, *, replace: bool) -> None:
        shelf = self.shelf
        if name in shelf.ours:
            raise AlreadyThere(f"a list '{name}' came with gyeol; give yours another name (--name).")
        if (name in shelf.lists or name in shelf.damaged) and not replace:
            raise AlreadyThere(f"a list '{name}' is there already; replace it with --replace.")


def cover(name: str, title: str, source: str, catalog: Catalog, model: str, licence: str = "") -> SongList:
    """Return what is to be said about the catalogue of a list."""
    evidence = Counter(kind for item in catalog.items for kind in item.facts.get("evidence", {}))
    felt = int(catalog.known["emotion"].sum())
    return SongList(name, title, len(catalog), felt, source, model, dict(evidence), licence)


def _report(about: SongList, found: Found) -> SongReport:
    blank = about.n_songs - about.n_with_feeling
    return SongReport(about, found.duplicates, found.skipped, blank, found.others)
