"""Turn found, fetched or drawn pictures into packs on disk whose spaces are filled."""

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from gyeol.artifact import replacing
from gyeol.catalog import Array, Catalog, Item, concat, filled_by
from gyeol.emotion import PRODUCT
from gyeol.encode.concepts import Concepts
from gyeol.encode.image import Picture
from gyeol.encode.picture import PictureReader
from gyeol.encode.style import StyleEncoder
from gyeol.errors import AlreadyThere
from gyeol.stickers.drawn import DrawnPack, draw
from gyeol.stickers.iconify import fetch_iconify
from gyeol.stickers.image import rgba, some_frames
from gyeol.stickers.library import Report, prepare, read_pack, remove
from gyeol.stickers.pack import FoundPack, FoundSticker, Pack
from gyeol.stickers.readers import read
from gyeol.stickers.svg import render

Progress = Callable[[int, int], None]  # (done, total)
Taken = Callable[[str], None]  # raises `AlreadyThere` for a name that must not be written
_UNSEEN = 1.5  # mean difference of an inked channel, of 255: above it, shading shows bands


class Workshop:
    """Writes packs into a folder, each wholly or not at all.

    Args:
        style: fills the style space.
        concepts: fills the meaning space.
        root: folder of the packs.
        reader: returns what reads the feeling of a picture of which nothing is said; None: it stays unknown.
    """

    def __init__(
        self,
        style: StyleEncoder,
        concepts: Concepts,
        root: Path,
        reader: Callable[[], PictureReader] | None = None,
    ) -> None:
        self.style, self.concepts, self.root, self._reader = style, concepts, root, reader

    @property
    def dims(self) -> Mapping[str, int]:
        """Space -> dim."""
        return {"emotion": len(PRODUCT), "meaning": self.concepts.dim, "style": self.style.dim}

    @property
    def filled(self) -> Mapping[str, str]:
        """Space -> what fills it: the taxonomy's name for the emotion space, `name@revision` for the others."""
        return {"emotion": PRODUCT.name, "meaning": self.concepts.name, "style": self.style.name}

    def import_path(self, path: Path, *, taken: Taken, progress: Progress | None = None) -> list[Report]:
        """Import every pack of a folder or file; where it holds several, those that exist are reported as skipped."""
        found = list(read(path))
        if len(found) == 1:
            return [self.write(found[0], taken=taken, progress=progress)]
        reports = []
        for pack in found:
            try:
                reports.append(self.write(pack, taken=taken, progress=progress))
            except AlreadyThere as error:
                reports.append(Report(pack.pack.name, 0, 0, ((pack.pack.name, str(error)),)))
        return reports

    def import_iconify(self, name: str, *, taken: Taken, progress: Progress | None = None) -> list[Report]:
        """Fetch an Iconify set with npm and import it."""
        return self.import_path(fetch_iconify(name), taken=taken, progress=progress)

    def write(self, found: FoundPack, *, taken: Taken, progress: Progress | None = None) -> Report:
        """Decode, describe and encode a found pack and put it on disk; nothing is left of it if that fails."""
        taken(found.pack.name)
        with replacing(self.root / found.pack.name) as draft:
            look = self._look if self._reader else None
            items, emotion, report = prepare(found, draft, progress, look=look)
            self._encoded(items, emotion, draft, progress).save(draft)
        return report

    def extend(self, found: FoundPack) -> Report:
        """Add pictures to a pack on disk, all or none; where there is no such pack yet, they begin it."""
        folder = self.root / found.pack.name
        if not folder.is_dir():
            return self.write(found, taken=lambda name: None)
        if filled_by(folder) != self.filled:
            self.refresh(folder)
        with replacing(folder) as draft:
            shutil.copytree(folder, draft, dirs_exist_ok=True)
            fresh = draft / ".fresh"
            fresh.mkdir()
            items, emotion, report = prepare(found, fresh, look=self._look if self._reader else None)
            more = self._encoded(items, emotion, fresh)
            for item in items:
                (fresh / item.path).replace(draft / item.path)
            shutil.rmtree(fresh)
            concat([Catalog.load(folder), more], self.dims, self.filled).save(draft)
            found.pack.save(draft)
        return report

    def shorten(self, name: str, ids: Collection[str]) -> None:
        """Take stickers out of a pack on disk, all or none; a pack that is left empty goes."""
        folder = self.root / name
        before = Catalog.load(folder)
        rest = [row for row, item in enumerate(before.items) if item.id not in ids]
        if not rest:
            remove(self.root, name)
            return
        with replacing(folder) as draft:
            shutil.copytree(folder, draft, dirs_exist_ok=True)
            for item in before.items:
                if item.id in ids:
                    (draft / item.path).unlink()
            spaces = {space: rows[rest] for space, rows in before.spaces.items()}
            Catalog(tuple(before.items[row] for row in rest), spaces, before.filled).save(draft)

    def refresh(self, folder: Path) -> None:
        """Fill the meaning and style spaces of an existing pack again, by the encoders of now."""
        _, catalog = read_pack(folder)
        with replacing(folder) as draft:
            shutil.copytree(folder, draft, dirs_exist_ok=True)
            self._encoded(catalog.items, catalog.spaces["emotion"], draft).save(draft)

    def _look(self, frames: Sequence[Picture]) -> tuple[Array, float] | None:
        return self._reader().look(frames) if self._reader else None

    def _encoded(
        self, items: Sequence[Item], emotion: Array, folder: Path, progress: Progress | None = None
    ) -> Catalog:
        words = [" ".join((item.ko, item.en, *item.keywords)) for item in items]
        style = []
        for item in items:  # one picture in memory at a time
            style.append(self.style.encode([_first((folder / item.path).read_bytes())]))
            if progress:
                progress(len(items), len(items))
        spaces = {"emotion": emotion, "meaning": self.concepts.encode(words), "style": np.concatenate(style)}
        return Catalog(tuple(items), spaces, self.filled)


def drawings(pack: DrawnPack) -> FoundPack:
    """Return a pack of the emoji maker as if a reader had found it; raise `UnknownName` for a wrong style."""
    stickers = [
        FoundSticker(
            slug=drawing.slug,
            file=f"{drawing.slug}.svg",
            data=lambda svg=drawing.svg: _compact(render(svg)),  # type: ignore[misc]
            ko=drawing.ko,
            en=drawing.en,
            keywords=drawing.keywords,
            emotion=drawing.feeling,
        )
        for drawing in draw(pack.style, seed=pack.seed, count=pack.count)
    ]
    cover = Pack(
        pack.name, pack.ko, pack.en, pack.style,
        licence="Apache-2.0", attribution="gyeol", source=f"drawn: {pack.style}, seed {pack.seed}, {pack.count}",
    )  # fmt: skip
    return FoundPack(cover, stickers)


def _first(data: bytes) -> Picture:
    """Return the first frame of a picture on which something is drawn."""
    first = rgba(data)
    return first if first[..., 3].any() else next(iter(some_frames(data, 5)), first)


def _compact(png: bytes) -> bytes:
    """Return a picture in 256 colours, a third of the size, unless eyes would notice (soft shading)."""
    image = Image.open(BytesIO(png)).convert("RGBA")
    fewer = image.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    before, after = (np.asarray(i, np.float32) for i in (image, fewer.convert("RGBA")))
    ink = before[..., 3] > 0
    if not ink.any() or np.abs(before - after)[ink].mean() > _UNSEEN:
        return png
    out = BytesIO()
    fewer.save(out, "PNG")
    return out.getvalue()
