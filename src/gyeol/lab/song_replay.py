"""Replay rated songs: how well ratings were expected, for the model and every baseline, with intervals over people."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gyeol.errors import BadData
from gyeol.lab.song_baselines import BASELINES, IN_STARS, Task
from gyeol.lab.song_history import Event, last_part, listens, read_events, read_songs
from gyeol.recommend.gaussian import Floats
from gyeol.recommend.listening import Listens, forecast

Progress = Callable[[str, float], None]
LIKED = 4.0  # stars from which a song counts as liked
_RESAMPLES = 2000


def replay(
    history: Sequence[Path], ratings: Path, items: Path, *, last: float, seed: int, progress: Progress
) -> dict[str, Any]:
    """Return the measures of expecting a table's ratings from earlier ones.

    Args:
        history: tables to learn from.
        ratings: the table to expect.
        items: the songs.
        last: only this last part of each person's ratings is expected, (0, 1]; the model learns from the rest too.
        seed: of the random baseline and of the intervals.
        progress: told what is being done and which part of it, 0 to 1, is done.

    Raises:
        BadData: there is nothing to learn from or nothing to expect.
    """
    before = [event for path in history for event in read_events(path)]
    first, coming = last_part(read_events(ratings), last)
    return measure(before + first, coming, items, seed, progress)


def measure(
    before: Sequence[Event], coming: Sequence[Event], items: Path, seed: int, progress: Progress
) -> dict[str, Any]:
    """Return the measures of expecting some events after others; see `replay`."""
    if len(before) < 2 or not coming:
        raise BadData(
            f"ratings are learned from earlier ones: {len(before)} are earlier and {len(coming)} to be expected; "
            "pass more with --history or a smaller part with --last."
        )
    catalog, mood = read_songs(items, (e.song for e in (*before, *coming)))
    people: dict[str, int] = {}
    past, asked = listens(before, catalog, people), listens(coming, catalog, people)
    felt = np.asarray([e.felt or (0.0, 0.0) for e in coming], np.float32)
    progress("learning from ratings", 0.0)
    found = forecast(catalog, past, asked)
    task = Task(catalog, mood, past, asked, felt, seed)
    rivals = dict[str, dict[str, float | None]]()
    for name, baseline in BASELINES.items():
        progress("baselines", len(rivals) / len(BASELINES))
        rivals[name] = scored(asked, baseline(task), stars=name in IN_STARS)
    ours = scored(asked, found.stars)
    return {
        "n": len(asked),
        "users": int(np.sum(~np.isnan(per_person(asked, found.stars, auc)))),
        **ours,
        "auc_95": interval(per_person(asked, found.stars, auc), seed),
        "new_songs": int(np.sum(~np.isin(asked.songs, past.songs))),
        "learned_from": len(past),
        "replayed": scored(asked, found.replayed),
        "baselines": rivals,
        "variances": found.variances,
    }


def scored(asked: Listens, scores: Floats, *, stars: bool = True) -> dict[str, float | None]:
    """Return mean per-person AUC and nDCG@10, and the MAE of the stars (None for scores that only rank).

    A mean is None where it is undefined for everybody, as the AUC of people who liked every song.
    """
    error = float(np.abs(np.clip(scores, 1, 5) - asked.stars).mean()) if stars else None
    return {
        "auc": _mean(per_person(asked, scores, auc)),
        "mae": error,
        "ndcg_at_10": _mean(per_person(asked, scores, ndcg)),
    }


def _mean(values: Floats) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None


def per_person(asked: Listens, scores: Floats, measure: Callable[[Floats, Floats], float]) -> Floats:
    """Return one value a person, NaN where the measure is undefined for them."""
    of = [asked.people == person for person in np.unique(asked.people)]
    return np.asarray([measure(asked.stars[rows], scores[rows]) for rows in of])


def auc(stars: Floats, scores: Floats) -> float:
    """Return how often a liked song scores above one that is not, ties half; NaN where one kind is absent."""
    liked, other = scores[stars >= LIKED], scores[stars < LIKED]
    if not len(liked) or not len(other):
        return float("nan")
    gap = liked[:, None] - other[None]
    return float(np.mean((gap > 0) + 0.5 * (gap == 0)))


def ndcg(stars: Floats, scores: Floats, k: int = 10) -> float:
    """Return nDCG@k with gains 2^stars - 1 (Järvelin & Kekäläinen 2002); NaN for a single song."""
    if len(stars) < 2:
        return float("nan")
    gain, discount = 2**stars - 1, 1 / np.log2(np.arange(2, min(k, len(stars)) + 2))
    best = np.sort(gain)[::-1][:k] @ discount
    return float(gain[np.argsort(-scores, kind="stable")][:k] @ discount / best)


def interval(values: Floats, seed: int) -> tuple[float, float] | None:
    """Return the bootstrap interval that holds 95 % of the mean over people; None where it is undefined for all."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    means = np.random.default_rng(seed).choice(known, (_RESAMPLES, len(known))).mean(1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
