"""The words of a diary, counted: Korean ones cut from their particles by rules, English ones as they stand.

There is no tagger in the base install. So a Korean word counts as a noun by what follows it somewhere in the texts:
a particle that only nouns take and that fits its last sound (바다를, 바다에서), or the 하다 that makes a verb of it
(행복했다 → 행복). Words that never show such an end, as verbs and adverbs, are left out; of one syllable only listed
ones count.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[가-힣]+|[a-z]+(?:'[a-z]+)?")
_AFTER_CONSONANT = "을 은 이 과 으로 으로는 이랑 이나 이라도 이라 이다 이었다 이에요 이라는 이라고 이지만"
_AFTER_VOWEL = "를 는 가 와 랑 나 였다 예요 라는"
_AFTER_EITHER = """로 로는 의 에 에서 에게 에게서 한테 께 께서 에는 에도 에서는 에서도 까지 부터
    처럼 보다 마다 밖에 조차 인데 입니다 도 만 하고 들"""
_FITS: dict[str, bool | None] = {
    **dict.fromkeys(_AFTER_CONSONANT.split(), True),
    **dict.fromkeys(_AFTER_VOWEL.split(), False),
    **dict.fromkeys(_AFTER_EITHER.split()),
}
_LONGEST = max(map(len, _FITS)) + 1
_UNSURE = frozenset(
    ("", "는", "도", "만", "나", "로", "라는", "하고", "보다", "까지", "은")
)  # verbs take them, too
_MADE_A_VERB = "하"  # by 하다
_DO = re.compile(
    r"^(.{2,}?)(?:했|하였|한다|하[다고며면는던게기지니자러려]|하느라|할|함|해서|해도|해야|해요|해졌|해진|해질|해$|합니|한데|한$)"
)
_NO_NOUN = ("아", "어", "워", "여", "려", "해", "지", "게", "고", "야", "도록")  # 좋아하다, 가지 않고
_GOES_ON = ("아", "어", "여", "러", "려", "래", "해")  # 들어가다, 나와: here 가 and 와 are verbs


@dataclass(frozen=True)
class Word:
    """A word, and the places of the texts in which it stands."""

    word: str
    texts: tuple[int, ...]


def counted(texts: Iterable[str], most: int = 60) -> list[Word]:
    """Return the words that stand in most of the texts, the commonest first; of equals, the one that came first.

    A word counts once a text: who repeats it on one day still had it on one day.
    """
    where: defaultdict[str, list[int]] = defaultdict(list)
    ends: defaultdict[str, set[str]] = defaultdict(set)
    known: dict[str, tuple[str, str]] = {}  # forgotten with this call: they are somebody's words
    for place, text in enumerate(texts):
        plain = unicodedata.normalize("NFC", text).lower().replace("’", "'")
        forms = dict.fromkeys(_WORD.findall(plain))
        known |= {form: split(form) for form in forms if form not in known}
        cut = [known[form] for form in forms]
        for stem, end in cut:
            ends[stem].add(end)
        for stem in dict.fromkeys(stem for stem, _ in cut if stem):
            where[stem].append(place)
    _merge(where, ends)
    nouns = [stem for stem in where if stem.isascii() or ends[stem] - _UNSURE]
    return [Word(stem, tuple(where[stem])) for stem in sorted(nouns, key=lambda s: -len(where[s]))[:most]]


def split(form: str) -> tuple[str, str]:
    """Return (stem, what followed it) of a word: "바다에서" -> ("바다", "에서"); ("", "") if it tells nothing."""
    if form.isascii():
        stem = form.removesuffix("'s")
        return (stem, "") if len(stem) > 2 and not {stem, form} & _left_out() else ("", "")
    if (made := _DO.match(form)) and not made[1].endswith(_NO_NOUN):
        return (made[1], _MADE_A_VERB) if _tells(made[1]) else ("", "")
    for cut in range(max(1, len(form) - _LONGEST), len(form)):  # the longest end first
        stem, end = form[:cut], form[cut:].removeprefix("들") or "들"
        closed = form[cut] == "들" or _closed(form[cut - 1])
        if _FITS.get(end, not closed) in (None, closed):
            sure = "" if end in ("가", "와") and stem.endswith(_GOES_ON) else end
            return (stem, sure) if _tells(stem) and _tells(form) else ("", "")
    return (form, "") if _tells(form) else ("", "")


def _tells(stem: str) -> bool:
    return stem not in _left_out() and (len(stem) > 1 or stem in _listed("short"))


@cache
def _left_out() -> frozenset[str]:
    """Return the words that tell nothing, and those of a crisis, which are never shown."""
    return _listed("ko") | _listed("en") | _listed("never")


@cache
def _listed(kind: str) -> frozenset[str]:
    """Return the words of a list of `stopwords.toml`."""
    table = tomllib.loads(files("gyeol.diary").joinpath("stopwords.toml").read_text(encoding="utf-8"))
    return frozenset(table[kind].split())


def _closed(syllable: str) -> bool:
    """Return whether a syllable ends in a consonant."""
    return (ord(syllable) - ord("가")) % 28 > 0


def _merge(where: defaultdict[str, list[int]], ends: defaultdict[str, set[str]]) -> None:
    """Count 고양이 where it was cut to 고양 + 이랑, and plurals with their singular, where that stands, too."""
    for stem in list(where):
        whole = f"{stem}이"
        if stem.endswith("s"):
            whole = next((w for w in (stem[:-1], stem.removesuffix("es")) if w in where and w != stem), "")
        if whole in where and (stem.isascii() or all(end.startswith("이") for end in ends[stem])):
            where[whole] = sorted({*where[whole], *where.pop(stem)})
