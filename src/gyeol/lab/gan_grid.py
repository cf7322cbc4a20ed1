"""Lay made pictures out as one to look at."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gyeol.lab.gan_data import on_ground

_ROWS, _COLUMNS = 4, 8


def grid(pictures: NDArray[np.uint8], rows: int = _ROWS, columns: int = _COLUMNS) -> NDArray[np.uint8]:
    """Return the first pictures (n, S, S, 4) on white, as (rows · S, columns · S, 3); missing ones stay white."""
    size = pictures.shape[1]
    cells = np.full((rows * columns, size, size, 3), 255, np.uint8)
    shown = on_ground(pictures[: len(cells)])
    cells[: len(shown)] = shown
    sheet = cells.reshape(rows, columns, size, size, 3).swapaxes(1, 2)
    return np.ascontiguousarray(sheet.reshape(rows * size, columns * size, 3))


def save(sheet: NDArray[np.uint8], path: Path) -> None:
    """Write a picture (H, W, 3) as PNG; its folder is made if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(path, format="PNG", optimize=True)
