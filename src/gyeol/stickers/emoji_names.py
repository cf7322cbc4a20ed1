"""Emoji as sticker files know them: by character, code point or short name; and their names in ko and en."""

import re
from dataclasses import dataclass
from functools import cache

import emoji

MAX_EMOJIS = 8  # of one sticker; more say nothing in particular

_POINTS = re.compile(
    r"(?:emoji[_-]?)?(?:u\+?|0x)?([0-9a-f]{2,6}(?:[-_ ](?:u\+?|0x)?[0-9a-f]{2,6})*)", re.IGNORECASE
)
_VARIATION = {"\ufe0e", "\ufe0f"}
_SKIN = {chr(point) for point in range(0x1F3FB, 0x1F400)}
_GENDER = ("\u200d\u2640", "\u200d\u2642")


@dataclass(frozen=True, slots=True)
class EmojiName:
    """Names of an emoji in the Unicode CLDR, as the package `emoji` carries them.

    Attributes:
        ko: Korean short name, or "".
        en: English short name.
        aliases: other English names.
    """

    ko: str
    en: str
    aliases: tuple[str, ...]


def bare(character: str) -> str:
    """Return an emoji without variation selectors and skin tones: they change its look, not its meaning."""
    return "".join(c for c in character if c not in _VARIATION and c not in _SKIN)


def emojis_in(text: str) -> tuple[str, ...]:
    """Return the emoji of a cell or file stem, as characters or code points (`1f600`, `emoji_u1f600`).

    Joined ones are one emoji (`1f468-200d-1f4bb`). A text without any gives (), one with more than
    `MAX_EMOJIS` the first of them.
    """
    text = text.strip()
    if match := _POINTS.fullmatch(text):
        points = [int(point, 16) for point in re.findall(r"[0-9a-f]{2,6}", match[1].lower())]
        character = "".join(chr(point) for point in points if point <= 0x10FFFF)
        if bare(character) in _names():
            return (character,)
    found = dict.fromkeys(str(match["emoji"]) for match in emoji.emoji_list(text[:2000]))
    return tuple(found)[:MAX_EMOJIS]


def name_of(character: str) -> EmojiName | None:
    """Return the names of an emoji, or None if it is not one."""
    return next((_names()[form] for form in forms(character) if form in _names()), None)


def from_short_name(stem: str) -> str | None:
    """Return the emoji that has this short name or alias (`grinning-face`, `heart_eyes`), or None.

    A bare number is none: `1.png` is the first of a nameless pack, neither 👎 (`-1`) nor 👍 (`+1`).
    """
    return _by_short_name().get(_short(stem)) if any(map(str.isalpha, stem)) else None


def forms(character: str) -> tuple[str, ...]:
    """Return the keys under which an emoji may be listed, the most exact first: bare, then without gender."""
    plain = bare(character)
    ungendered = plain
    for sign in _GENDER:
        ungendered = ungendered.replace(sign, "")
    return (plain, ungendered) if ungendered != plain else (plain,)


@cache
def _names() -> dict[str, EmojiName]:
    emoji.config.load_language("ko")
    names: dict[str, EmojiName] = {}
    for character, data in emoji.EMOJI_DATA.items():
        if data["status"] <= emoji.STATUS["fully_qualified"] and not _SKIN & set(character):
            aliases = tuple(_words(alias) for alias in data.get("alias", ()))
            names[bare(character)] = EmojiName(_words(data.get("ko", "")), _words(data["en"]), aliases)
    return names


@cache
def _by_short_name() -> dict[str, str]:
    table: dict[str, str] = {}
    for character, name in _names().items():
        table[_short(name.en)] = character
    for character, name in _names().items():
        for alias in name.aliases:
            table.setdefault(_short(alias), character)
    return table


def _words(code: str) -> str:
    return code.strip(":").replace("_", " ")


def _short(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("’", "")).strip("-")
