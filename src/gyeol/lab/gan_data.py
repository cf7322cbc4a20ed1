"""Pictures for the emoji studio: a prepared `.npz`, a folder of stickers, or packs and drawings; checked first."""

import csv
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array
from gyeol.emotion import PRODUCT
from gyeol.encode.image import SIZE_PX
from gyeol.errors import BadData
from gyeol.lab.gan_fit_in import fitted
from gyeol.stickers.drawn import draw
from gyeol.stickers.image import rgba
from gyeol.stickers.meaning import meaning
from gyeol.stickers.pack import FoundPack, FoundSticker
from gyeol.stickers.readers import read
from gyeol.stickers.svg import render

LEAST = 50  # below this no measure means anything, and a generator can only copy
LEAST_OF_CLASS = 10
_PLEASANT, _UNPLEASANT = "joy", "sadness"  # what stands for a class where only two are known
_BRIGHT = ("joy", "love", "gratitude", "calm")
_DARK = ("sadness", "anger", "disgust", "anxiety", "embarrassment", "fatigue")

Row = tuple[NDArray[np.uint8], Array, str, str]  # picture, feeling, pack, concept


@dataclass(frozen=True)
class Faces:
    """n pictures, and what is known of them.

    Attributes:
        rgba: (n, 64, 64, 4) uint8, straight alpha; opaque where a file had none.
        feeling: (n, n_labels) rows that sum to 1, or zero rows where nobody has said.
        pack: (n,) where each one is from.
        concept: (n,) what each one shows, the same in all packs; "" if unknown.
    """

    rgba: NDArray[np.uint8]
    feeling: Array
    pack: NDArray[np.str_]
    concept: NDArray[np.str_]

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """(n, 64, 64, 3) on white."""
        return on_ground(self.rgba)

    @property
    def positive(self) -> NDArray[np.float32]:
        """(n,) 1 pleasant, 0 unpleasant, NaN neither or unknown."""
        return polarity(self.feeling)

    def at(self, rows: NDArray[Any]) -> "Faces":
        """Return the pictures of a mask (n,), or of some rows in their order."""
        return Faces(*(getattr(self, field.name)[rows] for field in fields(self)))

    def __len__(self) -> int:
        return len(self.rgba)


def on_ground(pictures: NDArray[np.uint8], grey: int = 255) -> NDArray[np.uint8]:
    """Return RGBA pictures (n, H, W, 4) as (n, H, W, 3) on a plain ground."""
    alpha = pictures[..., 3:].astype(np.float32) / 255
    return (pictures[..., :3] * alpha + grey * (1 - alpha)).round().astype(np.uint8)


def polarity(feeling: Array) -> NDArray[np.float32]:
    """Return (n,) 1 where feelings (n, n_labels) are more pleasant than unpleasant, 0 where less, NaN where equal."""
    bright, dark = (feeling[:, [PRODUCT.index(x) for x in group]].sum(1) for group in (_BRIGHT, _DARK))
    return np.where(bright == dark, np.nan, bright > dark).astype(np.float32)


def read_faces(path: Path) -> Faces:
    """Read `images` (n, 64, 64, 3 or 4) uint8 and, if there, `positive` (n,) of an `.npz`; or stickers of a path.

    Beside an `.npz`, the `.csv` of the same first word (`faces_64.npz`: `faces.csv`) may name pack and codepoint of
    each picture. Stickers are read as `gyeol packs import` reads them; their names and emoji give their feelings.

    Raises:
        BadData: nothing is there, or not in this form.
    """
    if path.is_dir() or path.suffix.lower() in (".zip", ".json", ".csv", ".tgz"):
        return stack([row for pack in read(path) for row in stickers_of(pack)], path)
    try:
        with np.load(path, allow_pickle=False) as arrays:
            pixels = arrays["images"]
            positive = arrays.get("positive")
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise BadData(
            f"'{path}' is neither a folder of pictures nor an .npz with an array 'images' ({error})."
        ) from None
    if (
        pixels.dtype != np.uint8
        or pixels.shape[1:3] != (SIZE_PX, SIZE_PX)
        or pixels.shape[3:] not in ((3,), (4,))
    ):
        raise BadData(
            f"'images' must be uint8 (n, 64, 64, 3 or 4), not {pixels.dtype} {pixels.shape}; resize them."
        )
    if positive is not None and positive.shape != pixels.shape[:1]:
        raise BadData(f"'positive' must hold {len(pixels)} numbers, one a picture, not {positive.shape}.")
    if pixels.shape[3] == 3:
        pixels = np.concatenate([pixels, np.full_like(pixels[..., :1], 255)], axis=3)
    feeling = np.zeros((len(pixels), len(PRODUCT)), np.float32)
    if positive is not None:
        feeling[positive == 1, PRODUCT.index(_PLEASANT)] = 1
        feeling[positive == 0, PRODUCT.index(_UNPLEASANT)] = 1
    nothing = np.full(len(pixels), "")
    return _named(Faces(pixels, feeling, nothing, nothing), path.with_name(f"{path.stem.split('_')[0]}.csv"))


def read_drawn(styles: Sequence[str], seeds: Sequence[int], count: int) -> Faces:
    """Return drawings of the emoji maker, `count` of each style and seed."""

    def rows() -> Iterator[Row]:
        for style in styles:
            for seed in seeds:
                for drawing in draw(style, seed=seed, count=count):
                    picture = fitted(rgba(render(drawing.svg, 2 * SIZE_PX)))
                    felt = PRODUCT.vector({drawing.feeling: 1.0})
                    if picture is not None:
                        yield picture, felt, f"drawn-{style}-{seed}", drawing.slug.split("-", 2)[-1]

    return stack(list(rows()), Path("drawings"))


def enough(faces: Faces) -> Faces:
    """Return pictures that can be learned from.

    Raises:
        BadData: too few pictures, too few different ones, or a class with too few.
    """
    n, different = len(faces), len({picture.tobytes() for picture in faces.rgba})
    if n < LEAST:
        raise BadData(
            f"a generator needs {LEAST} pictures, from fewer it can only copy; found {n}: bring more."
        )
    if different < LEAST:
        raise BadData(f"a generator needs {LEAST} different pictures; of these {n} only {different} differ.")
    if np.isfinite(faces.positive).any():
        for name, of in (("unpleasant", 0), ("pleasant", 1)):
            count = int((faces.positive == of).sum())
            if count < LEAST_OF_CLASS:
                raise BadData(
                    f"each class needs {LEAST_OF_CLASS} pictures, the {name} one has {count}; "
                    "bring more, or pictures of which no feeling is known."
                )
    return faces


def digest(faces: Faces) -> str:
    """Return the SHA-256 of the pixels, hexadecimal."""
    return sha256(faces.rgba.tobytes()).hexdigest()


def stack(rows: list[Row], source: Path) -> Faces:
    """Return pictures of such rows; raise `BadData` if there is none."""
    if not rows:
        raise BadData(f"a generator needs {LEAST} pictures, '{source}' has none that can be read.")
    pictures, feelings, packs, concepts = zip(*rows, strict=True)
    return Faces(np.stack(pictures), np.stack(feelings), np.asarray(packs), np.asarray(concepts))


def joined(parts: Sequence[Faces]) -> Faces:
    """Return all pictures of some sets, in their order."""
    return Faces(*(np.concatenate([getattr(p, field.name) for p in parts]) for field in fields(Faces)))


def stickers_of(
    pack: FoundPack, wanted: Callable[[FoundSticker], bool] = lambda sticker: True
) -> Iterator[Row]:
    """Yield what is known of the stickers of a pack that are wanted and not empty."""
    for sticker in filter(wanted, pack.stickers):
        meant = meaning(sticker)
        picture = fitted(rgba(sticker.data()))
        if picture is not None:
            total = max(float(meant.emotion.sum()), 1e-6)
            shown = meant.emojis[0] if meant.emojis else ""
            yield picture, (meant.emotion / total).astype(np.float32), pack.pack.name, shown


def _named(faces: Faces, sheet: Path) -> Faces:
    if not sheet.is_file():
        return faces
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if len(rows) != len(faces) or not rows or not {"pack", "codepoint"} <= set(rows[0]):
        raise BadData(f"'{sheet}' must have a row a picture ({len(faces)}) with pack and codepoint; mend it.")
    return replace(
        faces,
        pack=np.asarray([row["pack"] for row in rows]),
        concept=np.asarray([row["codepoint"] for row in rows]),
    )
