"""Every sentence that gyeol says to people, one file a language; code knows only their keys."""

import re
import string
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from gyeol.errors import UnknownName

LANGUAGES = ("ko", "en")


class Phrases:
    """The phrases of one language: `p("pack.found", name="Mochi", n=3)`.

    Placeholders are those of `str.format` and two more, which do not write the value itself:
    `{n:sticker/stickers}` writes the first word for 1 and the second for any other number;
    `{name:을/를}` writes the particle that follows the value's last sound.
    """

    def __init__(self, language: str, table: dict[str, str]) -> None:
        self.language = language
        self._table = table

    def __call__(self, key: str, **values: object) -> str:
        """Return the phrase of a key with its placeholders filled.

        Raises:
            UnknownName: no such key.
            KeyError: a placeholder got no value.
        """
        if key not in self._table:
            raise UnknownName("phrase", key, self._table)
        return _FORMATTER.vformat(self._table[key], (), values)

    def keys(self) -> list[str]:
        """Return all keys, sorted."""
        return sorted(self._table)


@cache
def phrases(language: str) -> Phrases:
    """Return the phrases of "ko" or "en"; raise `UnknownName` for any other language."""
    if language not in LANGUAGES:
        raise UnknownName("language", language, LANGUAGES)
    text = (files(__name__) / f"{language}.toml").read_text(encoding="utf-8")
    return Phrases(language, _flat(tomllib.loads(text)))


def choose(wanted: str | None) -> str:
    """Return "ko" or "en" for an Accept-Language header (`ko-KR,en;q=0.8`) or a locale (`ko_KR.UTF-8`).

    It is "en" where neither is wanted.
    """
    best, best_weight = "en", 0.0
    for part in (wanted or "").split(","):
        tag, _, parameter = part.partition(";")
        language = re.split(r"[-_.@]", tag.strip().lower(), maxsplit=1)[0]
        weight = _weight(parameter)
        if language in LANGUAGES and weight > best_weight:
            best, best_weight = language, weight
    return best


def _weight(parameter: str) -> float:
    match = re.fullmatch(r"\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*", parameter)
    return float(match[1]) if match else 1.0


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: str(value)}
    return flat


class _Formatter(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        first, slash, second = format_spec.partition("/")
        if not slash:
            return str(super().format_field(value, format_spec))
        if "가" <= first[:1] <= "힣":
            return _particle(str(value), first, second)
        return first if value == 1 else second


def _particle(word: str, closed: str, open_: str) -> str:
    """Return the particle after a consonant (closed) or a vowel (open); both where that cannot be told."""
    last = word.rstrip("'\"’”)」』 ")[-1:]
    heard = _DIGITS.get(last, last)
    if not "가" <= heard <= "힣":
        return f"{closed}({open_})"
    final = (ord(heard) - ord("가")) % 28
    after_l = closed == "으로" and final == 8  # 서울로, 1로: a final ㄹ takes the short form here
    return open_ if final == 0 or after_l else closed


_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))  # as they are read aloud
_FORMATTER = _Formatter()
