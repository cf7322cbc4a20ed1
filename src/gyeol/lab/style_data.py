"""The stickers that the style encoder learns from: packs on disk and packs drawn for it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gyeol.encode.image import on_white
from gyeol.errors import BadData
from gyeol.stickers import table
from gyeol.stickers.drawn import STYLES, draw
from gyeol.stickers.image import rgba
from gyeol.stickers.readers import read
from gyeol.stickers.svg import render

Progress = Callable[[str, float], None]
_Row = tuple[NDArray[np.uint8], str, str, str]


@dataclass(frozen=True)
class Stickers:
    """n stickers as the network sees them.

    Attributes:
        pictures: (n, SIZE_PX, SIZE_PX, 3) uint8 on white.
        pack: (n,) name of the pack of each.
        family: (n,) packs of one family look alike on purpose and are never told apart.
        motif: (n,) what is shown (code point, or scene of a drawing); "" if unknown.
    """

    pictures: NDArray[np.uint8]
    pack: NDArray[np.str_]
    family: NDArray[np.str_]
    motif: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.pack)

    def where(self, rows: NDArray[np.bool_]) -> "Stickers":
        """Return the stickers of a mask (n,)."""
        return Stickers(self.pictures[rows], self.pack[rows], self.family[rows], self.motif[rows])


def stack(rows: Iterable[_Row]) -> Stickers:
    """Return the stickers of (picture, pack, family, motif) rows; raise `BadData` if there is none."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        raise BadData("a style encoder needs stickers to learn from and there is none; check data.root.")
    return Stickers(np.stack(columns[0]), *(np.asarray(column) for column in columns[1:]))


def packs_on_disk(root: Path, progress: Progress) -> Stickers:
    """Return the stickers of a folder of packs.

    Args:
        root: a folder with `manifest.csv` and `packs.csv` (pack, family).
        progress: told how far the reading is.
    """
    sheet = root / "packs.csv"
    if not sheet.is_file():
        raise BadData(f"'{root}' has no packs.csv, which says the family of each; check data.root.")
    covers = {row["pack"]: row for row in table.rows(sheet.read_bytes(), sheet.name)}
    found = list(read(root))

    def rows() -> Iterable[_Row]:
        for done, pack in enumerate(found):
            progress(f"reading {pack.pack.name}", done / len(found))
            cover = covers.get(pack.pack.source, covers.get(pack.pack.name, {}))
            family = cover.get("family") or pack.pack.name
            for sticker in pack.stickers:
                picture = on_white(rgba(sticker.data()))
                if picture is not None:
                    motif = sticker.emojis[0] if sticker.emojis else ""
                    yield picture, pack.pack.name, family, motif

    return stack(rows())


def packs_drawn(seeds: Sequence[int], count: int, progress: Progress) -> Stickers:
    """Return packs of the emoji maker, one for each art style and seed; those of one style are a family."""
    wanted = [(style, seed) for style in STYLES for seed in seeds]

    def rows() -> Iterable[_Row]:
        for done, (style, seed) in enumerate(wanted):
            progress(f"drawing {style}", done / len(wanted))
            for drawing in draw(style, seed=seed, count=count):
                picture = on_white(rgba(render(drawing.svg, 128)))
                if picture is not None:
                    scene = drawing.slug.split("-", 2)[-1]
                    yield picture, f"drawn-{style}-{seed}", f"drawn-{style}", f"{drawing.feeling} {scene}"

    return stack(rows())
