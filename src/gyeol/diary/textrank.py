"""TextRank: pick the sentences that most others resemble (Mihalcea & Tarau 2004, https://aclanthology.org/W04-3252).

Deviations: Korean words are cut to their first two syllables after particles are taken off, English ones lose s, ed and
ing, since there is no tagger here; words of one letter and the commonest ones are no content; sentences that share
nothing with any other keep the rank of the teleport, so that a text without any overlap gives its first sentences.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gyeol.errors import BadText

MAX_SENTENCES = 1_000  # every pair is compared
_DAMPING, _STEPS, _CLOSE = 0.85, 100, 1e-6
_WORD = re.compile(r"[가-힣]+|[A-Za-z']+")
_PARTICLE = re.compile(
    r"(?<=..)(?:에서는|에게서|에서|에게|한테|으로|부터|까지|처럼|보다|이랑|하고|은|는|이|가|을|를|의|에|와|과|로|도|만|랑)$"
)
_COMMON = re.compile(
    r"(?:오늘|어제|내일|그리고|그래서|그런|그냥|너무|정말|진짜|나는|내가|나도|있|없|하|했|것|the|and|but|was|were|is|are|am|be|been|to|of|in|on"
    r"|at|for|with|it|its|i|i'm|my|me|you|he|she|we|they|his|her|their|this|that|so|then|had|have|has|did|do|a|an|as|or|if)$"
)


def content_words(sentence: str) -> frozenset[str]:
    """Return the stems of the words of a sentence that say something."""
    words = (w.lower() for w in _WORD.findall(sentence))
    return frozenset(_stem(w) for w in words if len(w) > 1 and not _COMMON.match(w))


def rank(sentences: Sequence[str]) -> NDArray[np.float64]:
    """Return (n,) ranks that sum to 1.

    s = (1 - d) / n + d M s with d = .85; M holds the similarities |a ∩ b| / (log |a| + log |b|), columns summing to 1.

    Raises:
        BadText: more than `MAX_SENTENCES`.
    """
    n = len(sentences)
    if n > MAX_SENTENCES:
        raise BadText(
            f"TextRank compares every pair of sentences, at most {MAX_SENTENCES:,}, this text has {n:,}; "
            "use the way 'sentences'."
        )
    alike = _similarities([content_words(s) for s in sentences])
    out = alike.sum(axis=0)
    links = np.divide(alike, out, out=np.full_like(alike, 1 / n), where=out > 0)
    ranks = np.full(n, 1 / n)
    for _ in range(_STEPS):
        moved = (1 - _DAMPING) / n + _DAMPING * links @ ranks
        done = np.abs(moved - ranks).max() < _CLOSE / n
        ranks = moved
        if done:
            break
    return np.asarray(ranks / ranks.sum())


def extract(sentences: Sequence[str], share: float = 0.3) -> list[int]:
    """Return the places of the best sentences, a share of all and at least one, in the order of the text."""
    n = max(1, round(share * len(sentences)))
    best = np.argsort(-rank(sentences).round(9), kind="stable")[:n]
    return sorted(int(i) for i in best)


def _similarities(words: Sequence[frozenset[str]]) -> NDArray[np.float64]:
    n = len(words)
    shared, places = np.zeros((n, n)), defaultdict(list)
    for i, some in enumerate(words):
        for word in some:
            places[word].append(i)
    for there in places.values():
        shared[np.ix_(there, there)] += 1
    np.fill_diagonal(shared, 0)
    log = np.log([max(len(some), 1) for some in words])
    scale = log[:, None] + log
    return np.asarray(
        shared / np.maximum(scale, np.log(2))
    )  # two sentences of one word each would divide by zero


def _stem(word: str) -> str:
    if "가" <= word[0] <= "힣":
        return _PARTICLE.sub("", word)[:2]
    return re.sub(r"(?<=...)(?:'s|s|ed|ing)$", "", word)
