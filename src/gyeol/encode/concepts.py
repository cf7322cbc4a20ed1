"""The meaning space: named concepts that word lists find in messages and in the names of stickers."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from typing import Any, Self

import numpy as np

from gyeol.catalog import Array, unit
from gyeol.emotion import Taxonomy
from gyeol.encode.inflect import PARTICLES, forms

_MATCHER = b"2"  # raise it when the same lists give other vectors
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TOKEN = re.compile(r"[a-z]+|[0-9]*[가-힣]+|[ㄱ-ㅎㅏ-ㅣ]+|[\u2000-\u2bff\u3030-\u303d\U0001f000-\U0001ffff]")
_IGNORED = re.compile("[\ufe0f\u200d\U0001f3fb-\U0001f3ff\u2019']")  # variation, joiner, skin, apostrophes
_CLITIC = re.compile("['\u2019](?:s|ll|re|ve|m|d)\\b", re.IGNORECASE)  # cut off: I'll is not ill
_MASCOT = re.compile(r"a?blob(cat|fox|dog|bunny|)")
_LONGEST = 8  # syllables of a Korean trigger
_LONGEST_PART = 20  # letters of a part of a glued name

Axes = tuple[int, ...]


@dataclass
class _Node:
    """One word of a phrase: what the phrase so far means, and which words may follow."""

    axes: Axes | None = None
    exact: bool = False  # Korean: nothing but particles may follow
    next: dict[str, "_Node"] = field(default_factory=dict)


_NOTHING = _Node()


class Concepts:
    """Finds concepts by their trigger words in Korean and English text, and by emoji.

    Attributes:
        name: `concepts@revision`; the revision changes with the lists.
        taxonomy: the axes and their names for people: `taxonomy.title("birthday", "ko")` is "생일".
        names: the names of the axes, in order.
        dim: how many there are.
    """

    def __init__(self, lists: Mapping[str, Mapping[str, Any]], revision: str) -> None:
        self.name = f"concepts@{revision}"
        self.names = tuple(lists)
        titles = [entry["title"] for entry in lists.values()]
        self.taxonomy = Taxonomy(
            "concepts", self.names, tuple(ko for ko, _ in titles), tuple(en for _, en in titles)
        )
        self.dim = len(self.names)
        self._root = _Node()
        for axis, entry in enumerate(lists.values()):
            self._plant(axis, entry)

    @classmethod
    def load(cls) -> Self:
        """Read the lists that come with gyeol."""
        raw = files("gyeol.encode").joinpath("concepts.toml").read_bytes()
        return cls(tomllib.loads(raw.decode("utf-8")), sha256(_MATCHER + raw).hexdigest()[:12])

    def encode(self, inputs: Sequence[str]) -> Array:
        """Return (n, dim) unit rows, each concept found weighing the same; zero rows where none is."""
        rows = np.zeros((len(inputs), self.dim), np.float32)
        for row, text in zip(rows, inputs, strict=True):
            row[list(self.found(text))] = 1
        return unit(rows)

    def found(self, text: str) -> set[int]:
        """Return the axes of the concepts in a text."""
        plain = _CLITIC.sub(" ", unicodedata.normalize("NFC", text))
        plain = _CAMEL.sub(" ", _IGNORED.sub("", plain)).lower()
        tokens = _TOKEN.findall(plain)
        axes: set[int] = set()
        at = 0
        while at < len(tokens):
            taken, new = self._longest(tokens, at)
            axes.update(new)
            at += taken or 1
        return axes

    def _longest(self, tokens: Sequence[str], at: int) -> tuple[int, Axes]:
        """Return how many tokens the longest trigger at a place takes, and what it means."""
        best: tuple[int, Axes] = (0, ())
        node, i = self._root, at
        while i < len(tokens):
            here = self._word(node, tokens[i])
            if here is not None:
                best = (i - at + 1, here)
            if tokens[i] not in node.next:
                break
            node = node.next[tokens[i]]
            i += 1
        return best if best[0] else (1, self._mascot(tokens[at]))

    def _word(self, node: _Node, word: str) -> Axes | None:
        """Return what a word means after the words that led to `node`; None: nothing."""
        if not "가" <= word.lstrip("0123456789")[:1] <= "힣":
            jamo = "ㄱ" <= word[0] <= "ㅣ"
            for n in range(min(len(word), _LONGEST), 0, -1) if jamo else (len(word),):
                found = node.next.get(word[:n])
                if found is not None and found.axes is not None:
                    return found.axes
            return None
        return self._run_together(node, word)

    def _run_together(self, node: _Node, word: str) -> Axes | None:
        """Return what the triggers mean that follow each other from the start of a Korean word, as in 생일축하해."""
        hit, at = self._start(node, word, 0), 0
        if hit is None:
            return None
        axes: dict[int, None] = {}
        while hit is not None:
            end, leaf = hit
            axes |= dict.fromkeys(leaf.axes or ())
            # after a trigger of one syllable, or a whole word, nothing more is looked for
            last = leaf.exact or end - at == 1 or PARTICLES.fullmatch(word, end)
            hit, at = None if last else self._start(self._root, word, end), end
        return tuple(axes)

    def _start(self, node: _Node, word: str, at: int) -> tuple[int, _Node] | None:
        """Return the end and the node of the longest trigger at a place in a Korean word."""
        for end in range(min(len(word), at + _LONGEST), at, -1):
            leaf = node.next.get(word[at:end], _NOTHING)
            if leaf.axes is not None and (not leaf.exact or PARTICLES.fullmatch(word, end)):
                return end, leaf
        return None

    def _mascot(self, word: str) -> Axes:
        """Return what a glued name of a character pack, as blobcatcoffee, means."""
        match = _MASCOT.match(word)
        if match is None:
            return ()
        rest = word[match.end() :]
        lengths = range(3, min(len(rest), _LONGEST_PART) + 1)
        parts = [match[1], *(p for n in lengths for p in {rest[:n], rest[-n:]})]
        nodes = [self._root.next.get(part) for part in parts]
        return tuple(axis for node in nodes if node is not None for axis in node.axes or ())

    def _plant(self, axis: int, entry: Mapping[str, Any]) -> None:
        for language in ("ko", "en"):
            for trigger in entry.get(language, "").split():
                self._add(trigger, language, (axis,))
        for word in entry.get("not", "").split():
            self._add(word, "ko" if word[0] >= "가" else "en", ())
        for emoji in entry.get("emoji", "").split():
            self._add(_IGNORED.sub("", emoji), "emoji", (axis,))

    def _add(self, trigger: str, language: str, axes: Axes) -> None:
        exact = trigger.endswith("=")
        *first, last = _TOKEN.findall(trigger.rstrip("=").lower())
        node = self._root
        for word in first:
            node = node.next.setdefault(word, _Node())
        for form in forms(last) if language == "en" and not exact else {last}:
            leaf = node.next.setdefault(form, _Node())
            leaf.exact = exact and (leaf.exact or leaf.axes is None)
            leaf.axes = tuple(dict.fromkeys((leaf.axes or ()) + axes))
