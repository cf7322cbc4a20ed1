"""The pictures that the reader of feelings learns from: labelled packs on disk, and drawings of known feeling."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array
from gyeol.emotion import PRODUCT
from gyeol.encode.image import on_white
from gyeol.errors import BadData
from gyeol.stickers import table
from gyeol.stickers.drawn import STYLES, draw
from gyeol.stickers.image import rgba
from gyeol.stickers.meaning import meaning
from gyeol.stickers.pack import FoundSticker
from gyeol.stickers.readers import read
from gyeol.stickers.svg import render

Progress = Callable[[str, float], None]
_NOTHING = np.zeros(len(PRODUCT), np.float32)


@dataclass(frozen=True)
class Pictures:
    """n pictures and what is known of them.

    Attributes:
        pixels: (n, SIZE_PX, SIZE_PX, 3) uint8 on white.
        feeling: (n, n_labels) float32 in [0, 1]; a zero row: nobody has said.
        by_name: (n, n_labels) what the rule for file names alone says; zero rows where it says nothing.
        mute: (n,) True where the picture is known to show no feeling, as a plain animal.
        motif: (n,) what is shown; "" if unknown.
        pack: (n,) name of its pack.
        group: (n,) "character" (a mascot or a person), "face" or "thing".
    """

    pixels: NDArray[np.uint8]
    feeling: Array
    by_name: Array
    mute: NDArray[np.bool_]
    motif: NDArray[np.str_]
    pack: NDArray[np.str_]
    group: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.pack)

    def at(self, rows: NDArray[Any]) -> "Pictures":
        """Return the pictures of a mask (n,), or of some rows in their order."""
        return Pictures(*(getattr(self, field.name)[rows] for field in fields(self)))


_Row = tuple[NDArray[np.uint8], Array, Array, bool, str, str, str]


def stack(rows: Iterable[_Row]) -> Pictures:
    """Return the pictures of such rows; raise `BadData` if there is none."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        raise BadData("a reader of pictures needs pictures to learn from and there is none; check data.root.")
    return Pictures(*(np.stack(column) if i < 3 else np.asarray(column) for i, column in enumerate(columns)))


def packs_on_disk(root: Path, progress: Progress) -> Pictures:
    """Return the pictures of all packs below a folder, with the feelings that their manifests and emoji give.

    Args:
        root: packs as `gyeol packs import` reads them; the column `subgroup` of a `manifest.csv` tells faces apart.
        progress: told how far the reading is.
    """
    sheet = root / "manifest.csv"
    kinds = {row.get("file", ""): row.get("subgroup", "") for row in _rows(sheet)}
    found = list(read(root))

    def rows() -> Iterator[_Row]:
        for done, pack in enumerate(found):
            progress(f"reading {pack.pack.name}", done / len(found))
            for sticker in pack.stickers:
                pixels = on_white(rgba(sticker.data()))
                if pixels is not None:
                    yield pixels, *_known(sticker), pack.pack.name, _group(kinds.get(sticker.file, ""))

    return stack(rows())


def packs_drawn(seeds: Sequence[int], count: int, progress: Progress) -> Pictures:
    """Return drawings of the emoji maker, `count` for each art style and seed; each has exactly one feeling."""
    wanted = [(style, seed) for style in STYLES for seed in seeds]

    def rows() -> Iterator[_Row]:
        for done, (style, seed) in enumerate(wanted):
            progress(f"drawing {style}", done / len(wanted))
            for drawing in draw(style, seed=seed, count=count):
                pixels = on_white(rgba(render(drawing.svg, 128)))
                if pixels is not None:
                    act = f"{drawing.feeling} {drawing.slug.split('-', 2)[-1]}"
                    felt = PRODUCT.vector({drawing.feeling: 1.0})
                    yield pixels, felt, _NOTHING, False, act, f"drawn-{style}-{seed}", "character"

    return stack(rows())


def _known(sticker: FoundSticker) -> tuple[Array, Array, bool, str]:
    """Return the feelings of a sticker, those that its file name alone tells, whether it has none, and its motif."""
    meant = meaning(sticker)
    mute = not meant.emotion.any() and bool(sticker.emojis)
    named = FoundSticker(slug=sticker.slug, file=sticker.file, data=sticker.data)
    motif = sticker.emojis[0] if sticker.emojis else ""
    return meant.emotion, meaning(named).emotion, mute, motif


def _group(subgroup: str) -> str:
    if not subgroup:
        return "character"
    return "face" if "face" in subgroup else "thing"  # "face-smiling", "cat-face", "monkey-face"


def _rows(sheet: Path) -> list[table.Row]:
    return table.rows(sheet.read_bytes(), sheet.name) if sheet.is_file() else []
