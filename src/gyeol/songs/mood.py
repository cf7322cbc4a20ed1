"""From what a text feels to what its songs shall feel: the same, the opposite, or a gentle way up (R5.7)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from gyeol.catalog import Array
from gyeol.emotion import PRODUCT
from gyeol.errors import UnknownName

MOODS = ("same", "opposite", "lift")
_PLAIN = 0.1  # most sentences of a diary are plain; what little they feel is what songs are for


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files("gyeol.songs").joinpath("mood.toml").read_text(encoding="utf-8"))


@cache
def policy(mood: str) -> Array:
    """Return the (12, 12) matrix of a mood, felt × wanted, rows summing to 1; raise `UnknownName`."""
    if mood not in MOODS:
        raise UnknownName("mood", mood, MOODS)
    rows = np.stack([PRODUCT.vector(_tables()[mood][label]) for label in PRODUCT.labels])
    rows.flags.writeable = False
    return rows


@cache
def _valences() -> Array:
    return PRODUCT.vector(_tables()["valence"])


def felt(emotions: Mapping[str, float]) -> Array:
    """Return the (12,) shares of what a text feels, strong feelings above weak ones, summing to 1.

    Probabilities of several feelings are squared, so that a sure one is not outvoted by many faint ones; neutral
    counts little. A text without any feeling is neutral.
    """
    row = PRODUCT.vector(dict(emotions)) ** 2
    row[PRODUCT.index("neutral")] *= _PLAIN
    total = float(row.sum())
    return np.asarray(row / total if total > 1e-6 else PRODUCT.vector({"neutral": 1.0}), np.float32)


def targets(feeling: Array, mood: str, n: int) -> Array:
    """Return (n, 12) what each of n songs shall feel.

    "same" and "opposite" want one feeling of all songs. "lift" walks from the felt to the wished one: the first song
    meets the text where it is, the last one is where it leads.

    Args:
        feeling: (12,) of `felt`.
        mood: one of `MOODS`.
        n: how many songs.
    """
    wished = (_prevailing(feeling) if mood == "opposite" else feeling) @ policy(mood)
    if mood != "lift":
        return np.broadcast_to(wished, (n, len(PRODUCT)))
    way = np.linspace(0, 1, n, dtype=np.float32)[:, None] if n > 1 else np.ones((1, 1), np.float32)
    return (1 - way) * (feeling @ policy("same")) + way * wished


def _prevailing(feeling: Array) -> Array:
    """Return the feelings of the sign that prevails: the opposite of joy and grief together is not both again."""
    sign = 1.0 if float(feeling @ _valences()) >= 0 else -1.0
    kept = np.where(_valences() * sign > 0, feeling, 0)
    total = float(kept.sum())
    return np.asarray(kept / total if total > 1e-6 else feeling, np.float32)


def valence(rows: Array) -> Array:
    """Return (n,) in [-1, 1] how pleasant rows (n, 12) are, 0 where a row is zero."""
    total = np.maximum(rows.sum(axis=1), 1e-9)
    return np.asarray(rows @ _valences() / total, np.float32)
