"""The words that a model knows, as numbers: 0 is padding, 1 is every other word."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.classify.words import words
from gyeol.errors import BadArtifact

FILE = "words.json"
PADDING, UNKNOWN = 0, 1
MAX_WORDS = 2000  # read of a text; the rest of a longer one is not looked at


@dataclass(frozen=True)
class Vocabulary:
    """Known words; the i-th has the number i + 2."""

    words: tuple[str, ...]
    _number: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Number the words."""
        object.__setattr__(self, "_number", {word: i for i, word in enumerate(self.words, 2)})

    def __len__(self) -> int:
        return len(self.words) + 2

    def numbers(self, text: str) -> NDArray[np.int64]:
        """Return (T,) numbers of the words of a text, T >= 1: a text without words is one unknown word."""
        found = [self._number.get(word, UNKNOWN) for word in words(text)[:MAX_WORDS]]
        return np.array(found or [UNKNOWN], np.int64)

    def write(self, folder: Path) -> None:
        """Write `words.json` into an artefact's draft folder."""
        (folder / FILE).write_text(json.dumps(self.words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Vocabulary":
        """Read `words.json`."""
        return cls(tuple(json.loads(path.read_text(encoding="utf-8"))))


def frequent(texts: Iterable[str], most: int) -> Vocabulary:
    """Return the most frequent words that occur at least twice."""
    count = Counter(word for text in texts for word in words(text))
    return Vocabulary(tuple(word for word, n in count.most_common(most) if n > 1))


def fits(
    weights: Mapping[str, NDArray[Any]], shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, NDArray[np.float32]]:
    """Return the named weights as float32; raise `BadArtifact` if one is absent or of another shape."""
    for name, shape in shapes.items():
        if name not in weights or weights[name].shape != shape:
            found = weights[name].shape if name in weights else "absent"
            raise BadArtifact(
                f"weight '{name}' is {found}, the options say {shape}; train the artefact again."
            )
    return {name: weights[name].astype(np.float32) for name in shapes}
