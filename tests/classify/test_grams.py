"""The wide reader's features and its table."""

import sys
from zlib import crc32

import numpy as np
import pytest

from gyeol.classify.grams import WideTable, buckets, features
from gyeol.classify.morphemes import morphemes
from gyeol.errors import MissingExtra
from gyeol.kiwi import opened

TEXTS = ["오늘 정말 좋아 좋아", "not happy, not sad", "ㅠㅠ 😭", ""]


@pytest.mark.parametrize("text", TEXTS)
def test_buckets_are_distinct(text):
    rows, weight = buckets(text, 1 << 12)
    assert len(set(rows.tolist())) == len(rows) == len(weight)


def test_a_mark_counts_once_as_a_piece_and_thrice_as_a_whole():
    once, thrice = (dict(zip(*buckets(t, 1 << 20), strict=True)) for t in ("😭", "😭 😭 😭"))
    place = crc32("😭".encode()) % (1 << 20)
    assert once.pop(place) == pytest.approx(1 + np.log(1 + 3))
    assert thrice[place] == pytest.approx(1 + np.log(3 + 9))
    assert list(once.values()) == pytest.approx(
        [1 + np.log(3)] * 3
    )  # its pairs with the ends, and the ends' own


def test_the_order_of_words_matters():
    one, other = (set(buckets(t, 1 << 16)[0].tolist()) for t in ("not good but fine", "good but not fine"))
    assert one != other


def test_features_have_length_one_and_unknown_grams_weigh_nothing():
    idf = np.ones(1 << 10, np.float32)
    rows, _ = buckets(TEXTS[0], len(idf))
    idf[rows[:3]] = 0
    _, weight = features(TEXTS[0], idf)
    assert weight[:3].tolist() == [0, 0, 0]
    assert np.linalg.norm(weight) == pytest.approx(1, abs=1e-6)
    assert features(TEXTS[0], np.zeros_like(idf))[1].sum() == 0


def test_the_table_is_read_as_a_sum_over_features():
    rng = np.random.default_rng(0)
    idf, table = np.ones(256, np.float32), rng.integers(-127, 128, (256, 3), np.int8)
    wide = WideTable(idf, table, np.full(256, 0.01, np.float32), np.array([1, 2, 3], np.float32))
    rows, weight = features("well done", idf)
    expected = sum(w * 0.01 * table[r] for r, w in zip(rows, weight, strict=True)) + wide.bias
    np.testing.assert_allclose(wide.logits("well done"), expected, rtol=1e-5)
    assert wide.logits("").tolist() == [1, 2, 3]


def test_morphemes_join_the_grams_and_leave_the_others_as_they_are():
    pytest.importorskip("kiwipiepy")
    plain, korean = (
        dict(zip(*buckets("밥을 먹었어요", 1 << 20, korean=k), strict=True)) for k in (False, True)
    )
    assert plain.items() <= korean.items()
    for gram in ("먹/VV", "었/EP", "먹/VV 었/EP"):
        assert korean[crc32(gram.encode()) % (1 << 20)] == pytest.approx(1 + np.log(3))


def test_morphemes_do_not_depend_on_what_was_read_before():
    pytest.importorskip("kiwipiepy")
    first = morphemes("뷁쉙이가 😭 신나서 신났다, so HAPPY")
    morphemes("뷁쉙이는 뷁쉙이를 뷁쉙이에게 " * 30)
    assert morphemes("뷁쉙이가 😭 신나서 신났다, so HAPPY") == first
    assert morphemes("") == []


def test_a_missing_analyser_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "kiwipiepy", None)
    opened.cache_clear()
    with pytest.raises(MissingExtra, match=r"gyeol\[korean\]"):
        morphemes("좋아")
    monkeypatch.undo()
    opened.cache_clear()
