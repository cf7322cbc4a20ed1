"""A pack of stickers: what its cover says, and what a reader has found of it before anything is decoded."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from gyeol.errors import BadData

FORMAT = 1
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
FILE = "pack.json"

_FIRST = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")  # noqa: SIM905 (a table; ㅇ is silent)
_VOWEL = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ")  # noqa: SIM905 (a table)
_LAST = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")  # noqa: SIM905


@dataclass(frozen=True)
class Pack:
    """What a pack says about itself.

    Attributes:
        name: unique on a shelf; see `NAME`.
        ko: Korean title, or the only one there is.
        en: English title, or the only one there is.
        style: how it is drawn, in words; may be empty.
        licence: SPDX name where there is one; "" = not stated.
        attribution: who made it, as they want to be named.
        source: where it came from: a file name, an Iconify set, "drawn by gyeol".
    """

    name: str
    ko: str = ""
    en: str = ""
    style: str = ""
    licence: str = ""
    attribution: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise BadData(
                f"a pack's name has 1 to 64 of a-z, 0-9, '-' and '_', not '{self.name[:80]}'; choose another."
            )

    def title(self, language: str) -> str:
        """Return its title in "ko" or "en", or its name where it has none."""
        return (self.ko if language == "ko" else self.en) or self.name

    def save(self, folder: Path) -> None:
        """Write `pack.json` into an existing folder."""
        text = json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1)
        (folder / FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Pack":
        """Read what `save` wrote; raise `BadData` when it is missing, damaged or of a newer format."""
        path = folder / FILE
        try:
            row = json.loads(path.read_text(encoding="utf-8"))
            version = int(row["format"])
            values = {one.name: str(row.get(one.name, "")) for one in fields(cls)}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise BadData(f"'{path}' cannot be read ({error}); import the pack again.") from None
        if version > FORMAT:
            raise BadData(
                f"'{path}' has format {version}, this gyeol reads up to {FORMAT}; upgrade gyeol to use it."
            )
        return cls(**values)


@dataclass(frozen=True)
class FoundSticker:
    """One picture that a reader has found, with what its form says about it; nothing is decoded yet.

    Attributes:
        slug: unique in its pack; see `NAME`.
        file: its original name, for messages and as the last evidence of meaning.
        data: reads (or renders) the picture; raises `BadData`.
        ko: Korean name, or "".
        en: English name, or "".
        keywords: words that say what it shows.
        emotion: the feeling as labelled, in the labeller's word, or None.
        polarity: "positive", "negative", "neutral" or None.
        emojis: the emoji that it stands for, as characters.
        text: what is written on the sticker, or None.
        licence: if it differs from its pack's.
        facts: anything else worth keeping, as where a made picture came from.
    """

    slug: str
    file: str
    data: Callable[[], bytes]
    ko: str = ""
    en: str = ""
    keywords: tuple[str, ...] = ()
    emotion: str | None = None
    polarity: str | None = None
    emojis: tuple[str, ...] = ()
    text: str | None = None
    licence: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FoundPack:
    """A pack as a reader has found it.

    Attributes:
        pack: its cover.
        stickers: what it holds; cheap, since pictures are read one by one when `data` is called.
        ignored: (file, reason) of what was found but is no sticker.
    """

    pack: Pack
    stickers: Sequence[FoundSticker]
    ignored: tuple[tuple[str, str], ...] = ()


def slug(title: str, *, otherwise: str = "pack") -> str:
    """Return a name that fits `NAME` for any title, always the same one.

    Hangul is romanised letter by letter, accents are dropped; where letters of other scripts are lost, a
    short hash of the title keeps two such titles apart.

    Args:
        title: any text.
        otherwise: the word before the hash when nothing of the title can be kept.
    """
    title = unicodedata.normalize("NFC", title).strip().lower()
    letters = [_letter(character) for character in title]
    kept = re.sub(r"[^a-z0-9_]+", "-", "".join(letters)).strip("-_")
    lost = any(not out and character.isalnum() for character, out in zip(title, letters, strict=True))
    if lost or not kept:
        mark = sha256(title.encode("utf-8", "replace")).hexdigest()[:8]
        kept = f"{kept[:54].rstrip('-_') or otherwise}-{mark}"
    return kept[:64].rstrip("-_")


def unique(name: str, taken: set[str]) -> str:
    """Return the name, or the first of `name-2`, `name-3` … that is not taken, and take it."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name[:58]}-{number}"
    taken.add(free)
    return free


def _letter(character: str) -> str:
    if "가" <= character <= "힣":
        code = ord(character) - ord("가")
        return _FIRST[code // 588] + _VOWEL[code % 588 // 28] + _LAST[code % 28]
    plain = unicodedata.normalize("NFKD", character)
    ascii_part = "".join(c for c in plain if c.isascii())
    return ascii_part if ascii_part else "" if character.isalnum() else "-"
