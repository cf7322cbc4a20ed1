"""The vote of R1.3, its repaired faults and its two weights."""

import numpy as np
import pytest

from gyeol.catalog import Catalog, Item, unit
from gyeol.recommend.vote import vote


def packs(rows) -> Catalog:
    rows = unit(np.asarray(rows, np.float32))
    return Catalog(tuple(Item(f"p{i}", f"p{i}") for i in range(len(rows))), {"style": rows})


AXES = packs(np.eye(8))


def test_each_sticker_votes_for_its_most_similar_packs():
    sticker = unit(np.array([[9, 8, 7, 6, 5, 4, 3, 2]], np.float32))
    tally = vote(sticker, AXES)
    assert tally.votes == {"p0": 1, "p1": 1, "p2": 1, "p3": 1, "p4": 1}
    assert tally.chosen == ("p0", "p1", "p2", "p3", "p4")
    assert tally.tied


def test_the_first_pack_can_be_voted_for():
    assert "p0" in vote(unit(np.array([[1, 0, 0, 0, 0, 0, 0, 0]], np.float32)), AXES, ballots=1).votes


def test_equal_similarities_each_get_their_own_vote():
    twins = packs([[1, 0], [1, 0], [1, 0], [0, 1]])
    tally = vote(np.array([[1, 0]], np.float32), twins, ballots=2)
    assert tally.votes == {"p0": 1, "p1": 1, "p2": 1}


def test_the_most_voted_are_chosen_until_there_are_three():
    stickers = unit(
        np.array([[5, 4, 3, 0, 0, 0, 0, 0], [5, 4, 0, 3, 0, 0, 0, 0], [5, 0, 3, 0, 4, 0, 0, 0]], np.float32)
    )
    tally = vote(stickers, AXES, ballots=3)
    assert tally.votes == {"p0": 3, "p1": 2, "p2": 2, "p3": 1, "p4": 1}
    assert tally.chosen == ("p0", "p1", "p2")
    assert not tally.tied


def test_a_sticker_that_is_sent_often_weighs_more():
    stickers = unit(np.array([[1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0]], np.float32))
    plain = vote(stickers, AXES, ballots=1)
    weighted = vote(stickers, AXES, ballots=1, counts=[0, 62])
    assert plain.votes["p0"] == plain.votes["p1"]
    assert weighted.votes == pytest.approx({"p1": 6, "p0": 1})
    assert next(iter(weighted.votes)) == "p1"


def test_a_nearer_pack_gets_more_of_a_vote():
    sticker = unit(np.array([[3, 1, 0, 0, 0, 0, 0, 0]], np.float32))
    votes = vote(sticker, AXES, ballots=2, by_similarity=True).votes
    assert votes["p0"] == pytest.approx(3 * votes["p1"])


def test_a_sticker_without_style_does_not_vote():
    tally = vote(np.zeros((1, 8), np.float32), AXES)
    assert tally.votes == {}
    assert tally.chosen == ()


def test_fewer_packs_than_ballots():
    assert len(vote(np.array([[1, 0]], np.float32), packs(np.eye(2))).votes) == 2
