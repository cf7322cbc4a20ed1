"""Judge a text by one language's rules: exact ones, signs near each other, and what the words around them say."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from gyeol.safety.anchors import Sieve, sieve
from gyeol.safety.signs import Signs, signs, unpaused
from gyeol.safety.spelling import slips

Level = Literal["crisis", "light"]

REACH = 60  # characters of a sentence that are looked at on either side
_WORD = re.compile(r"\{([a-z]+)\}")  # {die} in a rule stands for that entry of `words`
_WORD_EN = re.compile(r"(?<![a-z'])[a-z]{2,14}(?![a-z'])")
_LISTED = re.compile(r"\\b(?:\(\?:)?([a-z|]+)\)?\\b")  # a rule of spelling that only lists words
_END = re.compile(r"[.!?\n\0]")


@dataclass(frozen=True)
class Rules:
    """The rules of one language."""

    signs: Signs
    sieve: Sieve  # of `crisis`, `veiled` and `light`
    words: dict[str, str]  # a word as it is written, and as it is read
    letters: re.Pattern[str]  # a text without any of them is not in this language
    spelling: tuple[tuple[re.Pattern[str], str], ...]  # what is written another way, and how it is read
    idioms: re.Pattern[str]  # blanked out before anything else
    crisis: tuple[re.Pattern[str], ...]
    veiled: tuple[re.Pattern[str], ...]  # leave-taking, plans, no future: a crisis unless it is about …
    everyday: re.Pattern[str]  # … a journey, work, an exam, a game
    light: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]  # words before a crisis, in its sentence, that make it somebody else's
    after: re.Pattern[str]  # words after it that do, or that take it back
    quoted: re.Pattern[str]  # reported speech after it
    past: re.Pattern[str]  # words before it that put it years away, the reader's own or not
    own: re.Pattern[str]  # words between `before` and the crisis that make it the reader's own again
    denied: re.Pattern[str]  # words near a crisis that say plainly that there is none

    def level(self, joined: str) -> Level | None:
        """Return how urgent a text is that `gyeol.safety.spelling.plain` has put together, None if it is not."""
        spelt = self._spelt(joined)
        found = [rule for rule in self.sieve.possible(spelt) if rule.search(spelt)]
        if not found and not any(self.signs.in_text(unpaused(spelt))):
            return None  # nearly every text: the idioms need not be looked for
        blanked = self.idioms.sub("\0", spelt)
        levels = set(self._by_rules(blanked, found))
        if "crisis" not in levels:
            levels |= set(self._by_signs(unpaused(blanked)))
        return "crisis" if "crisis" in levels else "light" if levels else None

    def _spelt(self, joined: str) -> str:
        for misspelt, spelt in self.spelling:
            joined = misspelt.sub(spelt, joined)
        return _WORD_EN.sub(lambda word: self.words.get(word[0], word[0]), joined) if self.words else joined

    def _by_rules(self, plain: str, found: list[re.Pattern[str]]) -> Iterator[Level]:
        for rule in found:
            for match in rule.finditer(plain):
                start = match.end() - len(match[0].lstrip())
                around = plain[max(0, start - REACH) : match.end() + REACH]
                if self.denied.search(around) or (rule in self.veiled and self.everyday.search(around)):
                    continue
                if rule not in self.light and not self._is_not_theirs(plain, start, match.end()):
                    yield "crisis"
                    return
                yield "light"

    def _by_signs(self, plain: str) -> Iterator[Level]:
        for found in self.signs.in_text(plain):
            around = plain[max(0, found.start - REACH) : found.end + REACH]
            if self.denied.search(around) or (not found.frame.outright and self.everyday.search(around)):
                continue
            if found.frame.others or not self._is_not_theirs(plain, found.start, found.end):
                yield "crisis"
                return
            yield "light"

    def _is_not_theirs(self, plain: str, start: int, end: int) -> bool:
        """Return whether the sentence around a match says that it is somebody else's, or not so."""
        before = _END.split(plain[max(0, start - REACH) : start])[-1]
        after = _END.split(plain[end : end + REACH])[0]
        if self.after.match(after):
            return True
        if self.quoted.match(after) and not self.own.search(before):
            return True
        if self.past.search(before):
            return True
        others = list(self.before.finditer(before))
        between = before[others[-1].end() :] if others else ""
        return bool(others) and ('"' in between or not self.own.search(between + plain[start:end]))


@cache
def rules() -> dict[str, Rules]:
    """Return the rules by language."""
    return {language: _compiled(language) for language in ("ko", "en")}


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def _compiled(language: str) -> Rules:
    table, more = _table(f"rules_{language}"), _table(f"ideas_{language}")
    table |= {name: table[name] + more[name] for name in more if name != "words"}
    table["words"] |= more["words"]

    def expanded(rule: str) -> str:
        return _WORD.sub(lambda name: f"(?:{expanded(table['words'][name[1]])})", rule)

    def pattern(*rules: str) -> re.Pattern[str]:
        whole = "|".join(f"(?:{expanded(rule).replace(' ', table['space'])})" for rule in rules) or r"(?!)"
        # each word has a space before it by now, and a literal start is searched for five times as fast
        return re.compile(re.sub(r"^((?:\(\?:)*)\\b", r"\1 ", whole))

    listed = {
        rule: words[1].split("|") for rule, _ in table["spelling"] if (words := _LISTED.fullmatch(rule))
    }
    read_as = {word: spelt for rule, spelt in table["spelling"] for word in listed.get(rule, ())}
    crisis, veiled, light = (
        tuple(pattern(rule) for rule in table[name]) for name in ("crisis", "veiled", "light")
    )
    return Rules(
        signs=signs(language),
        sieve=sieve((*crisis, *veiled, *light)),
        words=slips(table["mend"], unlike=table["unlike"]) | read_as,
        spelling=tuple((re.compile(rule), spelt) for rule, spelt in table["spelling"] if rule not in listed),
        letters=re.compile(table["letters"]),
        idioms=pattern(*table["idioms"]),
        crisis=crisis,
        veiled=veiled,
        everyday=pattern(*table["everyday"]),
        light=light,
        before=pattern(*table["before"]),
        after=pattern(*table["after"]),
        quoted=pattern(*table["quoted"]),
        past=pattern(*table["past"]),
        own=pattern(*table["own"]),
        denied=pattern(*table["denied"]),
    )
