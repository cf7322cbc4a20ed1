"""Notice the language of a crisis, Korean or English, and say where to find help: rules, never a model.

Nothing that is read here is kept or logged. The rules are `rules.toml`, the numbers `lines.toml`.

Where a rule finds something, idioms nearby are blanked out. If it still finds it, the words around it
tell whether it is somebody else's, a film's or a denial, and so worth only a lighter note. Each rule looks
at a stretch of bounded length, so the time grows with the text and no faster. How often the rules miss
is in `docs/trust.md`.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Level = Literal["crisis", "light"]


@dataclass(frozen=True)
class HelpLine:
    """Somewhere to call.

    Attributes:
        ko: its name in Korean.
        en: its name in English.
        number: as it is dialled; "" for advice that names none.
        hours_ko: when somebody answers, in Korean.
        hours_en: the same in English.
        country: two capital letters, or "" for anywhere.
        emergency: True for ambulance, rescue and police.
        checked_on: when somebody last made sure of the number.
    """

    ko: str
    en: str
    number: str
    hours_ko: str
    hours_en: str
    country: str
    emergency: bool
    checked_on: date


@dataclass(frozen=True)
class Help:
    """What to show above everything else.

    Attributes:
        level: "crisis": the reader's own, as it seems; "light": a film, a lyric, a friend, a denial.
        lines: where to call, those of `country` first.
        country: whose lines stand first, or "" if that could not be told.
    """

    level: Level
    lines: tuple[HelpLine, ...]
    country: str


def check(text: str, country: str | None = None) -> Help | None:
    """Return where to find help if a text speaks of suicide or self-harm, else None.

    Args:
        text: any string of any length; it is neither kept nor logged.
        country: two capital letters; None or "" goes by the language of the words that were found.
    """
    plain = _plain(text)
    levels = {
        name: _level(_spelt(plain, rules), rules)
        for name, rules in _rules().items()
        if rules.letters.search(plain)
    }
    level: Level | None = (
        "crisis" if "crisis" in levels.values() else "light" if any(levels.values()) else None
    )
    if level is None:
        return None
    found = {language for language, its_level in levels.items() if its_level}
    where = country or {"ko": "KR", "en": "US"}[found.pop()] if country or len(found) == 1 else ""
    return Help(level, help_lines(where), where)


def help_lines(country: str = "") -> tuple[HelpLine, ...]:
    """Return the lines of a country and the advice for anywhere; all lines if there are none or it is ""."""
    mine = tuple(line for line in _lines() if line.country == country)
    return mine + tuple(line for line in _lines() if not line.country) if country and mine else _lines()


@dataclass(frozen=True)
class _Rules:
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


_REACH = 60  # characters of a sentence that are looked at on either side
_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ALIKE = (
    _FULLWIDTH | dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")) | {0x2019: "'", 0x2018: "'"}
)
_JAMO = re.compile(r"([ㄱ-ㅎ])([ㅏ-ㅣ])(?:([ㄱ-ㅎ])(?![ㅏ-ㅣ]))?")
_SPACED_KO = re.compile(r"(?<![가-힣])[가-힣](?:[ .*~_·-][가-힣](?![가-힣]))+")
_SPACED_EN = re.compile(r"\b[a-z0-9](?:[ .*~_-]{1,2}[a-z0-9]\b){3,}")
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_WORD = re.compile(r"\{([a-z]+)\}")  # {die} in a rule stands for that entry of `words`
_END = re.compile(r"[.!?\n\0]")


def _plain(text: str) -> str:
    """Return lower-case text with split syllables and spelt-out words put together again."""
    text = unicodedata.normalize("NFC", text).translate(_ALIKE).lower()
    text = re.sub(r"[^\S\n]+", " ", text)
    text = _JAMO.sub(_syllable, text)
    for spaced in (_SPACED_KO, _SPACED_EN):
        text = spaced.sub(lambda run: re.sub(r"[ .*~_·-]", "", run[0]), text)
    return text


def _syllable(jamo: re.Match[str]) -> str:
    lead, vowel, tail = jamo.groups(default=" ")
    if lead not in _LEADS or tail not in _TAILS:
        return jamo[0]
    return chr(ord("가") + (_LEADS.index(lead) * 21 + ord(vowel) - ord("ㅏ")) * 28 + _TAILS.index(tail))


def _spelt(plain: str, rules: _Rules) -> str:
    for misspelt, spelt in rules.spelling:
        plain = misspelt.sub(spelt, plain)
    return plain


def _level(plain: str, rules: _Rules) -> Level | None:
    found = [rule for rule in (*rules.crisis, *rules.veiled, *rules.light) if rule.search(plain)]
    if not found:
        return None  # nearly every text: the idioms need not be looked for
    plain = rules.idioms.sub("\0", plain)
    light = False
    for rule in found:
        for match in rule.finditer(plain):
            if rule in rules.veiled and rules.everyday.search(_around(plain, match)):
                continue
            if rule not in rules.light and not _is_not_theirs(plain, match, rules):
                return "crisis"
            light = True
    return "light" if light else None


def _around(plain: str, match: re.Match[str]) -> str:
    return plain[max(0, match.start() - _REACH) : match.end() + _REACH]


def _is_not_theirs(plain: str, match: re.Match[str], rules: _Rules) -> bool:
    """Return whether the sentence around a match says that it is somebody else's, or not so."""
    start = match.end() - len(match[0].lstrip())
    before = _END.split(plain[max(0, start - _REACH) : start])[-1]
    after = _END.split(plain[match.end() : match.end() + _REACH])[0]
    if rules.after.match(after):
        return True
    if rules.quoted.match(after) and not rules.own.search(before):
        return True
    if rules.past.search(before):
        return True
    others = list(rules.before.finditer(before))
    between = before[others[-1].end() :] if others else ""
    return bool(others) and ('"' in between or not rules.own.search(between + match[0]))


@cache
def _rules() -> dict[str, _Rules]:
    table = tomllib.loads((files(__name__) / "rules.toml").read_text(encoding="utf-8"))
    return {language: _compiled(table[language], table[language]["space"]) for language in ("ko", "en")}


def _compiled(table: dict[str, Any], space: str) -> _Rules:
    def expanded(rule: str) -> str:
        return _WORD.sub(lambda name: f"(?:{expanded(table['words'][name[1]])})", rule)

    def pattern(*rules: str) -> re.Pattern[str]:
        whole = "|".join(f"(?:{expanded(rule).replace(' ', space)})" for rule in rules) or r"(?!)"
        # each word has a space before it by now, and a literal start is searched for five times as fast
        return re.compile(re.sub(r"^((?:\(\?:)*)\\b", r"\1 ", whole))

    return _Rules(
        spelling=tuple((re.compile(misspelt), spelt) for misspelt, spelt in table["spelling"]),
        letters=re.compile(table["letters"]),
        idioms=pattern(*table["idioms"]),
        crisis=tuple(pattern(rule) for rule in table["crisis"]),
        veiled=tuple(pattern(rule) for rule in table["veiled"]),
        everyday=pattern(*table["everyday"]),
        light=tuple(pattern(rule) for rule in table["light"]),
        before=pattern(*table["before"]),
        after=pattern(*table["after"]),
        quoted=pattern(*table["quoted"]),
        past=pattern(*table["past"]),
        own=pattern(*table["own"]),
    )


@cache
def _lines() -> tuple[HelpLine, ...]:
    rows = tomllib.loads((files(__name__) / "lines.toml").read_text(encoding="utf-8"))["line"]
    return tuple(HelpLine(**({"emergency": False} | row)) for row in rows)
