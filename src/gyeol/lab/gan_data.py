"""Pictures for the emoji studio: a prepared `.npz` or a folder of stickers, checked before anything trains on them."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gyeol.encode.image import SIZE_PX, on_white
from gyeol.errors import BadData
from gyeol.stickers.image import SUFFIXES, load_rgba

LEAST = 50  # below this no measure means anything, and a generator can only copy
_LEAST_OF_CLASS = 10


@dataclass(frozen=True)
class Faces:
    """n pictures, and their classes where they are known.

    Attributes:
        pixels: (n, 64, 64, 3) uint8 on white.
        positive: (n,) 1 for pleasant and 0 for unpleasant; None where nobody has said.
    """

    pixels: NDArray[np.uint8]
    positive: NDArray[np.uint8] | None = None


def read_faces(path: Path) -> Faces:
    """Read `images` (n, 64, 64, 3) uint8 and, if there, `positive` (n,) of an `.npz`; or all stickers below a folder.

    Raises:
        BadData: nothing is there, or not in this form.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES)
        found = [on_white(np.asarray(load_rgba(p.read_bytes(), name=p.name))) for p in files]
        kept = [picture for picture in found if picture is not None]
        return Faces(np.stack(kept) if kept else np.zeros((0, SIZE_PX, SIZE_PX, 3), np.uint8))
    try:
        with np.load(path, allow_pickle=False) as arrays:
            pixels = arrays["images"]
            positive = arrays.get("positive")
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise BadData(
            f"'{path}' is neither a folder of pictures nor an .npz with an array 'images' ({error})."
        ) from None
    if pixels.dtype != np.uint8 or pixels.shape[1:] != (SIZE_PX, SIZE_PX, 3):
        raise BadData(
            f"'images' must be uint8 (n, 64, 64, 3), not {pixels.dtype} {pixels.shape}; resize them."
        )
    if positive is not None and positive.shape != pixels.shape[:1]:
        raise BadData(f"'positive' must hold {len(pixels)} numbers, one a picture, not {positive.shape}.")
    return Faces(pixels, positive)


def enough(faces: Faces) -> Faces:
    """Return pictures that can be learned from.

    Raises:
        BadData: too few pictures, too few different ones, or a class with too few.
    """
    n, different = len(faces.pixels), len({picture.tobytes() for picture in faces.pixels})
    if n < LEAST:
        raise BadData(
            f"a generator needs {LEAST} pictures, from fewer it can only copy; found {n}: bring more."
        )
    if different < LEAST:
        raise BadData(f"a generator needs {LEAST} different pictures; of these {n} only {different} differ.")
    if faces.positive is not None:
        for name, of in (("unpleasant", 0), ("pleasant", 1)):
            count = int((faces.positive == of).sum())
            if count < _LEAST_OF_CLASS:
                raise BadData(
                    f"each class needs {_LEAST_OF_CLASS} pictures, the {name} one has {count}; "
                    "bring more, or leave 'positive' out."
                )
    return faces
