"""How well the feelings of pictures are read, for packs that no teacher was like, and how sure is sure enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array
from gyeol.emotion import PRODUCT
from gyeol.lab.picture_data import Pictures

_RIGHT = 0.75  # of those that count as understood
_HEATS = np.geomspace(0.4, 4, 47)


@dataclass(frozen=True)
class Guess:
    """What one network says of pictures that it has never seen.

    Attributes:
        rows: (n,) which pictures.
        logits: (n, n_motifs).
        meaning: (n_motifs, N_OUT) shares of the feelings; the last one: none.
    """

    rows: NDArray[np.intp]
    logits: Array
    meaning: Array


def answers(guesses: Sequence[Guess], heat: float) -> Array:
    """Return (n, N_OUT) probabilities of all guesses at a temperature of the motifs, in their order."""
    found = []
    for guess in guesses:
        hot = guess.logits / heat
        weight = np.exp(hot - hot.max(1, keepdims=True))
        found.append(weight / weight.sum(1, keepdims=True) @ guess.meaning)
    return np.concatenate(found).astype(np.float32)


def temperature(guesses: Sequence[Guess], asked: Pictures) -> float:
    """Return the temperature at which the strongest feelings are likeliest (Guo et al. 2017)."""
    best = asked.feeling.argmax(1)
    rows = np.arange(len(asked))
    loss = [-np.log(answers(guesses, heat)[rows, best] + 1e-6).mean() for heat in _HEATS]
    return float(_HEATS[int(np.argmin(loss))])


def threshold(proba: Array, asked: Pictures) -> float:
    """Return the least confidence above which three in four pictures are read right."""
    sure, right = _sure(proba), _right(proba, asked.feeling)[:, 0]
    order = np.argsort(-sure, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= _RIGHT)
    return round(float(sure[order[enough[-1]]]), 3) if len(enough) else 1.0


def measures(proba: Array, asked: Pictures, least: float) -> dict[str, Mapping[str, Any]]:
    """Return the figures of (n, N_OUT) probabilities: of all pictures, of each group, and of each pack."""
    told: dict[str, Mapping[str, Any]] = {"packs unseen": _of(proba, asked, least)}
    for group in ("character", "face", "thing"):
        rows = asked.group == group
        if rows.any():
            told[f"packs unseen, {group}s"] = _of(proba[rows], asked.at(rows), least)
    for pack in np.unique(asked.pack).tolist():
        rows = asked.pack == pack
        told[f"unseen: {pack}"] = _of(proba[rows], asked.at(rows), least)
    return told


def _of(proba: Array, asked: Pictures, least: float) -> dict[str, Any]:
    right = _right(proba, asked.feeling)
    sure = _sure(proba)
    enough = sure >= least
    counts = np.bincount(asked.feeling.argmax(1), minlength=len(PRODUCT)).astype(np.float32)
    frequent = np.broadcast_to(counts, asked.feeling.shape)
    named = asked.by_name.any(1) & (asked.group == "character")
    return {
        "n": len(asked),
        "top_1": float(right[:, 0].mean()),
        "top_3": float(right.any(1).mean()),
        "chance": float(_right(frequent, asked.feeling)[:, 0].mean()),
        "covered": float(enough.mean()),
        "when_sure": float(right[enough, 0].mean()) if enough.any() else None,
        "calibration_error": _error(sure, right[:, 0]),
        "n_by_name": int(named.sum()),
        "by_name": float(_right(asked.by_name[named], asked.feeling[named])[:, 0].mean())
        if named.any()
        else None,
    }


def _sure(proba: Array) -> Array:
    return np.asarray(proba[:, : len(PRODUCT)].max(axis=1), np.float32)


def _right(proba: Array, feeling: Array) -> NDArray[np.bool_]:
    """Return (n, 3): whether each of the first three answers is a feeling that the labels state most strongly."""
    first = np.argsort(-proba[:, : len(PRODUCT)], axis=1, kind="stable")[:, :3]
    strongest = feeling == feeling.max(1, keepdims=True)
    return np.take_along_axis(strongest, first, axis=1)


def _error(sure: Array, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error: the mean distance of confidence and share of right answers."""
    place = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [
        abs(sure[place == b].mean() - right[place == b].mean()) * (place == b).mean()
        for b in np.unique(place)
    ]
    return float(sum(gaps))
