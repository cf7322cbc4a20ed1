"""Which words carried a reading: take each out in turn and see how far the feeling falls.

Occlusion (Li 2016, https://arxiv.org/abs/1612.08220). Deviations: all places of a word are taken out together, since a
word said three times is not missed once; the fall is measured in log-odds, which do not saturate near 0 and 1; in a
long text only the likeliest words are tried, those that carry its likeliest parts.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import emoji
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Read = Callable[[Sequence[str]], Array]  # texts -> (n,) probabilities of one feeling
MAX_TRIED = 48  # distinct words; with more of them only the likeliest are tried
_MAX_CHARS = 200_000  # read for one text; a very long text tries fewer words
_PART = 32  # words of a part of a long text
_LEAST, _LEAST_SHARE = 0.05, 0.1  # weights below it, or below this share of the largest, carry nothing

_SILENT = frozenset(".,;:·\"'“”‘’()[]{}/-–—")  # alone they part words and say nothing
# words; runs of letters-only jamo (ㅋㅋ, ㅠㅠ); marks that may be a face, as :) or ^^ or !!
_WORD = re.compile(r"[ㄱ-ㅣ]+|[^\W_ㄱ-ㅣ]+(?:['’][^\W_ㄱ-ㅣ]+)*|[^\w\s]+|_+")


@dataclass(frozen=True)
class Carrier:
    """A word that carried a feeling.

    Attributes:
        word: `text[start:end]`.
        start: its first character in the text as given; characters are Unicode code points.
        end: one past its last.
        weight: > 0; how far the log-odds of the feeling fall without the word, shared among its places.
    """

    word: str
    start: int
    end: int
    weight: float


def why(text: str, read: Read, *, max_tried: int = MAX_TRIED) -> list[Carrier]:
    """Return the words that carried a feeling, in the order of the text; taking them all out makes it less probable.

    Exact for texts of up to `max_tried` distinct words.

    Args:
        text: as given.
        read: what the classifier says of texts; asked about the text without some of its words.
        max_tried: how many distinct words are tried.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for start, end in spans(text):
        if text[start:end] in _SILENT:
            continue
        places.setdefault(text[start:end].lower(), []).append((start, end))
    if not places:
        return []
    tried = list(places)
    if len(tried) > max_tried:
        tried = _likeliest(text, places, read, min(max_tried, max(8, _MAX_CHARS // len(text))))
    odds = _log_odds(read([text, *(without(text, places[word]) for word in tried)]))
    fall = {word: float(odds[0] - after) for word, after in zip(tried, odds[1:], strict=True)}
    least = max(_LEAST, _LEAST_SHARE * max(fall.values()))
    marked = {word: weight for word, weight in fall.items() if weight >= least}
    return _lower(text, places, marked, read)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each word, run of jamo, run of marks and emoji, in order; an emoji is never cut."""
    at = 0
    for found in emoji.emoji_list(text):
        yield from ((at + m.start(), at + m.end()) for m in _WORD.finditer(text[at : found["match_start"]]))
        yield found["match_start"], found["match_end"]
        at = found["match_end"]
    yield from ((at + m.start(), at + m.end()) for m in _WORD.finditer(text[at:]))


def without(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Return the text with a space in each of these places, which are in order."""
    parts, at = [], 0
    for start, end in places:
        parts.append(text[at:start])
        at = end
    return " ".join([*parts, text[at:]])


def _lower(
    text: str, places: dict[str, list[tuple[int, int]]], marked: dict[str, float], read: Read
) -> list[Carrier]:
    """Return the marked words if the feeling falls without them all, else the weightiest alone, which lets it fall."""
    if len(marked) > 1:
        together = sorted(place for word in marked for place in places[word])
        whole, rest = read([text, without(text, together)])
        if rest >= whole:
            marked = dict([max(marked.items(), key=lambda pair: pair[1])])
    return sorted(
        (
            Carrier(text[start:end], start, end, round(weight / len(places[word]), 4))
            for word, weight in marked.items()
            for start, end in places[word]
        ),
        key=lambda carrier: carrier.start,
    )


def _likeliest(text: str, places: dict[str, list[tuple[int, int]]], read: Read, n: int) -> list[str]:
    """Return n words: those whose loss the likeliest parts of the text feel most."""
    every = sorted(place for some in places.values() for place in some)
    parts = [every[i : i + _PART] for i in range(0, len(every), _PART)]
    said = [text[part[0][0] : part[-1][1]] for part in parts]
    felt = _log_odds(read(said))
    best: dict[str, float] = {}
    for i in np.argsort(-felt, kind="stable")[: max(2, 2 * n // _PART)]:
        moved = [(start - parts[i][0][0], end - parts[i][0][0]) for start, end in parts[i]]
        after = _log_odds(read([without(said[i], [place]) for place in moved]))
        for (start, end), odds in zip(parts[i], after, strict=True):
            word = text[start:end].lower()
            best[word] = max(best.get(word, 0.0), float(felt[i] - odds))
    return sorted(best, key=lambda word: -best[word])[:n]


def _log_odds(proba: Array) -> Array:
    p = np.clip(proba.astype(np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(p / (1 - p)), np.float32)
