"""What corrections teach: one voice a text, the last one said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.emotion import PRODUCT
from gyeol.text import normalise

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Lessons:
    """Distinct texts and what each feels.

    Attributes:
        texts: normalised, no two alike.
        target: (n, 12), 1 for what was said to be felt, else 0.
    """

    texts: tuple[str, ...]
    target: Array

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def of(cls, said: Iterable[tuple[str, Sequence[str]]]) -> "Lessons":
        """Build them from (text, labels), oldest first; of a text said twice the last one counts.

        Raises:
            UnknownName: a label is none of the twelve.
        """
        last: dict[str, Sequence[str]] = {}
        for text, labels in said:
            key = normalise(text)
            last.pop(key, None)
            last[key] = labels
        rows = [PRODUCT.vector(dict.fromkeys(labels, 1.0)) for labels in last.values()]
        return cls(tuple(last), np.stack(rows) if rows else np.zeros((0, len(PRODUCT)), np.float32))

    def where(self, keep: NDArray[np.bool_] | NDArray[np.intp]) -> "Lessons":
        """Return those that a mask (n,) or indices choose."""
        at = np.arange(len(self))[keep]
        return Lessons(tuple(self.texts[i] for i in at), self.target[at])

    def latest(self, n: int) -> "Lessons":
        """Return the last n."""
        return self.where(np.arange(max(0, len(self) - n), len(self)))
