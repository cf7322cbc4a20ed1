"""Find the words that give a label away, and take them out: what is left of a score when they are gone.

A corpus that was collected by searching for "happy" and labelled by that search teaches a model to find "happy".
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gyeol.errors import BadData

Bools = NDArray[np.bool_]
PURITY = 0.8
SHARE = 0.01
LEAST = 5
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def give_aways(
    texts: Sequence[str], truth: Bools, labels: Sequence[str], *, purity: float = PURITY, share: float = SHARE
) -> dict[str, tuple[str, ...]]:
    """Return label -> its keywords, the most frequent first.

    A keyword is a word, or the beginning of a Hangul word from two syllables on, that stands in at least `share` of
    the label's texts (and in 5) and `purity` of whose texts carry the label. Of beginnings of the same word the
    shortest is kept. A label that most texts carry has no keyword.

    Args:
        texts: n texts.
        truth: (n, n_labels).
        labels: names of the columns.
        purity: in [0, 1].
        share: in [0, 1].
    """
    stems = [_stems(text) for text in texts]
    total = Counter(stem for found in stems for stem in found)
    out: dict[str, tuple[str, ...]] = {}
    for column, label in zip(truth.T, labels, strict=True):
        least = max(LEAST, share * int(column.sum()))
        inside = Counter(stem for found, true in zip(stems, column, strict=True) if true for stem in found)
        pure = [s for s, n in inside.most_common() if n >= least and n >= purity * total[s]]
        if column.mean() < 0.5:
            out[label] = tuple(s for s in pure if not any(s != t and _starts(s, t) for t in pure))
    return out


def without(texts: Iterable[str], keywords: Iterable[str]) -> list[str]:
    """Return the texts without the words that are a keyword; a Hangul keyword also takes words that begin with it.

    A keyword of several words, as "보고 싶어", is taken out where these words follow each other.
    """
    found = frozenset(word.lower() for word in keywords)
    phrases = sorted((word for word in found if " " in word), key=len, reverse=True)
    phrase = re.compile("|".join(_phrase(word) for word in phrases) or r"(?!)", re.IGNORECASE)
    return [
        " ".join(_WORD.sub(lambda m: "" if _stem(m[0]) & found else m[0], phrase.sub("", text)).split())
        for text in texts
    ]


def word_list(text: str) -> list[str]:
    """Return the words of a text in lower case, marks and emoji left out."""
    return [word.lower() for word in _WORD.findall(text)]


def read_keywords(path: Path) -> list[str]:
    """Return the keywords of a file: one a line, or the lists of a TOML as `gyeol corpora collect` leaves it.

    Raises:
        BadData: it cannot be read or holds none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        words = _listed(text) if path.suffix == ".toml" else [line.strip() for line in text.splitlines()]
    except (OSError, ValueError) as error:
        raise BadData(
            f"the keywords '{path}' cannot be read ({error}); write one a line, in UTF-8, "
            'or a .toml of lists such as joy = ["신나"].'
        ) from None
    if not any(words):
        raise BadData(f"'{path}' holds no keyword; write one a line.")
    return [word for word in words if word]


def _listed(toml: str) -> list[str]:
    lists = tomllib.loads(toml).values()
    if not all(isinstance(some, list) and all(isinstance(word, str) for word in some) for some in lists):
        raise ValueError("an entry is no list of words")
    return [word.strip() for some in lists for word in some]


def _phrase(words: str) -> str:
    *first, last = map(re.escape, words.split())
    rest = r"\w*" if "가" <= words[-1] <= "힣" else r"\b"
    return r"\b" + r"\W+".join([*first, last]) + rest


def _stems(text: str) -> set[str]:
    return set().union(*(_stem(word) for word in _WORD.findall(text)))


def _stem(word: str) -> frozenset[str]:
    word = word.lower()
    if "가" <= word[0] <= "힣":
        return frozenset(word[:n] for n in range(2, len(word) + 1)) or frozenset([word])
    return frozenset([word])


def _starts(word: str, start: str) -> bool:
    return "가" <= start[0] <= "힣" and word.startswith(start)
