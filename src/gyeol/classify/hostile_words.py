"""The words of hostile texts and whom they are aimed at: `hostile.toml`, rules that can be read and changed."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KINDS = ("threat", "wish", "contempt", "insult", "swear")
_BEFORE = 24  # characters before a word in which the writer may name themself


@dataclass(frozen=True)
class Found:
    """What the list finds in a text.

    Attributes:
        words: (start, end, kind) of each, the worst kinds first, none over another.
        share: how likely the worst of them is meant to hurt, 0 if there is none.
        aimed: whether it speaks to or of somebody else.
        own: whether the writer speaks of themself.
        quoted: whether the words may be somebody else's.
    """

    words: tuple[tuple[int, int, str], ...]
    share: float
    aimed: bool
    own: bool
    quoted: bool


class Lexicon:
    """The list of one language."""

    def __init__(self, table: dict[str, list[str]], weight: dict[str, list[float]], language: str) -> None:
        edge = (r"(?<![a-z0-9])", r"(?![a-z0-9])") if language == "en" else ("", "")
        self._kinds = {kind: _any(table[kind], *edge) for kind in KINDS}
        self._you, self._self, self._quoted = (_any(table[key]) for key in ("you", "self", "quoted"))
        self._weight = weight

    def find(self, text: str) -> Found:
        """Return the words of the list in a text."""
        lower = text.lower()
        lower = lower if len(lower) == len(text) else text  # a few letters change their length
        words: list[tuple[int, int, str]] = []
        for kind, pattern in self._kinds.items():
            for match in pattern.finditer(lower):
                if not any(match.start() < end and start < match.end() for start, end, _ in words):
                    words.append((match.start(), match.end(), kind))
        aimed = bool(self._you.search(lower))
        own = bool(words) and not aimed and all(self._is_own(lower, start) for start, _, _ in words)
        quoted = bool(words) and (
            bool(self._quoted.search(lower)) or all(_in_quotes(lower, w) for w in words)
        )
        share = max((self._weight[kind][0 if aimed else 1] for _, _, kind in words), default=0.0)
        return Found(tuple(words), share, aimed, own, quoted)

    def _is_own(self, lower: str, start: int) -> bool:
        return bool(self._self.search(lower[max(0, start - _BEFORE) : start]))


@cache
def lexicon(language: str) -> Lexicon:
    """Return the list of "ko" or "en"."""
    table = tomllib.loads((files(__package__) / "hostile.toml").read_text(encoding="utf-8"))
    return Lexicon(table[language], table["weight"], language)


def _any(listed: list[str], before: str = "", after: str = "") -> re.Pattern[str]:
    apart = [rule.replace("~", "[^가-힣ㄱ-ㅣa-z\\n]{0,2}") for rule in listed]
    return re.compile(before + "(?:" + "|".join(apart) + ")" + after)


def _in_quotes(lower: str, word: tuple[int, int, str]) -> bool:
    before = lower[: word[0]]
    return any(before.count(mark) % 2 for mark in '"“') or "‘" in before[-_BEFORE:]
