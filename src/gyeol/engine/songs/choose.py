"""Choose the songs of an answer: rank, keep artists apart, and find out why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gyeol.catalog import Array, Catalog, Item
from gyeol.emotion import PRODUCT
from gyeol.engine.songs.answers import SongBecause, SongSuggestion
from gyeol.engine.songs.taste import NO_PAST, Past, Taste
from gyeol.recommend import Query, Recommendation, standardised
from gyeol.songs.feelings import meant
from gyeol.songs.link import link
from gyeol.songs.matrix import named, row_without
from gyeol.songs.song import plain

PER_ARTIST = 2
ABOUT = ("concepts", "meaning")  # the spaces of what songs and texts are about
# at an importance of 3 of 5, per standard deviation; "taste" per star
BASE: Mapping[str, float] = {"emotion": 1.0, "concepts": 0.5, "meaning": 0.35, "taste": 2.0}
_RAISED = 0.4  # by which earlier ratings must have raised a score to be mentioned
_CLEAR = 0.6  # of the strongest concept of a song: what one of its sentences alone says stays below
_SAID = 0.05  # standard deviations that a score must fall by for something to be called its reason
_ALIKE = 0.5  # what a likeness without a name must add to a score to be called its reason

Scores = NDArray[np.float32]


def weights(emotion: int, meaning: int, mood: str = "same") -> dict[str, float]:
    """Return space -> weight for the two importances of R5.6, each from 1 to 5.

    Who wants the opposite mood wants fewer songs about what weighs on them: there meaning counts half.
    """
    told = meaning / 3 * (0.5 if mood == "opposite" else 1.0)
    return {
        "emotion": BASE["emotion"] * emotion / 3,
        **{space: BASE[space] * told for space in ABOUT},
        "taste": BASE["taste"],  # it has a say only after ratings
    }


@dataclass(frozen=True)
class Ranking:
    """The songs of an answer, in order.

    Attributes:
        songs: each with its score and its parts.
        taste: what earlier ratings said, or None if there were none.
    """

    songs: tuple[Recommendation, ...]
    taste: Taste | None


def rank(
    catalog: Catalog, query: Query, targets: Array, weight: Mapping[str, float], past: Past = NO_PAST
) -> Ranking:
    """Return one song a row of `targets`, in order; fewer if the catalogue runs out; an artist at most twice.

    Args:
        catalog: what to choose from.
        query: what it is about, and what must not be answered.
        targets: (n, 12) what each song shall feel; for most moods all rows are alike.
        weight: space -> weight, and that of "taste".
        past: earlier ratings.
    """
    rows, known, picker = catalog.spaces["emotion"], catalog.known["emotion"], _Picker(catalog, query)
    fixed: dict[str, Scores] = {}
    for space in ABOUT:
        told = query.vectors.get(space)
        if told is not None and told.any():
            near = standardised(told, catalog.spaces[space], catalog.known[space])
            fixed[space] = np.float32(weight[space]) * near
    distinct = {target.tobytes(): target for target in targets}
    felt = {key: np.float32(weight["emotion"]) * standardised(t, rows, known) for key, t in distinct.items()}
    taste = None
    if past.ratings or past.skipped:
        base = sum(fixed.values())
        taste = Taste(catalog, past, [felt[targets[end].tobytes()] + base for end in (0, -1)])
        fixed["taste"] = np.float32(weight["taste"]) * taste.stars
    base = sum(fixed.values())
    totals = {key: part + base for key, part in felt.items()}
    chosen: list[Recommendation] = []
    for target in targets:
        key = target.tobytes()
        row = picker.best(totals[key])
        if row is None:
            break
        why = {space: float(part[row]) for space, part in {"emotion": felt[key], **fixed}.items()}
        chosen.append(Recommendation(catalog.items[row], float(totals[key][row]), why))
    return Ranking(tuple(chosen), taste)


class _Picker:
    """Takes the best rows that are left: no song twice, from whatever lists, and no artist more than twice."""

    def __init__(self, catalog: Catalog, query: Query) -> None:
        rows = [catalog.row[i] for i in query.exclude if i in catalog.row]
        self._items, self._catalog = catalog.items, catalog
        self._free = np.ones(len(catalog), np.bool_)
        self._free[rows] = False
        self._heard = {_song(catalog.items[row]) for row in rows}
        self._artists: Counter[str] = Counter()

    def best(self, total: Scores) -> int | None:
        """Return the free row of the highest score (n,) and take it; None: there is none."""
        while self._free.any():
            row = int(np.argmax(np.where(self._free, total, -np.inf)))
            self._free[row] = False
            title, artist = _song(self._items[row])
            if artist and self._artists[artist] >= PER_ARTIST:
                self._free[self._catalog.groups[self._items[row].group]] = False  # they may be all there are
                continue
            if (title, artist) in self._heard:
                continue
            self._heard.add((title, artist))
            self._artists[artist] += 1
            return row
        return None


def _song(item: Item) -> tuple[str, str]:
    return plain(item.ko), plain(item.group)


def suggestion(
    catalog: Catalog,
    target: Array,
    query: Query,
    found: Recommendation,
    concepts: Sequence[str],
    taste: Taste | None = None,
) -> SongSuggestion:
    """Return a ranked song with what there is to say about it.

    Args:
        catalog: where it stands.
        target: (12,) what it was asked to feel.
        query: as ranked.
        found: the song.
        concepts: names of the axes of the space "concepts".
        taste: as ranked.
    """
    item, row = found.item, catalog.row[found.item.id]
    feeling, evidence = _felt(catalog, row, target) if found.why.get("emotion", 0) > _SAID else (None, None)
    shared = found.why.get("concepts", 0) > _SAID
    concept = (
        _shared(catalog.spaces["concepts"][row], query.vectors["concepts"], concepts) if shared else None
    )
    because = SongBecause(
        feeling=feeling,
        evidence=evidence,
        words=_words(item, feeling) if feeling and evidence == "tags" else (),
        concept=concept,
        about=found.why.get("meaning", 0) > _ALIKE,
        rated=taste.because(item.id) if taste and found.why.get("taste", 0) > _RAISED else None,
    )
    facts = item.facts
    return SongSuggestion(
        id=item.id,
        list=item.id.partition("/")[0],
        title=item.ko,
        artist=item.group,
        year=facts.get("year"),
        theme_ko=str(facts.get("theme_ko", "")),
        theme_en=str(facts.get("theme_en", "")),
        score=found.score,
        why=found.why,
        feelings=named(
            catalog.spaces["emotion"][row] / max(float(catalog.spaces["emotion"][row].sum()), 1e-9)
        ),
        link=link(item),
        because=because,
    )


def _felt(catalog: Catalog, row: int, target: Array) -> tuple[str | None, str | None]:
    """Return the feeling, and the kind of evidence, without which the song's emotion score would fall most."""
    rows, mine = catalog.spaces["emotion"], catalog.spaces["emotion"][row]
    axis = _fall(mine, target)
    if axis is None:
        return None, None
    usual = float((rows @ target).sum()) / max(
        int(catalog.known["emotion"].sum()), 1
    )  # what a song without any evidence counts as
    falls = {
        source: float(mine @ target) - (float(rest @ target) if rest.any() else usual)
        for source in catalog.items[row].facts.get("evidence", {})
        if (rest := row_without(catalog.items[row].facts["evidence"], source)) is not None
    }
    best = max(falls, key=lambda source: falls[source], default=None)
    return PRODUCT.labels[axis], best if best and falls[best] > 0 else None


def _shared(row: Array, query: Array, concepts: Sequence[str]) -> str | None:
    """Return the concept without which a song would be less about what the text is about; None: no clear one.

    A word with two senses says in one sentence about a song what the others do not; what it says is not named.
    """
    axis = _fall(row, query)
    return concepts[axis] if axis is not None and row[axis] >= _CLEAR * row.max() else None


def _fall(row: Array, query: Array) -> int | None:
    """Return the axis without which the cosine of a unit row and a query would fall most; None if none would do."""
    product = row * query
    rest = np.sqrt(np.maximum(1 - row**2, 1e-12))
    without = np.where(row**2 > 1 - 1e-6, 0, (product.sum() - product) / rest)
    axis = int(np.argmin(without))
    return axis if product[axis] > 0 and without[axis] < product.sum() else None


def _words(item: Item, feeling: str) -> tuple[str, ...]:
    return tuple(tag for tag in item.keywords if meant(tag).get(feeling, 0) >= 0.5)[:2]
