"""Read what is written to be overlooked: split syllables, spelt-out words, the wrong keyboard, letters mixed up."""

import re
import unicodedata
from collections.abc import Iterable

_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ALIKE = (
    _FULLWIDTH | dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")) | {0x2019: "'", 0x2018: "'"}
)
_SPACED_KO = re.compile(r"(?<![가-힣])[가-힣](?: ?[ .*~_·/|+^-] ?[가-힣](?![가-힣]))+")
_SPACED_EN = re.compile(r"\b[a-z0-9](?:[ .*~_/|+-]{1,3}[a-z0-9]\b){2,}")
_BETWEEN_KO = re.compile(r"(?<=[가-힣])[^\w\s.,!?~'\"“”‘’()\[\]:;…ㄱ-ㅣ-]{1,2}(?=[가-힣])")  # 목🙃숨🙃을
_NUMBERED_KO = re.compile(r"(?<![가-힣0-9])[가-힣](?:[0-9][가-힣]){2,20}[0-9]?")  # 죽1고2싶3다4
_TAIL_APART = re.compile(
    r"([가-힣])(?<![ㄱ-ㅣ]) ?([ㄱㄴㄷㄹㅁㅂㅅㅍ]) ?(?=[가-힣])"
)  # 주ㄱ고 시 ㅍ 어, 자살ㄹ
_DIGIT_KO = re.compile(r"(?<=[자죽])[0-9*._~^-]{1,2}(?=[살해고])")
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_KEYS = dict(zip("rRseEfaqQtTdwWczxvgkoiOjpuPhynbml", _LEADS + "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ", strict=True))
_TYPED = {jamo: key.lower() for key, jamo in _KEYS.items()}
_VOWEL_PAIRS = ["ㅗㅏㅘ", "ㅗㅐㅙ", "ㅗㅣㅚ", "ㅜㅓㅝ", "ㅜㅔㅞ", "ㅜㅣㅟ", "ㅡㅣㅢ"]
_TAIL_PAIRS = [
    "ㄱㅅㄳ",
    "ㄴㅈㄵ",
    "ㄴㅎㄶ",
    "ㄹㄱㄺ",
    "ㄹㅁㄻ",
    "ㄹㅂㄼ",
    "ㄹㅅㄽ",
    "ㄹㅌㄾ",
    "ㄹㅍㄿ",
    "ㄹㅎㅀ",
    "ㅂㅅㅄ",
]
_JOINED = {pair[:2]: pair[2] for pair in _VOWEL_PAIRS + _TAIL_PAIRS}
_APART = {joined: pair for pair, joined in _JOINED.items()}
_SYLLABLE = re.compile(
    r"([ㄱ-ㅎ])(ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ|[ㅏ-ㅣ])(?:(ㄱㅅ|ㄴ[ㅈㅎ]|ㄹ[ㄱㅁㅂㅅㅌㅍㅎ]|ㅂㅅ|[ㄱ-ㅎ])(?![ㅏ-ㅣ])|([ㄱ-ㅎ])(?=[ㄱ-ㅎ][ㅏ-ㅣ]))?"
)
_LATIN_RUN = re.compile(r"[a-zA-Z][a-zA-Z ]{3,200}")
_LOOSE = re.compile(r"[ㄱ-ㅣ]")
_SHORT = 2_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def plain(text: str) -> str:
    """Return lower-case text with split syllables and spelt-out words put together again."""
    text = unicodedata.normalize("NFC", text).translate(_ALIKE).lower()
    text = re.sub(r"[^\S\n]+", " ", text)
    text = _SYLLABLE.sub(_syllable, text)
    text = _TAIL_APART.sub(_closed, text)
    text = _BETWEEN_KO.sub("", text)
    text = _NUMBERED_KO.sub(lambda run: re.sub("[0-9]", "", run[0]), text)
    for spaced in (_SPACED_KO, _SPACED_EN):
        text = spaced.sub(lambda run: re.sub(r"[ .*~_·/|+^-]", "", run[0]), text)
    return _DIGIT_KO.sub("", text)


def other_keyboard(text: str) -> str:
    """Return what a short text says if its keys were meant for the other keyboard, on lines of their own.

    Latin letters that all become syllables (`tkfrl tlfgek`) and, in a text with loose jamo, every Korean letter.
    """
    if len(text) > _SHORT:
        return ""
    typed = [_as_hangul(run[0]) for run in _LATIN_RUN.finditer(text)]
    if _LOOSE.search(text):
        typed.append(_as_latin(text))
    return "".join(f"\n{line}" for line in typed if line)


def _as_hangul(text: str) -> str:
    jamo = "".join(_KEYS.get(key, _KEYS.get(key.lower(), key)) for key in text)
    read = _SYLLABLE.sub(_syllable, jamo)
    return "" if _LOOSE.search(read) else read


def _as_latin(text: str) -> str:
    apart = "".join(map(_apart, unicodedata.normalize("NFC", text)))
    return "".join(_TYPED.get(_APART.get(letter, letter), letter) for letter in apart)


def _closed(apart: re.Match[str]) -> str:
    """Return an open syllable with the consonant that was written after it, or a closed one without its double."""
    code = ord(apart[1]) - ord("가")
    if code % 28 == 0:
        return chr(ord(apart[1]) + _TAILS.index(apart[2]))
    return apart[1] if _TAILS[code % 28] == apart[2] else apart[0]


def _syllable(typed: re.Match[str]) -> str:
    lead, vowel, tail = typed[1], _JOINED.get(typed[2], typed[2]), typed[3] or typed[4] or " "
    return _composed(lead, vowel, _JOINED.get(tail, tail)) or typed[0]


def _composed(lead: str, vowel: str, tail: str) -> str:
    if lead not in _LEADS or tail not in _TAILS:
        return ""
    return chr(ord("가") + (_LEADS.index(lead) * 21 + _VOWELS.index(vowel)) * 28 + _TAILS.index(tail))


def _apart(letter: str) -> str:
    code = ord(letter) - ord("가")
    if not 0 <= code < 11172:
        return _APART.get(letter, letter)
    parts = _LEADS[code // 588] + _VOWELS[code % 588 // 28] + _TAILS[code % 28].strip()
    return "".join(_APART.get(part, part) for part in parts)


def slips(words: Iterable[str], *, unlike: Iterable[str]) -> dict[str, str]:
    """Return each spelling that is one slip away from one of some lower-case words, and that word.

    A slip is a letter left out, doubled, wrong or in its neighbour's place (Damerau 1964), the first one excepted.
    Words of `unlike` are no slips.
    """
    meant, found = sorted(words), dict[str, str]()
    for word in meant:
        splits = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]  # the first letter is mostly right
        one_off = {a + b[1:] for a, b in splits if b} | {a + b[1] + b[0] + b[2:] for a, b in splits if b[1:]}
        one_off |= {a + c + b[1:] for a, b in splits if b for c in _LETTERS}
        one_off |= {a + c + b for a, b in splits for c in _LETTERS}
        found |= dict.fromkeys(one_off.difference(unlike, meant), word)
    return found
