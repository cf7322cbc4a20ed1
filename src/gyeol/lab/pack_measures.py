"""How well an encoder finds the pack of a sticker that it has never seen, as it is and redrawn, for any packs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gyeol.catalog import Array
from gyeol.encode import Encoder
from gyeol.encode.image import Picture
from gyeol.errors import BadData, UnknownName
from gyeol.lab.style_measures import Retrieval, retrieval
from gyeol.stickers import table
from gyeol.stickers.image import SUFFIXES, rgba
from gyeol.stickers.meaning import meaning
from gyeol.stickers.pack import FILE, FoundPack, slug, unique
from gyeol.stickers.readers import read

Progress = Callable[[str, float], None]
FORMS = ("plain", "hue", "grey", "small")
SMALL_PX = 32
_MEASURES = ("p_at_1", "p_at_10", "map", "family_at_1", "content_confusion")
_RESAMPLES = 2000
_LUMA = np.asarray((0.299, 0.587, 0.114), np.float32)  # Rec. 601


@dataclass(frozen=True)
class Gallery:
    """n stickers and what is known of them.

    Attributes:
        pictures: n of (H, W, 4) RGBA, each of its own size.
        pack: (n,) name of the pack of each.
        family: (n,) packs of one family look alike on purpose; the pack's own name where none is stated.
        motif: (n,) what is shown; "" if unknown.
        skipped: (file, reason) of what cannot be read.
    """

    pictures: Sequence[Picture]
    pack: NDArray[np.str_]
    family: NDArray[np.str_]
    motif: NDArray[np.str_]
    skipped: tuple[tuple[str, str], ...]


def gallery(folders: Sequence[Path], progress: Progress) -> Gallery:
    """Return the stickers of all packs in some folders; `packs.csv` in one of them may state each pack's family.

    Raises:
        BadData: a folder holds no pack, or there are fewer than two packs in all.
    """
    families = {pack: family for folder in folders for pack, family in _families(folder).items()}
    skipped: list[tuple[str, str]] = []
    found = [pack for folder in folders for pack in _packs(folder, skipped)]
    rows: list[tuple[Picture, str, str, str]] = []
    taken: set[str] = set()
    for done, pack in enumerate(found):
        progress(f"reading {pack.pack.name}", done / len(found))
        good, bad = _pictures(pack)
        name, family = unique(pack.pack.name, taken), families.get(pack.pack.name, pack.pack.name)
        rows += [(picture, name, family, motif) for picture, motif in good]
        skipped += [*pack.ignored, *bad]
    if len({name for _, name, _, _ in rows}) < 2:
        raise BadData(
            f"packs are told apart where there are at least two, and the folders hold {len(found)}; name more folders."
        )
    pictures, *columns = zip(*rows, strict=True)
    return Gallery(pictures, *(np.asarray(column) for column in columns), tuple(skipped))  # type: ignore[call-arg,arg-type]


def altered(pictures: Sequence[Picture], form: str, seed: int = 0) -> list[Picture]:
    """Return RGBA pictures as they are ("plain"), each turned by its own hue, grey, or shrunk to 32 px; alpha stays.

    Hues turn about the grey axis, so that tones are nearly kept; `seed` gives the angles.
    """
    angles = np.random.default_rng(seed).uniform(0, 2 * np.pi, len(pictures))
    return [_altered(picture, form, float(angle)) for picture, angle in zip(pictures, angles, strict=True)]


def evaluate(
    encoder: Encoder,
    stickers: Gallery,
    progress: Progress,
    *,
    queries: Sequence[str] = (),
    forms: Sequence[str] = FORMS,
    seed: int = 0,
) -> dict[str, Any]:
    """Return how often the nearest stickers of a query are of its own pack, each altered like the query.

    Args:
        encoder: places pictures.
        stickers: the gallery; all of them are looked through.
        progress: told what is being done.
        queries: the packs that ask; none: all. What an encoder was taught on must not ask.
        forms: some of `FORMS`.
        seed: of hues and intervals.

    Returns:
        "n" and "packs" that ask; for each form the `Retrieval` measures and "interval": measure -> 95 % interval
        over packs; "content_confusion" as they are; "per_pack": pack -> the same measures as they are and "n".

    Raises:
        UnknownName: a query is no pack of the gallery.
    """
    asking = sorted(set(queries)) or sorted(set(stickers.pack.tolist()))
    for name in asking:
        if name not in stickers.pack:
            raise UnknownName("pack", name, set(stickers.pack.tolist()))
    by_form = {}
    for form in forms:
        rows = _encoded(encoder, altered(stickers.pictures, form, seed), form, progress)
        by_form[form] = {name: _asked(rows, stickers, name) for name in asking}
    plain = by_form[forms[0]]
    told: dict[str, Any] = {"n": sum(found.n for found in plain.values()), "packs": len(asking)}
    for form, found in by_form.items():
        told[form] = _together(list(found.values())) | {"interval": _intervals(list(found.values()), seed)}
    told["content_confusion"] = told[forms[0]]["content_confusion"]
    told["per_pack"] = {name: asdict(found) for name, found in plain.items()}
    return told


def _asked(rows: Array, stickers: Gallery, pack: str) -> Retrieval:
    asks = np.flatnonzero(stickers.pack == pack)
    if len(asks) < 2:  # nothing of its own to find
        return Retrieval(0, *[0.0] * len(_MEASURES))
    return retrieval(rows, stickers.pack, stickers.family, stickers.motif, asks)


def _encoded(encoder: Encoder, pictures: Sequence[Picture], form: str, progress: Progress) -> Array:
    parts = [np.zeros((0, encoder.dim), np.float32)]
    for start in range(0, len(pictures), 32):
        progress(f"encoding, {form}", start / len(pictures))
        parts.append(encoder.encode(pictures[start : start + 32]))
    return np.concatenate(parts)


def _together(found: Sequence[Retrieval]) -> dict[str, float]:
    """Return the means over all queries."""
    n = np.asarray([part.n for part in found])
    return {m: float(n @ [getattr(part, m) for part in found] / max(n.sum(), 1)) for m in _MEASURES}


def _intervals(found: Sequence[Retrieval], seed: int) -> dict[str, list[float]]:
    """Return 95 % intervals by drawing packs anew (Efron 1979): stickers of one pack are no independent evidence."""
    n = np.asarray([part.n for part in found], np.float64)
    drawn = np.random.default_rng(seed).integers(0, len(found), (_RESAMPLES, len(found)))
    weight = np.maximum(n[drawn].sum(1), 1)
    intervals = {}
    for measure in _MEASURES:
        total = n * [getattr(part, measure) for part in found]
        intervals[measure] = np.quantile(total[drawn].sum(1) / weight, (0.025, 0.975)).tolist()
    return intervals


def _pictures(pack: FoundPack) -> tuple[list[tuple[Picture, str]], list[tuple[str, str]]]:
    """Return the pictures of a pack with their motifs, and what cannot be read with the reason."""
    good, bad = [], []
    for sticker in pack.stickers:
        try:
            picture = rgba(sticker.data())
        except BadData as error:
            bad.append((sticker.file, str(error)))
            continue
        if picture[..., 3].any():
            good.append((picture, next(iter(meaning(sticker).emojis), "")))
        else:
            bad.append((sticker.file, "nothing is drawn on it"))
    return good, bad


def _packs(folder: Path, skipped: list[tuple[str, str]]) -> Iterator[FoundPack]:
    """Yield the packs of a path; a folder that holds nothing but folders holds a pack in each of them."""
    inside = [path for path in sorted(folder.iterdir()) if path.name[:1] != "."] if folder.is_dir() else []
    if not any(path.is_dir() for path in inside) or any(_is_of_a_pack(path) for path in inside):
        yield from read(folder)
        return
    for path in inside:
        try:
            yield from read(path)
        except BadData as error:
            skipped.append((path.name, str(error)))


def _is_of_a_pack(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES or path.name in ("manifest.csv", "contents.json", FILE)


def _families(folder: Path) -> Mapping[str, str]:
    sheet = folder / "packs.csv"
    if not sheet.is_file():
        return {}
    rows = table.rows(sheet.read_bytes(), sheet.name)
    return {slug(row["pack"]): row["family"] for row in rows if row.get("pack") and row.get("family")}


def _altered(picture: Picture, form: str, angle: float) -> Picture:
    if form == "small":
        return _shrunk(picture)
    rgb = picture[..., :3].astype(np.float32)
    if form == "hue":
        rgb = rgb @ _turn(angle).T
    elif form == "grey":
        rgb = np.repeat((rgb @ _LUMA)[..., None], 3, axis=2)
    colours = rgb.clip(0, 255).round().astype(np.uint8)
    return np.concatenate([colours, picture[..., 3:]], axis=2)


def _turn(angle: float) -> Array:
    """Return the (3, 3) turn about the grey axis (Rodrigues)."""
    cos, sin = np.cos(angle), np.sin(angle)
    a, b, c = cos + (1 - cos) / 3, (1 - cos) / 3 - sin / 3**0.5, (1 - cos) / 3 + sin / 3**0.5
    return np.asarray([[a, b, c], [c, a, b], [b, c, a]], np.float32)


def _shrunk(picture: Picture) -> Picture:
    """Return a picture whose longer side has at most `SMALL_PX`; Pillow weighs colours by their alpha."""
    image = Image.fromarray(picture)
    image.thumbnail((SMALL_PX, SMALL_PX), Image.Resampling.BOX)
    return np.asarray(image)
