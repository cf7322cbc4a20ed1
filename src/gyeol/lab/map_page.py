"""Write a style map as a page to explore: it zooms, names what the pointer is on, and needs nothing but itself."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from PIL import Image

from gyeol.catalog import Array, Item
from gyeol.lab.map_picture import spread
from gyeol.phrases import Phrases, phrases
from gyeol.stickers.image import load_rgba
from gyeol.stickers.pack import Pack

Progress = Callable[[str, float], None]
TILE_PX = 96
MOST = 2000  # stickers on one page, about 6 MB; the first ones of all packs
_COLUMNS = 40
_WORDS = ("title", "hint", "search", "theme", "language", "all")


def write_page(
    path: Path,
    items: Sequence[Item],
    places: Array,
    pictures: Sequence[Path],
    packs: Mapping[str, Pack],
    words: Phrases,
    progress: Progress,
) -> None:
    """Write a map as one HTML file that works offline, in Korean and English, in light and dark.

    How many stickers are drawn, and how large, follows the zoom: they never cover each other.

    Args:
        path: the file.
        items: n stickers; of more than `MOST` the first are taken.
        places: (n, 2) in [0, 1].
        pictures: of each.
        packs: name -> pack.
        words: the language that the page begins in.
        progress: told how far it is.
    """
    n = min(len(items), MOST)
    names = list(dict.fromkeys(item.group for item in items[:n]))
    told = {
        "language": words.language,
        "tile": TILE_PX,
        "columns": _COLUMNS,
        "packs": [_pack(packs[name]) for name in names],
        "stickers": [
            [round(float(x), 4), round(float(y), 4), names.index(item.group), item.ko, item.en]
            for item, (x, y) in zip(items[:n], spread(places[:n]), strict=True)
        ],
        "words": {
            language: {word: phrases(language)(f"cli.map.{word}") for word in _WORDS}
            for language in ("ko", "en")
        },
    }
    # a "</script>" in a sticker's name must not end the script
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = files("gyeol.lab").joinpath("map_page.html").read_text(encoding="utf-8")
    page = page.replace("{{atlas}}", _atlas(pictures[:n], progress)).replace("{{data}}", data)
    path.write_text(page, encoding="utf-8")


def _pack(pack: Pack) -> list[str]:
    return [pack.title("ko"), pack.title("en"), pack.style]


def _atlas(pictures: Sequence[Path], progress: Progress) -> str:
    """Return all pictures side by side in rows of `_COLUMNS`, as a data address."""
    rows = -(-len(pictures) // _COLUMNS)
    atlas = Image.new("RGBA", (_COLUMNS * TILE_PX, rows * TILE_PX))
    for i, path in enumerate(pictures):
        progress("gathering pictures", i / len(pictures))
        image = load_rgba(path.read_bytes())
        image.thumbnail((TILE_PX, TILE_PX), Image.Resampling.LANCZOS)
        row, column = divmod(i, _COLUMNS)
        left, top = ((TILE_PX - side) // 2 for side in image.size)
        atlas.paste(image, (column * TILE_PX + left, row * TILE_PX + top))
    out = BytesIO()
    atlas.save(out, "WEBP", quality=82, alpha_quality=90, method=2)
    return "data:image/webp;base64," + base64.b64encode(out.getvalue()).decode("ascii")
