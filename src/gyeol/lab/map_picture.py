"""Draw a style map as one picture: as many stickers as have room, each at its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from gyeol.catalog import Array, Item
from gyeol.phrases import Phrases
from gyeol.stickers.image import load_rgba
from gyeol.stickers.pack import Pack

Progress = Callable[[str, float], None]
SIDE_PX = 2400
_EDGE_PX = 130
_PAPER, _INK, _SOFT = (250, 246, 238), (42, 35, 29), (201, 190, 172)
_SMALLEST_PX, _LARGEST_PX = 58, 132
_APART = 0.92  # of the mean of two sizes: how near two pictures may come
_FONTS = (
    "NanumSquareRoundB.ttf", "NanumBarunGothicBold.ttf", "NanumGothicBold.ttf", "NotoSansKR-Bold.otf",
    "NotoSansCJK-Bold.ttc", "AppleSDGothicNeo.ttc", "malgunbd.ttf", "malgun.ttf",
)  # fmt: skip
_NEIGHBOURS = 3
_TITLE_PX = 32
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class _Title:
    text: str
    at: tuple[float, float]
    box: Box


def write_png(
    path: Path,
    items: Sequence[Item],
    places: Array,
    pictures: Sequence[Path],
    packs: Mapping[str, Pack],
    words: Phrases,
    progress: Progress,
) -> None:
    """Write a map as PNG of `SIDE_PX`.

    Where stickers lie thin they are drawn large; where they crowd, small, and those for which there is no room
    become dots. The first stickers of all packs are drawn first, so that every pack is seen.

    Args:
        path: the file.
        items: n stickers.
        places: (n, 2) in [0, 1].
        pictures: of each.
        packs: name -> pack, for the titles.
        words: the language of the titles.
        progress: told how far it is.
    """
    at = _EDGE_PX + spread(places) * (SIDE_PX - 2 * _EDGE_PX)
    titles = _titles(items, at, packs, words)
    sizes = sizes_px(at)
    drawn = chosen(at, sizes, [title.box for title in titles])
    paper = Image.new("RGB", (SIDE_PX, SIDE_PX), _PAPER)
    pen = ImageDraw.Draw(paper)
    for x, y in at[~np.isin(np.arange(len(at)), drawn)]:
        pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill=_SOFT)
    for done, i in enumerate(drawn):
        progress("drawing the map", done / len(drawn))
        image = load_rgba(pictures[i].read_bytes())
        image.thumbnail((int(sizes[i]), int(sizes[i])), Image.Resampling.LANCZOS)
        x, y = (round(float(c)) for c in at[i])
        paper.paste(image, (x - image.width // 2, y - image.height // 2), image)
    for title in titles:
        pen.text(
            title.at, title.text, fill=_INK, font=_font(), anchor="mm", stroke_width=6, stroke_fill=_PAPER
        )
    paper.save(path, "PNG")


def spread(places: Array) -> Array:
    """Return places (n, 2) in [0, 1] with the crowded parts widened and the empty ones narrowed.

    Halfway between where each lies and its rank along each axis: neighbours stay neighbours, and paper is not wasted.
    """
    rank = np.argsort(np.argsort(places, axis=0, kind="stable"), axis=0) / max(len(places) - 1, 1)
    return np.asarray((places * 0.4 + rank * 0.6), np.float32)


def sizes_px(at: Array) -> Array:
    """Return how large each picture may be (n,), by how far its neighbours lie: crowded ones are small."""
    near = min(_NEIGHBOURS, len(at) - 1)
    if near < 1:
        return np.full(len(at), float(_LARGEST_PX), np.float32)
    distance = np.stack([np.partition(np.hypot(*(at - place).T), near)[near] for place in at])
    return np.asarray(distance.clip(_SMALLEST_PX, _LARGEST_PX), np.float32)


def chosen(at: Array, sizes: Array, taken: Sequence[Box] = ()) -> NDArray[np.intp]:
    """Return the rows that are drawn, in order: each of them unless it would cover a box, or one drawn before it."""
    kept: list[int] = []
    for i in range(len(at)):
        room = (sizes[kept] + sizes[i]) / 2 * _APART
        free = (np.abs(at[kept] - at[i]).max(axis=1) >= room).all()
        (x, y), half = at[i], sizes[i] / 2
        if free and not _hits((x - half, y - half, x + half, y + half), taken):
            kept.append(i)
    return np.asarray(kept, np.intp)


def _titles(items: Sequence[Item], at: Array, packs: Mapping[str, Pack], words: Phrases) -> list[_Title]:
    """Return each pack's title at its middle, or below it where another one is in the way."""
    pen = ImageDraw.Draw(Image.new("RGB", (1, 1)))
    group = np.asarray([item.group for item in items])
    titles: list[_Title] = []
    for name in dict.fromkeys(group.tolist()):
        text = packs[name].title(words.language)
        x, y = (float(c) for c in np.median(at[group == name], axis=0))
        left, top, right, bottom = pen.textbbox((x, y), text, font=_font(), anchor="mm")
        boxes = [title.box for title in titles]
        down = next(d for d in range(0, SIDE_PX, 8) if not _hits((left, top + d, right, bottom + d), boxes))
        titles.append(_Title(text, (x, y + down), (left - 8, top + down - 4, right + 8, bottom + down + 4)))
    return titles


def _hits(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(left < o[2] and right > o[0] and top < o[3] and bottom > o[1] for o in others)


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return a font that can write Korean; Pillow's own one, which has no Hangul, where none is installed."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, _TITLE_PX)
        except OSError:
            continue
    return ImageFont.load_default(_TITLE_PX)
