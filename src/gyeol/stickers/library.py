"""Packs on disk: `<root>/<name>/{pack.json, items.jsonl, spaces.safetensors, pictures/…}`."""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array, Catalog, Item, unit
from gyeol.emotion import PRODUCT
from gyeol.errors import BadData, UnknownName
from gyeol.stickers.apart import clean_apart
from gyeol.stickers.image import some_frames
from gyeol.stickers.meaning import Meaning, meaning
from gyeol.stickers.pack import FoundPack, FoundSticker, Pack

Progress = Callable[[int, int], None]  # (done, total)
Look = Callable[[Sequence[NDArray[np.uint8]]], tuple[Array, float] | None]
"""Reads the frames of a picture: its (n_labels,) feelings and how sure that is, 0 to 1; None if it cannot tell."""

_PICTURES = "pictures"
_FRAMES = 5  # of an animation that are looked at
_PATH = re.compile(rf"{_PICTURES}/[a-z0-9_-]{{1,64}}\.(?:png|webp|gif)")


@dataclass(frozen=True)
class Report:
    """What an import has done with one pack.

    Attributes:
        pack: its name.
        understood: stickers whose feelings are known.
        without_meaning: stickers that were kept and carry no known feeling.
        skipped: (file, reason) of everything that was left out.
        evidence: evidence -> number of stickers, "none" included.
    """

    pack: str
    understood: int
    without_meaning: int
    skipped: tuple[tuple[str, str], ...]
    evidence: Mapping[str, int] = field(default_factory=dict)


def prepare(
    found: FoundPack, draft: Path, progress: Progress | None = None, *, look: Look | None = None
) -> tuple[list[Item], Array, Report]:
    """Write a found pack's pictures and cover into an empty folder, and say what its stickers mean.

    Still pictures become small PNG; animated ones are decoded in full once and kept as they are
    (`stickers.clean`). A picture that is bad, empty or already there is skipped and named.

    Args:
        found: what a reader has found.
        draft: an empty folder, as `artifact.replacing` yields it; gets `pack.json` and `pictures/`.
        progress: called with (done, total) after each picture.
        look: reads the feeling of a picture of which nothing else is known; None: it stays unknown.

    Returns:
        The n items, their (n, n_labels) emotion rows (unit, or zero if unknown), and the report.

    Raises:
        BadData: not one picture of the pack is good.
    """
    folder = draft / _PICTURES
    folder.mkdir()
    items: list[Item] = []
    rows: list[Array] = []
    skipped = list(found.ignored)
    seen: dict[bytes, str] = {}
    for done, sticker in enumerate(found.stickers, start=1):
        try:
            file, frames, digest = _write(sticker, folder, seen)
        except BadData as error:
            skipped.append((sticker.file, str(error)))
        else:
            seen[digest] = sticker.file
            meant, sure = _looked_at(meaning(sticker), folder / file, look)
            items.append(_item(found.pack, sticker, meant, f"{_PICTURES}/{file}", frames, sure))
            rows.append(meant.emotion)
        if progress:
            progress(done, len(found.stickers))
    if not items:
        why = f"; the first: {skipped[0][0]}: {skipped[0][1]}" if skipped else ""
        raise BadData(f"a pack must hold a picture that can be read, '{found.pack.name}' holds none{why}")
    found.pack.save(draft)
    evidence = Counter(str(item.facts["evidence"]) for item in items)
    report = Report(
        found.pack.name, len(items) - evidence["none"], evidence["none"], tuple(skipped), dict(evidence)
    )
    return items, unit(np.stack(rows)), report


def read_pack(folder: Path) -> tuple[Pack, Catalog]:
    """Return a pack on disk.

    Raises:
        BadData: a file is missing or damaged, or an item's picture lies elsewhere.
    """
    pack, catalog = Pack.load(folder), Catalog.load(folder)
    stray = next((item.path for item in catalog.items if not _PATH.fullmatch(item.path)), None)
    if stray is not None:
        raise BadData(
            f"a pack's pictures lie in its folder '{_PICTURES}', '{stray[:80]}' does not; import it again."
        )
    if catalog.spaces.get("emotion", np.zeros((0, len(PRODUCT)))).shape[1] != len(PRODUCT):
        raise BadData(
            f"the emotion space of a pack has {len(PRODUCT)} axes, '{pack.name}' has others; import it again."
        )
    return pack, catalog


def list_packs(root: Path) -> list[Pack]:
    """Return the covers of all packs below a folder, by name; drafts of unfinished imports are not packs."""
    if not root.is_dir():
        return []
    folders = (folder for folder in sorted(root.iterdir()) if not folder.name.startswith("."))
    return [Pack.load(folder) for folder in folders if (folder / "items.jsonl").is_file()]


def remove(root: Path, name: str) -> None:
    """Delete a pack at once or not at all; raise `UnknownName` if there is none of this name."""
    known = [pack.name for pack in list_packs(root)]
    if name not in known:
        raise UnknownName("pack", name, known)
    grave = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=root))
    (root / name).rename(grave / name)  # from here on no reader sees it, even if the deletion is cut short
    shutil.rmtree(grave)


def _looked_at(meant: Meaning, picture: Path, look: Look | None) -> tuple[Meaning, float | None]:
    """Return a meaning, taken from the picture where nothing else tells it, and then how sure that is.

    An emoji that is known to say nothing about feelings is left alone.
    """
    if look is None or meant.emotion.any() or meant.emojis:
        return meant, None
    seen = look(some_frames(picture.read_bytes(), _FRAMES))
    return (meant, None) if seen is None else (replace(meant, emotion=seen[0], evidence="picture"), seen[1])


def _write(sticker: FoundSticker, folder: Path, seen: Mapping[bytes, str]) -> tuple[str, int, bytes]:
    """Write one picture; return its file name, number of frames and what tells it from others."""
    # what a reader has rendered is PNG, whatever its file was called
    name = "" if sticker.file.lower().endswith(".svg") else sticker.file
    picture = clean_apart(sticker.data(), name)
    if picture.digest in seen:
        raise BadData(f"duplicate of {seen[picture.digest]}")
    file = f"{sticker.slug}.{picture.suffix}"
    (folder / file).write_bytes(picture.data)
    return file, picture.frames, picture.digest


def _item(
    pack: Pack, sticker: FoundSticker, meant: Meaning, path: str, frames: int, sure: float | None
) -> Item:
    facts = {
        "codepoint": "-".join(f"{ord(c):x}" for c in meant.emojis[0]) if meant.emojis else "",
        "emotion": sticker.emotion or "",
        "polarity": sticker.polarity or "",
        "evidence": meant.evidence,
        "confidence": "" if sure is None else round(sure, 3),
        "licence": sticker.licence or pack.licence,
        "frames": frames,
        "text": sticker.text or "",
        "file": sticker.file,
        **sticker.facts,
    }
    return Item(
        id=f"{pack.name}/{sticker.slug}",
        group=pack.name,
        ko=meant.ko or meant.en or sticker.slug,
        en=meant.en or meant.ko or sticker.slug,
        path=path,
        keywords=meant.keywords,
        facts={key: value for key, value in facts.items() if value != ""},
    )
