"""Find signs of a crisis that stand near each other: `signs_ko.toml` and `signs_en.toml`, rules that can be read.

A sign is a list of phrases that say one thing in many ways. A frame is a few signs within reach of each other, in any
order. A text is looked through once, so the time grows with its length and no faster.
"""

import re
import tomllib
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_START = {
    "ko": re.compile(r"(?=([가-힣ㄱ-ㅎ0-9a-z](?:.|$)))"),
    "en": re.compile(r"(?<![a-z0-9'])([a-z0-9][a-z0-9']{0,3})"),
}
_PAUSE = re.compile(r" ?[,;:()–—-]{1,9} ?")


@dataclass(frozen=True)
class Found:
    """A frame met in a text: from where to where, and which."""

    start: int
    end: int
    frame: "Frame"


@dataclass(frozen=True)
class Frame:
    """Signs that mean a crisis where all of `needs` and none of `bars` stand."""

    needs: frozenset[str]
    bars: frozenset[str]
    others: bool  # it is about somebody else

    @property
    def outright(self) -> bool:
        """Whether it is a crisis whatever everyday thing stands near."""
        return self.needs == {"outright"}


@dataclass(frozen=True)
class Signs:
    """The signs of one language, by the letters they start with."""

    phrases: dict[str, tuple[tuple[str, bool, str], ...]]  # start → (phrase, must be a whole word, sign)
    frames: dict[str, tuple[tuple[int, int, Frame], ...]]  # sign → (bits of its needs, of its bars, frame)
    bit: dict[str, int]
    reach: int
    language: str

    def in_text(self, plain: str) -> Iterator[Found]:
        """Yield the frames of a text, lower-case and put together as `gyeol.safety.spelling.plain` does."""
        near: deque[tuple[int, int, str]] = deque()
        many = Counter[str]()
        here = 0  # one bit a sign that is within reach
        for start, end, sign in self._tags(plain):
            while near and near[0][0] < start - self.reach:
                gone = near.popleft()[2]
                many[gone] -= 1
                here &= ~(0 if many[gone] else self.bit[gone])
            near.append((start, end, sign))
            many[sign] += 1
            here |= self.bit[sign]
            for needs, bars, frame in self.frames[sign]:
                if here & needs == needs and not here & bars:
                    needed = [tag for tag in near if tag[2] in frame.needs]
                    yield Found(min(tag[0] for tag in needed), max(tag[1] for tag in needed), frame)

    def _tags(self, plain: str) -> Iterator[tuple[int, int, str]]:
        last: dict[str, int] = {}
        for at in _START[self.language].finditer(plain):
            start, key = at.start(), at[1]
            listed = self.phrases.get(key, ())
            if self.language == "ko":  # of one syllable: whatever comes next
                listed += self.phrases.get(key[0], ())
            for phrase, whole, sign in listed:
                end = start + len(phrase)
                there = plain.startswith(phrase, start) and self._stands(plain, start, end, whole)
                if there and last.get(sign) != start:
                    last[sign] = start
                    yield start, end, sign

    def _stands(self, plain: str, start: int, end: int, whole: bool) -> bool:
        if self.language == "en":
            return not whole or end == len(plain) or not plain[end].isalnum()
        return not whole or start == 0 or not "가" <= plain[start - 1] <= "힣"


def unpaused(plain: str) -> str:
    """Return a text without what only divides its phrases: signs are looked for in such a text."""
    return _PAUSE.sub(" ", plain)


@cache
def signs(language: str) -> Signs:
    """Return the signs of "ko" or "en"."""
    table = tomllib.loads((files(__package__) / f"signs_{language}.toml").read_text(encoding="utf-8"))
    by_start: dict[str, set[tuple[str, bool, str]]] = {}
    for sign, listed in table["signs"].items():
        for phrase in filter(None, (unpaused(part).strip() for part in listed.replace("\n", " ").split(","))):
            for spelt, whole in _spelt(phrase, language):
                by_start.setdefault(_key(spelt, language), set()).add((spelt, whole, sign))
    frames = [
        _frame(frame, others=others == "others") for others in ("frames", "others") for frame in table[others]
    ]
    bit = {sign: 1 << i for i, sign in enumerate(table["signs"])}
    masked = [(sum(bit[n] for n in f.needs), sum(bit[b] for b in f.bars), f) for f in frames]
    with_sign = {sign: tuple(row for row in masked if row[0] & bit[sign]) for sign in bit}
    ordered = {start: tuple(sorted(phrases)) for start, phrases in by_start.items()}
    return Signs(ordered, with_sign, bit, table["reach"], language)


def _spelt(phrase: str, language: str) -> set[tuple[str, bool]]:
    if language == "en":
        return {(phrase.removesuffix("*"), not phrase.endswith("*"))}
    close = phrase.replace(" ", "")
    return {(phrase, len(close) < 3), (close, len(close) < 3)}


def _frame(frame: str, *, others: bool) -> Frame:
    words = frame.split()
    needs = frozenset(word for word in words if not word.startswith("!"))
    return Frame(needs, frozenset(word[1:] for word in words if word.startswith("!")), others)


def _key(phrase: str, language: str) -> str:
    if language == "ko":
        return phrase[:2]
    start = _START[language].match(phrase)
    return start[1] if start else phrase
