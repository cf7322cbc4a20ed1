"""Cut a text into words, and words into hashed pieces that survive typing errors and endings."""

import re
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from gyeol.text import normalise

Ids = NDArray[np.int32]

_URL = re.compile(r"(?:https?://|www\.)\S+")
_WHO = re.compile(r"\[(?:name|religion)\]|@[\w.]+|\bu/\w+")
# joiners, variants, skin tones
_UNSEEN = re.compile("[\u200b-\u200f\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u2060-\u206f]")
_TOKEN = re.compile(
    r"""
    [:;=]['^-]?[)(\[\]dpo/\\|3*]+ | <3+ | t[_.]t | [-ㅡ][_.]*[-ㅡ] | \^[_.]*\^ | o[_.]o | ㅠ[_.]ㅠ | x[d]+\b
    | [가-힣]+ | [ㄱ-ㅣ]+ | [^\W\d_가-힣ㄱ-ㅣ]+(?:'[^\W\d_가-힣ㄱ-ㅣ]+)* | \d[\d.,:]* | [!?]+ | [.…~,;]+ | \S
    """,
    re.VERBOSE,
)
_INITIAL = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MEDIAL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINAL = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def words(text: str) -> list[str]:
    """Return the words, jamo runs, numbers (as "0"), marks and emoji of a text, in order, lower case."""
    text = _UNSEEN.sub("", normalise(text).lower().replace("’", "'"))
    text = _WHO.sub(" name ", _URL.sub(" url ", text))
    return ["0" if word[0].isdigit() else word[:40] for word in _TOKEN.findall(text)]


def jamo(word: str) -> str:
    """Return the word with each Hangul syllable spelled as two or three letters."""
    return "".join(_spell(ord(c) - 0xAC00) if "가" <= c <= "힣" else c for c in word)


def pieces(word: str) -> list[str]:
    """Return the word itself and its n-grams: of syllables (1-3) and letters (4-5) in Hangul, of 3-5
    letters else."""
    if not word[0].isalpha() or (len(word) == 1 and not "가" <= word <= "힣"):
        return [word]
    if "가" <= word[0] <= "힣":
        return [word, *_grams(f"<{word}>", 1, 3), *_grams(f"<{jamo(word)}>", 4, 5)]
    return [word, *_grams(f"<{word}>", 3, 5)]


@lru_cache(maxsize=1 << 16)
def ids(word: str, n_buckets: int) -> Ids:
    """Return the buckets of a word's pieces; CRC-32 gives the same ones on every machine."""
    return np.array([crc32(piece.encode()) % n_buckets for piece in pieces(word)], np.int32)


def _grams(text: str, shortest: int, longest: int) -> list[str]:
    sizes = range(shortest, longest + 1)
    return [text[i : i + n] for n in sizes for i in range(len(text) - n + 1) if text[i : i + n] not in "<>"]


def _spell(code: int) -> str:
    return (_INITIAL[code // 588] + _MEDIAL[code % 588 // 28] + _FINAL[code % 28]).rstrip()
