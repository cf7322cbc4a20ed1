"""The look of stickers: what resembles pictures that are not on the shelf, and where everything lies on a map."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gyeol.catalog import Array, Item, unit
from gyeol.engine.answers import Similar
from gyeol.engine.covers import info
from gyeol.engine.models import Models
from gyeol.engine.shelf import Shelf
from gyeol.engine.workshop import Progress
from gyeol.errors import BadData
from gyeol.recommend.vote import Tally, vote
from gyeol.stickers.image import SUFFIXES, rgba
from gyeol.stickers.readers import read

_EMPTY = "nothing is drawn on it"


@dataclass(frozen=True)
class Looks:
    """What n things look like.

    Attributes:
        names: ids, names of packs or names of files, as they were given.
        rows: (n, dim) unit rows in the style space.
        packs: the packs among them.
        skipped: (file, reason) of pictures that cannot be used.
    """

    names: tuple[str, ...]
    rows: Array
    packs: frozenset[str] = frozenset()
    skipped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class StyleMap:
    """Every sticker at a place where those that look alike lie together.

    Attributes:
        items: n stickers.
        places: (n, 2) float32 in [0, 1]: x to the right, y down; both axes have the same scale.
        rows: (n, dim) unit rows in the style space, for another way of laying them out.
    """

    items: tuple[Item, ...]
    places: Array
    rows: Array


class Styles:
    """Compares looks with the packs at hand.

    Args:
        models: encode pictures that are not on the shelf.
        shelf: returns all packs at hand.
    """

    def __init__(self, models: Models, shelf: Callable[[], Shelf]) -> None:
        self._models, self._shelf = models, shelf

    def looks(self, what: Sequence[str]) -> Looks:
        """Return what packs, stickers and picture files look like.

        Args:
            what: names of packs, ids of stickers, paths of pictures.

        Raises:
            UnknownName: one is no file, and no pack or sticker either.
            BadData: all are pictures, and none can be used.
        """
        shelf = self._shelf()
        packs = frozenset(name for name in what if name in shelf.packs)
        pictures = [(name, Path(name).read_bytes) for name in what if _is_picture(name)]
        seen = self._seen(pictures)
        drawn = dict(zip(seen.names, seen.rows, strict=True))
        rows = {
            name: drawn.get(name) if _is_picture(name) else _row(shelf, name) for name in dict.fromkeys(what)
        }
        known = {name: row for name, row in rows.items() if row is not None}
        return Looks(tuple(known), np.stack(list(known.values())), packs, seen.skipped)

    def own(self, path: Path, progress: Progress | None = None) -> Looks:
        """Return what the pictures of a folder or zip look like, each under its file name; nothing is imported.

        Raises:
            BadData: the path holds no picture that can be used.
        """
        found = list(read(path))
        pictures = [(sticker.file, sticker.data) for pack in found for sticker in pack.stickers]
        seen = self._seen(pictures, progress)
        return Looks(
            seen.names, seen.rows, skipped=(*(row for p in found for row in p.ignored), *seen.skipped)
        )

    def nearest(self, looks: Looks, n: int) -> list[Similar]:
        """Return the n packs whose style is nearest to the mean of some looks, packs among these left out."""
        shelf = self._shelf()
        cosine = shelf.by_pack.spaces["style"] @ unit(looks.rows.sum(0))
        order = [int(i) for i in np.argsort(-cosine, kind="stable")]
        names = {i: shelf.by_pack.items[i].id for i in order}
        near = [i for i in order if names[i] not in looks.packs][:n]
        return [Similar(info(shelf, names[i]), float(cosine[i]), 0.0) for i in near]

    def vote(
        self,
        looks: Looks,
        *,
        at_least: int = 3,
        counts: Mapping[str, float] | None = None,
        by_similarity: bool = False,
    ) -> Tally:
        """Let looks vote for the packs that resemble them (R1.3); see `gyeol.recommend.vote.vote`.

        Args:
            looks: each has five ballots.
            at_least: how many packs to choose; ties may make them more.
            counts: name -> how often it is sent; what is sent more has more votes. None: all vote alike.
            by_similarity: a nearer pack gets more of a vote.
        """
        weights = [counts.get(name, 0) for name in looks.names] if counts is not None else None
        packs = self._shelf().by_pack
        return vote(looks.rows, packs, at_least=at_least, counts=weights, by_similarity=by_similarity)

    def map(self) -> StyleMap:
        """Return a map of all stickers: the two axes along which the packs' means differ most, by principal components.

        Packs weigh the same, however many stickers they have; the same packs give the same map.
        """
        catalog = self._shelf().catalog
        rows = catalog.spaces["style"]
        shown = catalog.known["style"]
        means = unit(np.stack([rows[members].mean(0) for members in catalog.groups.values()]))
        centred = (means if len(means) > 2 else rows[shown]) - means.mean(0)
        axes = np.linalg.svd(centred, full_matrices=False)[2][:2]  # (2, dim)
        axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(1)])[
            :, None
        ]  # else the sign is left to chance
        items = tuple(item for item, there in zip(catalog.items, shown, strict=True) if there)
        return StyleMap(items, fitted((rows[shown] - means.mean(0)) @ axes.T), rows[shown])

    def _seen(
        self, pictures: Sequence[tuple[str, Callable[[], bytes]]], progress: Progress | None = None
    ) -> Looks:
        """Encode pictures one by one; what cannot be read is named and left out."""
        names, rows, skipped = [], [], []
        for done, (name, data) in enumerate(pictures, start=1):
            try:
                row = self._models.style.encode([rgba(data(), name=Path(name).name)])[0]
            except (BadData, OSError) as error:
                skipped.append((name, str(error)))
            else:
                if row.any():
                    names.append(name)
                    rows.append(row)
                else:
                    skipped.append((name, _EMPTY))
            if progress:
                progress(done, len(pictures))
        if pictures and not rows:
            file, why = skipped[0]
            raise BadData(f"at least one picture must be usable, none is; the first: {file}: {why}")
        found = np.stack(rows) if rows else np.zeros((0, self._models.style.dim), np.float32)
        return Looks(tuple(names), found, skipped=tuple(skipped))


def fitted(places: Array) -> Array:
    """Return (n, 2) places moved and scaled alike on both axes so that all lie in [0, 1], in the middle of it."""
    low, high = places.min(0), places.max(0)
    side = max(float((high - low).max()), 1e-9)
    out: Array = ((places - (low + high) / 2) / side + 0.5).clip(0, 1).astype(np.float32)
    return out


def _is_picture(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES and Path(name).is_file()


def _row(shelf: Shelf, name: str) -> Array:
    """Return the style of a pack or a sticker; raise `UnknownName`."""
    if "/" not in name:
        return np.asarray(shelf.by_pack.spaces["style"][shelf.by_pack.row[shelf.pack(name).name]])
    return np.asarray(shelf.catalog.spaces["style"][shelf.catalog.row[shelf.sticker(name).id]])


def usable(counts: Mapping[str, float], names: Sequence[str]) -> tuple[dict[str, float], list[str]]:
    """Return counts by the names that they mean, and those that mean none.

    A count may name a file with or without its folder and ending.
    """
    known: dict[str, str] = {}
    for name in names:
        for form in _forms(name):
            known.setdefault(form, name)
    found = {known[name]: count for name, count in counts.items() if name in known}
    return found, [name for name in counts if name not in known]


def _forms(name: str) -> Iterator[str]:
    path = Path(name)
    yield from (name, path.name, path.with_suffix("").as_posix(), path.stem)
