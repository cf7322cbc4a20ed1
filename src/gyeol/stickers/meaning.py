"""What a sticker means: which feelings it carries, what it is called, and how we know."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

import numpy as np

from gyeol.catalog import Array
from gyeol.emotion import PRODUCT
from gyeol.stickers.emoji_names import EmojiName, emojis_in, forms, from_short_name, name_of
from gyeol.stickers.pack import FoundSticker
from gyeol.stickers.words import felt, label_weights


@dataclass(frozen=True)
class Meaning:
    """What is known of a sticker.

    Attributes:
        emotion: (n_labels,) float32 in [0, 1]; all zero if nothing is known, which is not neutral.
        ko: Korean name, or "".
        en: English name, or "".
        keywords: names and words in both languages, each once.
        evidence: what the emotion rests on: "manifest", "codepoint", "filename", "picture" or "none".
        emojis: the emoji that it stands for, if any.
    """

    emotion: Array
    ko: str
    en: str
    keywords: tuple[str, ...]
    evidence: str
    emojis: tuple[str, ...] = ()


def meaning(found: FoundSticker) -> Meaning:
    """Return what a sticker means, from the best evidence there is.

    In this order: the feeling that its manifest names; its emoji (of manifest, set, or a file name such as
    `1f600.png`); the words of its manifest (what is written on it, names, then keywords); the words of its
    file name. A polarity alone is no evidence of one feeling.
    """
    stem = PurePosixPath(found.file).stem
    emojis = found.emojis or emojis_in(stem)
    short = None if emojis else from_short_name(stem)
    emotion, evidence = _feelings(found, emojis, short)
    named = name_of((emojis or (short or "",))[0])
    return Meaning(
        emotion=np.zeros(len(PRODUCT), np.float32) if emotion is None else emotion,
        ko=found.ko or (named.ko if named else "") or _title(stem, korean=True),
        en=found.en or (named.en if named else "") or _title(stem, korean=False),
        keywords=_keywords(found, named, stem),
        evidence=evidence,
        emojis=emojis or ((short,) if short else ()),
    )


def emoji_feelings(character: str) -> Array | None:
    """Return the (n_labels,) feelings of an emoji, or None if it says nothing about feelings.

    Skin tone, gender and variation selectors do not matter. Where the table's row sums to less than 1, the
    rest is neutral: those who read no feeling into it.
    """
    return next(
        (vector.copy() for form in forms(character) if (vector := _table().get(form)) is not None), None
    )


def _feelings(found: FoundSticker, emojis: tuple[str, ...], short: str | None) -> tuple[Array | None, str]:
    if found.emotion and (labelled := _labelled(found.emotion)) is not None:
        return labelled, "manifest"
    if (shown := _mean(emojis)) is not None:
        return shown, "codepoint"
    written = " ".join(filter(None, (found.text, found.en, found.ko)))
    if (said := felt(written)) is not None:
        return said, "manifest"
    if not emojis and (said := felt(" ".join(found.keywords))) is not None:
        return said, "manifest"
    if short and (shown := emoji_feelings(short)) is not None:
        return shown, "filename"
    path = PurePosixPath(found.file)
    if (said := felt(path.stem)) is not None:
        return said, "filename"
    # a folder named "happy" sorts by feeling; one named "fun_emoji" is only a title
    if path.parent.name.isalpha() and (said := felt(path.parent.name)) is not None:
        return said, "filename"
    return None, "none"


def _labelled(emotion: str) -> Array | None:
    labels = [label_weights(label) for label in re.split(r"[|,;/]", emotion) if label.strip()]
    known = [vector for vector in labels if vector is not None]
    return np.max(known, axis=0) if known else None


def _mean(emojis: tuple[str, ...]) -> Array | None:
    known = [vector for emoji in emojis if (vector := emoji_feelings(emoji)) is not None]
    return np.mean(known, axis=0, dtype=np.float32) if known else None


def _keywords(found: FoundSticker, named: EmojiName | None, stem: str) -> tuple[str, ...]:
    words = [*found.keywords, found.text or "", found.ko, found.en]
    words += (
        [named.ko, named.en, *named.aliases]
        if named
        else [_title(stem, korean=True), _title(stem, korean=False)]
    )
    return tuple(dict.fromkeys(word for word in words if word))[:40]


def _title(stem: str, *, korean: bool) -> str:
    """Return a file name as a title if it is in that language: `angry_cat-02` -> "angry cat"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)
    words = " ".join(re.findall(r"[^\W\d_]+", spaced)).lower()
    hangul = bool(re.search(r"[가-힣]", words))
    return words[:80] if hangul == korean else ""


@cache
def _table() -> dict[str, Array]:
    text = files("gyeol.stickers").joinpath("emoji_feelings.toml").read_text(encoding="utf-8")
    table = {}
    for character, weights in tomllib.loads(text).items():
        vector = PRODUCT.vector(weights)
        vector[PRODUCT.index("neutral")] += max(0.0, 1.0 - float(vector.sum()))
        table[character] = vector
    return table
