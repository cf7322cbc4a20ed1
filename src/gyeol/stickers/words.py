"""Find the words for feelings in a file name, a title or what is written on a sticker."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from gyeol.catalog import Array
from gyeol.emotion import PRODUCT

_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[가-힣]+|[ㄱ-ㅎㅏ-ㅣ]+")
_NEGATION = {"not", "no", "non", "never", "dont", "isnt", "without", "안", "못"}
_ENDINGS = ("s", "es", "ed", "d", "ing", "y", "ly", "er", "ful")
# whom a glued name is about (blobcatcry); what is left says how they feel
_WHO = re.compile(
    r"^a?(?:blob|neo|meow|pepe|dino|bun|puni|floof|ablob)?"
    r"(?:cat|fox|bunny|rabbit|dog|bear|dragon|bird|panda|hamster|frog|duck|penguin|wolf|owl|gopher|kitty|puppy|blob)"
)
_LONG = re.compile(r"(.)\1{2,}")
_SHORTEST_PART = 4  # letters of a feeling inside a longer word, so that "sadistic" and "made" say nothing
_SHORTEST_REST = 3  # letters beside it, so that "glove" and "unhappy" say nothing of love and happiness


def felt(text: str) -> Array | None:
    """Return the (n_labels,) feelings that the words of a text name, each label its strongest word, or None.

    A word after a negation is passed over.
    """
    weights: dict[str, float] = {}
    words = [token.lower() for token in _TOKEN.findall(unicodedata.normalize("NFC", text))]
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        # "no" alone is a feeling; before another feeling it only takes that one back
        if before in _NEGATION or (word in _NEGATION and after and _named(after)):
            continue
        for label, weight in _named(word).items():
            weights[label] = max(weights.get(label, 0.0), weight)
    return PRODUCT.vector(weights) if weights else None


def label_weights(label: str) -> Array | None:
    """Return the (n_labels,) feelings of a manifest's label (ko or en), or None if it is unknown."""
    label = unicodedata.normalize("NFC", label).strip().lower()
    for names in (PRODUCT.labels, PRODUCT.ko):
        if label in names:
            return PRODUCT.vector({PRODUCT.labels[names.index(label)]: 1.0})
    return felt(label)


def _named(word: str) -> Mapping[str, float]:
    return _korean(word) if word[0] > "\u3130" else _english(word)


def _english(word: str) -> Mapping[str, float]:
    table, never = _lexicon("en")
    if word in table:
        return table[word]
    if word in never or len(word) > 60:
        return {}
    if stem := _stem(word, table):
        return table[stem]
    rest = _WHO.sub("", word)
    if rest and rest != word:
        return _english(rest)
    for shorter in (_LONG.sub(r"\1\1", word), _LONG.sub(r"\1", word)):  # happyyy, whaaat
        if shorter in table:
            return table[shorter]
    for filler in _fillers():
        rest = word.removeprefix(filler) if word.startswith(filler) else word.removesuffix(filler)
        if rest != word and len(rest) >= _SHORTEST_REST:
            return _english(rest)
    return _glued(word, table)


def _stem(word: str, table: Mapping[str, Mapping[str, float]]) -> str | None:
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3:
            doubled = stem[:-1] if stem[-1] == stem[-2] else stem
            for candidate in (stem, stem + "e", stem + "y", doubled, stem.removesuffix("i") + "y"):
                if candidate in table:
                    return candidate
    return None


def _glued(word: str, table: Mapping[str, Mapping[str, float]]) -> Mapping[str, float]:
    """Return the feelings of the words that a glued name (comfyhappy) starts or ends with."""
    weights: dict[str, float] = {}
    for cut in range(_SHORTEST_REST, len(word) - _SHORTEST_REST + 1):
        for part, rest in ((word[:cut], word[cut:]), (word[cut:], word[:cut])):
            whole = part in table and rest in table
            if part in table and (len(part) >= _SHORTEST_PART or whole):
                for label, weight in table[part].items():
                    weights[label] = max(weights.get(label, 0.0), weight)
    return weights


def _korean(word: str) -> Mapping[str, float]:
    table, never = _lexicon("ko")
    for other in never:
        word = word.replace(other, " ")
    weights: dict[str, float] = {}
    for part in word.split():
        starts = [part[:n] for n in range(min(len(part), 4), 0, -1) if part[:n] in table][:1]
        inside = [
            part[i : i + n]
            for n in (4, 3, 2)
            for i in range(1, len(part) - n + 1)
            if part[i : i + n] in table
        ]
        for found in starts or inside[:1]:
            weights.update(table[found])
    return weights


@cache
def _fillers() -> list[str]:
    return sorted(_tables()["fillers"]["en"], key=len, reverse=True)


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("gyeol.stickers").joinpath("feeling_words.toml").read_text(encoding="utf-8"))


@cache
def _lexicon(language: str) -> tuple[dict[str, dict[str, float]], frozenset[str]]:
    tables = _tables()
    return tables[language], frozenset(tables["not_feelings"][language])
