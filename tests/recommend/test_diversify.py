"""Limits on how much of an answer one pack or one motif may fill."""

from gyeol.catalog import Item
from gyeol.recommend import Recommendation
from gyeol.recommend.diversify import diversify

RANKING = [Recommendation(Item(f"{g}/{i}", g, facts={"codepoint": c}), 9 - i, {}) for i, (g, c) in enumerate(
    [("a", "1"), ("a", "2"), ("a", "3"), ("b", "1"), ("b", None), ("c", None), ("c", "4")]
)]  # fmt: skip
BY_PACK = (lambda item: item.group, 2)
BY_MOTIF = (lambda item: item.facts["codepoint"], 1)


def ids(ranking):
    return [r.item.id for r in ranking]


def test_at_most_two_of_a_pack_in_the_order_of_the_ranking():
    assert ids(diversify(RANKING, 5, [BY_PACK])) == ["a/0", "a/1", "b/3", "b/4", "c/5"]


def test_no_motif_twice_but_no_motif_is_no_motif():
    assert ids(diversify(RANKING, 5, [BY_PACK, BY_MOTIF])) == ["a/0", "a/1", "b/4", "c/5", "c/6"]


def test_the_best_of_the_skipped_fill_what_the_limits_leave():
    assert ids(diversify(RANKING[:3], 3, [BY_PACK])) == ["a/0", "a/1", "a/2"]
    assert diversify([], 3, [BY_PACK]) == []
