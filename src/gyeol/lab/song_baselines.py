"""What learning from ratings must beat: each baseline gives every coming listen a score from the past alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from gyeol.catalog import Array, Catalog
from gyeol.recommend import Query, refine
from gyeol.recommend.gaussian import Floats
from gyeol.recommend.listening import Listens

_SHRINK = 5.0  # ratings' worth of the mean that a song or person starts with
_RIDGE = 10.0
# R5's eight mood tags on Russell's circumplex: valence, arousal
_TAGS = np.array(
    [
        [-0.7, -0.5], [-0.8, 0.0], [-0.3, 0.7], [-0.7, 0.6], [0.3, -0.8], [0.8, 0.4], [0.6, 0.7], [0.6, -0.6],
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Task:
    """What a baseline is given.

    Attributes:
        catalog: the songs.
        mood: (n_songs, 2) valence and energy of each song in [-1, 1].
        past: what was rated.
        coming: what will be, without looking at its stars.
        felt: (m, 2) what each coming person felt before the song; 0 where unknown.
        seed: of `random`.
    """

    catalog: Catalog
    mood: Array
    past: Listens
    coming: Listens
    felt: Array
    seed: int


def random(task: Task) -> Floats:
    """Score at random."""
    return np.random.default_rng(task.seed).random(len(task.coming))


def popularity(task: Task) -> Floats:
    """Expect of each song its mean over all people, of each person their own level, both shrunk."""
    past, coming = task.past, task.coming
    mean = float(past.stars.mean())
    level = _shrunk(past.people, past.stars - mean, int(max(past.people.max(), coming.people.max())) + 1)
    song = _shrunk(past.songs, past.stars - mean - level[past.people], len(task.catalog))
    expected: Floats = mean + level[coming.people] + song[coming.songs]
    return expected


def emotion_only(task: Task) -> Floats:
    """Prefer the song whose mood is closest to what the person feels."""
    return np.asarray(-np.linalg.norm(task.mood[task.coming.songs] - task.felt, axis=1), np.float64)


def r5(task: Task) -> Floats:
    """Prefer the song closest, over the eight mood tags, to the person's best-rated ones (R5.8).

    The tags of a song come from its valence and energy: the closer a tag lies on the circumplex, the more it applies.
    """
    gap = np.linalg.norm(task.mood[:, None] - _TAGS[None], axis=2)
    tags = np.exp(-2 * gap)
    tags /= tags.sum(1, keepdims=True)
    out = np.zeros(len(task.coming))
    for i, (person, song) in enumerate(zip(task.coming.people, task.coming.songs, strict=True)):
        own = task.past.people == person
        if own.any():
            best = task.past.songs[own & (task.past.stars == task.past.stars[own].max())]
            out[i] = -np.linalg.norm(tags[best] - tags[song], axis=1).min()
    return out


def rocchio(task: Task) -> Floats:
    """Move a query by the person's own ratings (`recommend.refine`) and take the cosine in each space."""
    out = np.zeros(len(task.coming))
    for person in np.unique(task.coming.people):
        own, asked = task.past.people == person, task.coming.people == person
        rated = task.past.where(own)
        ratings = {task.catalog.items[s].id: float(y) for s, y in zip(rated.songs, rated.stars, strict=True)}
        moved = refine(Query({}), task.catalog, ratings)
        for space, rows in task.catalog.spaces.items():
            length = max(float(np.linalg.norm(moved.vectors[space])), 1e-9)
            out[asked] += rows[task.coming.songs[asked]] @ moved.vectors[space] / length
    return out


def bayesian_linear(task: Task) -> Floats:
    """Ridge regression of the stars on the person's level, the songs' features and the person's own tilt of them."""
    past, coming = task.past, task.coming
    features = np.concatenate(list(task.catalog.spaces.values()), axis=1).astype(np.float64)
    weight = {"person": 1.0, "song": 1.0, "own": 0.5}

    def gram(a: Listens, b: Listens) -> Floats:
        same = (a.people[:, None] == b.people[None]).astype(np.float64)
        alike = features[a.songs] @ features[b.songs].T
        return np.asarray(weight["person"] * same + weight["song"] * alike + weight["own"] * same * alike)

    mean = float(past.stars.mean())
    alpha = np.linalg.solve(gram(past, past) + _RIDGE / 4 * np.eye(len(past)), past.stars - mean)
    return np.asarray(mean + gram(coming, past) @ alpha, np.float64)


def item_knn(task: Task) -> Floats:
    """Expect a person's mean, moved by their ratings of songs that the same people rated alike (adjusted cosine)."""
    past, coming = task.past, task.coming
    n_people = int(max(past.people.max(), coming.people.max())) + 1
    level = past.stars.mean() + _shrunk(past.people, past.stars - past.stars.mean(), n_people)
    table = np.zeros((n_people, len(task.catalog)))
    np.add.at(table, (past.people, past.songs), past.stars - level[past.people])
    length = np.linalg.norm(table, axis=0) + 1.0  # shrinks songs that few rated
    alike = (table / length).T @ (table / length)
    np.fill_diagonal(alike, 1.0)
    out: Floats = level[coming.people]
    for i, (person, song) in enumerate(zip(coming.people, coming.songs, strict=True)):
        near = alike[song] * (table[person] != 0)
        total = np.abs(near).sum()
        if total:
            out[i] += near @ table[person] / (total + 1.0)
    return out


BASELINES: Mapping[str, Callable[[Task], Floats]] = {
    "random": random,
    "popularity": popularity,
    "emotion_only": emotion_only,
    "r5": r5,
    "rocchio": rocchio,
    "bayesian_linear": bayesian_linear,
    "item_knn": item_knn,
}
IN_STARS = frozenset({"popularity", "bayesian_linear", "item_knn"})  # the others only rank


def _shrunk(place: np.ndarray, values: Floats, n: int) -> Floats:
    total = np.bincount(place, values, minlength=n)
    return np.asarray(total / (np.bincount(place, minlength=n) + _SHRINK), np.float64)
