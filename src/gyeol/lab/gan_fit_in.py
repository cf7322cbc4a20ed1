"""Bring a sticker of any size into the square that generators learn from, with its alpha."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gyeol.encode.image import SIZE_PX

_SEEN = 8  # an alpha below this is nothing
_MARGIN = 0.03  # of the side, left free around the content


def fitted(picture: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Return what a sticker (H, W, 4) shows, as large as fits in (64, 64, 4); None if it is empty.

    Colours are averaged as far as they can be seen, so that hidden ones do not bleed in.
    """
    shown = picture[..., 3] >= _SEEN
    if not shown.any():
        return None
    rows, columns = np.flatnonzero(shown.any(1)), np.flatnonzero(shown.any(0))
    content = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = content.shape[:2]
    edge = max(1, round(max(height, width) * (1 + 2 * _MARGIN)))
    square = Image.new("RGBa", (edge, edge))
    # "RGBa" is Pillow's premultiplied form
    square.paste(Image.fromarray(content).convert("RGBa"), ((edge - width) // 2, (edge - height) // 2))
    way = Image.Resampling.BOX if edge >= SIZE_PX else Image.Resampling.BICUBIC
    return np.asarray(square.resize((SIZE_PX, SIZE_PX), way).convert("RGBA"))
