"""Measure a sentence encoder on pairs of sentences that people rated: Spearman, as in STS."""

import time
from pathlib import Path
from typing import Any

import numpy as np

from gyeol.corpora.files import text_of
from gyeol.encode import Encoder
from gyeol.errors import BadData
from gyeol.recommend.gaussian import Floats

COLUMNS = ("score", "sentence1", "sentence2")


def read_pairs(path: Path) -> tuple[list[str], list[str], Floats]:
    """Return the two sentences and the rated similarity of each row of a TSV as KorSTS has it; there is no quoting.

    Raises:
        BadData: a column is absent, a score is no number, or there are no rows.
    """
    lines = [line.rstrip("\r").split("\t") for line in text_of(path).split("\n") if line.strip()]
    header = lines[0] if lines else []
    if any(name not in header for name in COLUMNS):
        raise BadData(
            f"'{path.name}': expected the columns {', '.join(COLUMNS)}, found {', '.join(header)[:80]}."
        )
    score, left, right = (header.index(name) for name in COLUMNS)
    for number, row in enumerate(lines[1:], 2):
        if len(row) <= max(score, left, right) or not _is_number(row[score]):
            raise BadData(
                f"'{path.name}' line {number}: expected a score and two sentences, found {len(row)} cells."
            )
    rows = lines[1:]
    if not rows:
        raise BadData(f"'{path.name}' has the columns but no pair of sentences below them; add a row.")
    return [r[left] for r in rows], [r[right] for r in rows], np.asarray([float(r[score]) for r in rows])


def measure(encoder: Encoder, path: Path) -> dict[str, Any]:
    """Return n, Spearman and Pearson of the cosines with the ratings, and the sentences encoded a second."""
    left, right, rated = read_pairs(path)
    start = time.perf_counter()
    a, b = encoder.encode(left), encoder.encode(right)
    spent = time.perf_counter() - start
    cosine = np.einsum("nd,nd->n", a.astype(np.float64), b)
    return {
        "n": len(rated),
        "spearman": _correlation(_ranks(cosine), _ranks(rated)),
        "pearson": _correlation(cosine, rated),
        "sentences_per_s": round(2 * len(rated) / max(spent, 1e-9)),
    }


def _correlation(a: Floats, b: Floats) -> float:
    if a.std() < 1e-12 or b.std() < 1e-12:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _ranks(values: Floats) -> Floats:
    """Return ranks from 0, ties sharing their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts + 1) / 2)[inverse], np.float64)


def _is_number(cell: str) -> bool:
    try:
        return bool(np.isfinite(float(cell)))
    except ValueError:
        return False
