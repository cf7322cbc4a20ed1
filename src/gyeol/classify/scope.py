"""Which words of a text are denied, and which are conceded: "not happy", "행복하지 않아", "tired but happy".

Rules over words and their endings, not a parser. They only mark; what a mark does to a meaning is learnt.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.int64]
N_MARKS = 6  # denied or not, times not conceded, conceded (but, 지만) or background (는데)
_DENIED, _CONCEDED, _BACKGROUND = 1, 2, 4
_REACH = 4  # words that an English negator denies

_ENDS = re.compile(r"[.,;~]*[.!?…][.!?…,;~]*")
_BREAK = re.compile(r"but|yet|though|although|however|because|since|so|and|or|[.,!?;:…~]+")
_NOT = re.compile(
    r"not|never|no|none|nothing|nobody|neither|nor|hardly|barely|scarcely|without|cannot|[a-z]+n't|(?:is|was|are|were|do"
    r"|does|did|ca|wo|could|would|should|has|have|had|ai)nt"
)
_ALONE = re.compile(r"only|just|to|wonder|matter|doubt")  # "not only", "no wonder" deny nothing
_AHEAD = re.compile(r"안|못")
_DO = re.compile(r"하|해|했|돼|됐|되|한")
_DOUBTED = re.compile(r".+(?:지|지가|지는|지도|지를|진|질)")
_BEHIND = re.compile(r"않|못[하해했한할]|마|말[아고라자]")
_INSIDE = re.compile(r".+지(?:가|는|도)?(?:않|못[하해했])|.+커녕")
_NONE = re.compile(r"아니|아닌|아닐|아냐|아님|없")
_FILLER = re.compile(
    r"(?:거|건|게|것|일|기분|정도|필요|마음|생각|이유|리|수|줄|적)(?:가|이|은|는|도|까지|까진)?"
    r"|걸|하나도|전혀|절대|결코|별로|아무|더|딱히|그렇게"
)

_TURN = re.compile(r"but|however|nevertheless|하지만|그렇지만|그래도|그러나|허나|반면|반면에|다만|불구하고")
_AFTER_COMMA = re.compile(r"yet|still|though|although|now")
_ASIDE = re.compile(r"though|although|despite|while")
_SLOW_TURN = re.compile(r"근데|그런데|는데|은데")
_CONCEDES = re.compile(r".+(?:지만|지마는|으나|는데도|면서도|더라도|[해어아워려져여]도)(?:요|은)?")
_SETS_SCENE = re.compile(r".*(.)데(?:요|도)?|.+(?:더니|긴)")
_N_FINALS, _FINAL_N = 28, 4


def marks(words: Sequence[str]) -> Marks:
    """Return (n,) marks in [0, N_MARKS) of the words of a text, as `classify.words.words` gives them."""
    found = np.zeros(len(words), np.int64)
    start, last = 0, max((i for i, word in enumerate(words) if word[0].isalnum()), default=0)
    for i, word in enumerate(words):
        found[list(_denied(words, i))] |= _DENIED
        if _ENDS.fullmatch(word):
            start = i + 1 if not _turns_next(words, i) else start
        elif kind := _turn(words, i) if i < last else 0:  # what nothing follows turns nothing
            at = found[start : i + 1]
            found[start : i + 1] = (at & _DENIED) | kind
        elif _ASIDE.fullmatch(word) and not _after_comma(words, i):
            end = _aside(words, i, start)
            found[i:end] = (found[i:end] & _DENIED) | _CONCEDED
    return found


def _denied(words: Sequence[str], i: int) -> Iterable[int]:
    word, after = words[i], words[i + 1] if i + 1 < len(words) else ""
    if _NOT.fullmatch(word):
        if not _ALONE.fullmatch(after):
            end = i + 1
            while end < len(words) and end <= i + _REACH and not _BREAK.fullmatch(words[end]):
                end += 1
            yield from range(i + 1, end)
    elif _AHEAD.fullmatch(word) and after[:1].isalpha():
        yield i + 1
        if i and _DO.match(after) and words[i - 1][0].isalpha():  # 사랑 안 해
            yield i - 1
    elif _INSIDE.match(word) or (_DOUBTED.fullmatch(word) and _BEHIND.match(after)):
        yield i
    elif _NONE.match(word):
        at = i - 1
        while at > 0 and _FILLER.fullmatch(words[at]):
            at -= 1
        if at >= 0 and words[at][0].isalpha():
            yield at


def _turn(words: Sequence[str], i: int) -> int:
    """Return the mark of the words of the sentence up to this one, 0 if it does not turn the sentence."""
    word = words[i]
    if i and (_TURN.fullmatch(word) or (_AFTER_COMMA.fullmatch(word) and _after_comma(words, i))):
        return _CONCEDED
    if not "가" <= word[0] <= "힣":
        return 0
    if _CONCEDES.fullmatch(word):
        return _CONCEDED
    scene = _SETS_SCENE.fullmatch(word)
    if (i and _SLOW_TURN.fullmatch(word)) or (scene and (not scene[1] or _ends_in_n(scene[1]))):
        return _BACKGROUND
    return 0


def _turns_next(words: Sequence[str], i: int) -> bool:
    """Return whether the next sentence begins with a turn, which concedes this one."""
    after = words[i + 1] if i + 1 < len(words) else ""
    return bool(_TURN.fullmatch(after) or _SLOW_TURN.fullmatch(after))


def _after_comma(words: Sequence[str], i: int) -> bool:
    return i > 0 and "," in words[i - 1]


def _aside(words: Sequence[str], i: int, start: int) -> int:
    """Return where an aside ends: at the first comma if it opens the sentence, else with the sentence."""
    opens = i <= start + 1
    for end in range(i + 1, len(words)):
        if _ENDS.fullmatch(words[end]) or (opens and "," in words[end]):
            return end
    return i if opens else len(words)


def _ends_in_n(syllable: str) -> bool:
    return "가" <= syllable <= "힣" and (ord(syllable) - 0xAC00) % _N_FINALS == _FINAL_N
