"""Frozen sentences of each language: written for gyeol, never trained on, they decide whether a model may change."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gyeol.emotion import PRODUCT
from gyeol.text import normalise

FOLDER = Path(__file__).parent / "frozen"
LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Frozen:
    """n sentences of one language, normalised, and what each feels, (n, 12)."""

    texts: tuple[str, ...]
    truth: NDArray[np.bool_]


@cache
def frozen() -> Mapping[str, Frozen]:
    """Return language -> its sentences; raise `UnknownName` if a file names a label that there is not."""
    return {language: _read(FOLDER / f"{language}.tsv") for language in LANGUAGES}


def _read(path: Path) -> Frozen:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    truth = np.zeros((len(rows), len(PRODUCT)), bool)
    for i, (_, labels) in enumerate(rows):
        truth[i, [PRODUCT.index(label.strip()) for label in labels.split(",")]] = True
    return Frozen(tuple(normalise(text) for text, _ in rows), truth)
