"""Draw the icons of the app from its mark: `python recipes/draw_icons.py [folder]`.

`icon-N.png` is the mark as it is; `icon-maskable-512.png` fills its square and keeps the letter within the middle four
fifths, where no system cuts; `icon-180.png` is opaque to its corners, since iOS rounds them itself.
"""

import sys
from pathlib import Path

from gyeol.stickers.svg import render

STATIC = Path(__file__).parents[1] / "src" / "gyeol" / "web" / "static"
ROUND = '<rect width="64" height="64" rx="17" fill="#bf4320"/>'
SQUARE = '<rect width="64" height="64" fill="#bf4320"/>'
SAFE = 0.78  # of the letter's size, so that its corners lie within the circle of four fifths


def icons() -> dict[str, bytes]:
    """Return file name -> PNG."""
    mark = (STATIC / "mark.svg").read_text(encoding="utf-8")
    opaque = mark.replace(ROUND, SQUARE)
    offset = 32 * (1 - SAFE)
    maskable = opaque.replace("<g ", f'<g transform="translate({offset} {offset}) scale({SAFE})" ')
    if mark in (opaque, maskable):
        raise SystemExit("mark.svg is drawn another way than this script knows; mend the script.")
    return {
        "icon-192.png": render(mark, 192),
        "icon-512.png": render(mark, 512),
        "icon-maskable-512.png": render(maskable, 512),
        "icon-180.png": render(opaque, 180),
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else STATIC
    for name, data in icons().items():
        (folder / name).write_bytes(data)
