"""The stickers that the style encoder learns from: packs on disk and packs drawn for it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array
from gyeol.encode.image import Picture, on_canvas
from gyeol.encode.style_lines import statistics
from gyeol.errors import BadData
from gyeol.lab.pack_measures import altered
from gyeol.stickers import table
from gyeol.stickers.drawn import STYLES, draw
from gyeol.stickers.image import rgba
from gyeol.stickers.readers import read
from gyeol.stickers.svg import render

Progress = Callable[[str, float], None]
_Row = tuple[Picture, str, str, str]
_BLOCK = 500


@dataclass(frozen=True)
class Stickers:
    """n stickers to learn from.

    Attributes:
        pictures: n of (H, W, 4) RGBA, each of its own size.
        pack: (n,) name of the pack of each.
        family: (n,) packs of one family look alike on purpose and are never told apart.
        motif: (n,) what is shown (code point, or scene of a drawing); "" if unknown.
    """

    pictures: tuple[Picture, ...]
    pack: NDArray[np.str_]
    family: NDArray[np.str_]
    motif: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.pack)


def measured(pictures: Sequence[Picture], form: str, seed: int, progress: Progress) -> Array:
    """Return the (n, n_statistics) statistics of RGBA pictures, altered as `pack_measures.altered` does; 0: empty."""
    rows = []
    for start in range(0, len(pictures), _BLOCK):
        progress(f"measuring {form} pictures", start / len(pictures))
        for picture in altered(pictures[start : start + _BLOCK], form, seed + start):
            seen = on_canvas(picture)
            rows.append(np.zeros(1, np.float32) if seen is None else statistics(seen))
    n_statistics = max(len(row) for row in rows)
    return np.stack([row if len(row) == n_statistics else np.zeros(n_statistics, np.float32) for row in rows])


def stack(rows: Iterable[_Row]) -> Stickers:
    """Return the stickers of (picture, pack, family, motif) rows; raise `BadData` if there is none."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        raise BadData("a style encoder needs stickers to learn from and there is none; check data.root.")
    return Stickers(columns[0], *(np.asarray(column) for column in columns[1:]))


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
                motif = sticker.emojis[0] if sticker.emojis else ""
                yield rgba(sticker.data()), pack.pack.name, family, motif

    return stack(rows())


def packs_drawn(seeds: Sequence[int], count: int, progress: Progress) -> Stickers:
    """Return packs of the emoji maker, one for each art style and seed; those of one style are a family."""
    wanted = [(style, seed) for style in STYLES for seed in seeds]

    def rows() -> Iterable[_Row]:
        for done, (style, seed) in enumerate(wanted):
            progress(f"drawing {style}", done / len(wanted))
            for drawing in draw(style, seed=seed, count=count):
                scene = drawing.slug.split("-", 2)[-1]
                name = f"drawn-{style}"
                yield rgba(render(drawing.svg, 128)), f"{name}-{seed}", name, f"{drawing.feeling} {scene}"

    return stack(rows())
