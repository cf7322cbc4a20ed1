"""`recommend` and `refine` on worlds whose right answers are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyeol.catalog import Catalog, Item, unit
from gyeol.recommend import MAX_Z, Query, recommend, refine, standardised
from tests.worlds import world

JOY = np.array([1, 0, 0], np.float32)


def test_first_are_those_of_the_asked_feeling_and_style():
    catalog = world()
    query = Query({"emotion": JOY, "style": np.eye(4, dtype=np.float32)[2]})
    best = recommend(query, catalog, {"emotion": 1, "style": 1}, 2)
    assert {r.item.id for r in best} == {"p2/0", "p2/3"}


def test_score_is_exactly_the_sum_of_its_reasons():
    query = Query({"emotion": JOY, "style": np.ones(4, np.float32)})
    for r in recommend(query, world(), {"emotion": 1, "style": 0.7}, 24):
        assert r.score == pytest.approx(sum(r.why.values()), abs=1e-5)


def test_a_space_without_weight_or_vector_has_no_say():
    catalog = world()
    ranked = recommend(Query({"emotion": JOY}), catalog, {"emotion": 1, "style": 5}, 24)
    assert set(ranked[0].why) == {"emotion"}
    nothing = Query({"emotion": np.zeros(3, np.float32)})
    assert [r.item.id for r in recommend(nothing, catalog, {"emotion": 1}, 3)] == ["p0/0", "p0/1", "p0/2"]


def test_no_evidence_ranks_between_the_fitting_and_the_unfitting():
    ranked = [r.item.id for r in recommend(Query({"emotion": JOY}), world(1, 6), {"emotion": 1}, 6)]
    assert ranked == ["p0/0", "p0/3", "p0/5", "p0/1", "p0/2", "p0/4"]


def test_excluded_items_never_come_back_and_the_end_is_an_empty_list():
    catalog = world(2, 3)
    everything = frozenset(item.id for item in catalog.items)
    left = recommend(Query({"emotion": JOY}, everything - {"p1/1"}), catalog, {"emotion": 1}, 9)
    assert [r.item.id for r in left] == ["p1/1"]
    assert recommend(Query({"emotion": JOY}, everything), catalog, {"emotion": 1}, 9) == []


def test_each_space_is_standardised_so_that_a_wide_one_cannot_decide_alone():
    wide = unit(np.array([[1, 0], [-1, 0], [1, 0.1]], np.float32))
    narrow = unit(np.array([[1, 0.30], [1, 0.31], [1, 0.2]], np.float32))
    for rows in (wide, narrow):
        z = standardised(rows[0], rows, rows.any(axis=1))
        assert z.std() == pytest.approx(1, abs=1e-3)


def test_a_lone_match_in_a_sparse_space_is_clipped():
    rows = np.zeros((1000, 2), np.float32)
    rows[:, 1] = 1
    rows[7] = (1, 0)
    assert standardised(np.array([1, 0], np.float32), rows, rows.any(axis=1)).max() == MAX_Z


@given(st.integers(0, 1000), st.integers(1, 30))
def test_order_is_that_of_a_full_stable_sort(seed, n):
    catalog = world(5, 6, seed)
    vector = np.random.default_rng(seed).normal(size=3).round(1).astype(np.float32)
    ranked = recommend(Query({"emotion": vector}), catalog, {"emotion": 1}, n)
    z = standardised(vector, catalog.spaces["emotion"], catalog.known["emotion"])
    assert [r.item.id for r in ranked] == [catalog.items[i].id for i in np.argsort(-z, kind="stable")[:n]]


def test_refine_moves_towards_the_liked_and_away_from_the_disliked():
    catalog = world()
    asked = Query({"emotion": JOY})
    weights = {"emotion": 1.0, "style": 1.0}
    moved = refine(asked, catalog, {"p1/0": 5, "p3/0": 1})
    first = recommend(moved, catalog, weights, 1)[0].item
    last = recommend(moved, catalog, weights, 24)[-1].item
    assert first.group == "p1"
    assert last.group == "p3"


def test_refine_ignores_middling_ratings_and_unknown_items():
    catalog = world()
    asked = Query({"emotion": JOY, "style": np.eye(4, dtype=np.float32)[0]})
    moved = refine(asked, catalog, {"p1/0": 3, "gone/1": 5})
    for space, vector in asked.vectors.items():
        np.testing.assert_allclose(moved.vectors[space], unit(vector), atol=1e-6)


def test_refine_without_evidence_changes_nothing():
    catalog = Catalog((Item("a/1", "a"),), {"emotion": np.zeros((1, 3), np.float32)})
    moved = refine(Query({"emotion": JOY}), catalog, {"a/1": 5})
    np.testing.assert_array_equal(moved.vectors["emotion"], JOY)
