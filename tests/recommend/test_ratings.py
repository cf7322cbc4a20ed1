"""What one person's ratings let expect: known answers, exact summands, hostile ratings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyeol.catalog import Catalog, Item, unit
from gyeol.recommend.ratings import preferences

ROCK, FOLK, BOTH, NOTHING = [1, 0], [0, 1], [1, 1], [0, 0]
SONGS = {"r1": ROCK, "r2": ROCK, "f1": FOLK, "f2": FOLK, "b": BOTH, "none": NOTHING}


@pytest.fixture
def catalog() -> Catalog:
    items = tuple(Item(name, "the same" if name in ("r1", "none") else "") for name in SONGS)
    return Catalog(items, {"sound": unit(np.array(list(SONGS.values()), np.float32))})


def scores(catalog, ratings, **more):
    return dict(zip(SONGS, preferences(catalog, ratings, **more).scores.tolist(), strict=True))


def test_liked_raises_what_is_alike_and_disliked_lowers_it(catalog):
    found = scores(catalog, {"r1": 5, "f1": 1})
    assert found["r1"] > found["r2"] > found["b"] > found["f2"] > found["f1"]


def test_low_ratings_alone_teach_too(catalog):
    found = scores(catalog, {"f1": 1})
    assert found["f1"] < found["f2"] < found["b"] < found["r2"] < 0


def test_a_skip_says_a_little_against(catalog):
    skipped, disliked = scores(catalog, {}, skipped=["f1"]), scores(catalog, {"f1": 2})
    assert disliked["f1"] < skipped["f1"] < 0
    assert scores(catalog, {"f1": 5}, skipped=["f1"]) == scores(catalog, {"f1": 5})


def test_no_evidence_is_not_unlike(catalog):
    assert preferences(catalog, {"f1": 1}).parts["sound"][5] == 0
    assert scores(catalog, {"r1": 5})["none"] > scores(catalog, {"r1": 5})["f1"]  # the same artist


def test_without_ratings_nothing_is_known(catalog):
    assert not preferences(catalog, {}).scores.any()
    assert not preferences(catalog, {"vanished": 5}).scores.any()
    assert preferences(catalog, {}).because(0) is None


def test_ratings_make_surer(catalog):
    once, twice = preferences(catalog, {"r1": 5}), preferences(catalog, {"r1": 5, "r2": 5})
    assert twice.spread[4] < once.spread[4] < once.spread[5] + 1
    assert once.spread[0] < once.spread[1] < once.spread[2]


def test_the_reason_is_the_rating_without_which_the_score_falls_most(catalog):
    ratings = {"r1": 5, "f1": 4, "f2": 1}
    found = preferences(catalog, ratings)
    assert found.because(1) == "r1"
    falls = {i: scores(catalog, {k: v for k, v in ratings.items() if k != i})["r2"] for i in ratings}
    assert min(falls, key=falls.__getitem__) == "r1"


def test_spaces_can_be_chosen(catalog):
    assert "sound" not in preferences(catalog, {"r1": 5}, spaces=()).parts


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(st.sampled_from(sorted(SONGS)), st.integers(1, 5)),
    st.sets(st.sampled_from(sorted(SONGS))),
)
def test_summands_and_ratings_add_up_to_the_score(ratings, skipped):
    rng = np.random.default_rng(0)
    spaces = {"sound": unit(rng.normal(size=(6, 3)).astype(np.float32))}
    catalog = Catalog(tuple(Item(name, name[0]) for name in SONGS), spaces)
    found = preferences(catalog, ratings, skipped=skipped)
    np.testing.assert_allclose(found.scores, sum(found.parts.values(), np.zeros(6)), atol=1e-9)
    np.testing.assert_allclose(found.scores, found.by_rating.sum(1), atol=1e-9)
