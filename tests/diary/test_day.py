"""One reading for a day: known answers by hand, and what must hold for any rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gyeol.diary import day
from gyeol.emotion import PRODUCT

ROWS = st.integers(1, 8).flatmap(
    lambda n: arrays(np.float32, (n, 12), elements=st.floats(0.0009765625, 1, width=32))
)


def rows(*weights):
    return np.stack([PRODUCT.vector(w) for w in weights])


def lengths(*n):
    return np.array(n, np.float32)


def test_sure_and_long_sentences_weigh_more():
    two = rows({"joy": 0.8}, {"sadness": 0.4})
    np.testing.assert_allclose(day.weights(two, lengths(16, 256)), [0.5, 0.5])  # .8 * 2 = .4 * 4
    found = day.weighted(two, lengths(16, 16))
    assert (found.row[0], found.row[4]) == pytest.approx((2 / 3, 1 / 3))
    assert (found.top, found.confidence) == ("joy", pytest.approx(2 / 3))


def test_a_sure_feeling_is_not_outvoted_by_faint_ones():
    found = day.weighted(rows({"anger": 0.6, "joy": 0.2, "calm": 0.2}), lengths(10))
    assert found.row[PRODUCT.index("anger")] == pytest.approx(0.36 / 0.44)


def test_a_day_of_only_neutral_sentences_is_neutral():
    plain = rows({"neutral": 0.9, "joy": 0.4}, {"neutral": 0.8})
    found = day.weighted(plain, lengths(10, 10))
    assert (found.top, found.row[PRODUCT.index("neutral")]) == ("neutral", pytest.approx(1))
    assert day.reference(plain).top == "neutral"
    np.testing.assert_allclose(day.reference(plain).row, np.full(12, 1 / 12), rtol=1e-6)


def test_plain_sentences_do_not_hide_what_was_felt_but_one_faint_word_does_not_make_a_day():
    felt, plain = {"sadness": 0.9}, {"neutral": 0.9, "joy": 0.3}
    assert day.weighted(rows(felt, *[plain] * 8), lengths(*[20] * 9)).top == "sadness"
    assert day.weighted(rows(felt, *[plain] * 10), lengths(*[20] * 11)).top == "neutral"


def test_softmax_of_a_softmax_flattens():
    one = day.reference(rows({"joy": 1.0})).row
    assert one[0] == pytest.approx(np.e / (np.e + 11), rel=1e-5)
    assert one[1] == pytest.approx(1 / (np.e + 11), rel=1e-5)


@given(ROWS)
def test_days_are_shares_and_do_not_depend_on_the_order(some):
    n = lengths(*range(1, len(some) + 1))
    found = day.weighted(some, n)
    assert day.weights(some, n).sum() == pytest.approx(1, abs=1e-5)
    assert found.row.sum() == pytest.approx(1, abs=1e-5)
    assert found.row.min() >= -1e-6
    np.testing.assert_allclose(day.weighted(some[::-1], n[::-1]).row, found.row, atol=1e-5)
    assert day.reference(some).row.sum() == pytest.approx(1, abs=1e-5)


def test_the_timeline_is_smoothed_and_keeps_its_mean_at_rest():
    np.testing.assert_allclose(day.smoothed(lengths(0, 4, 0)), [1, 2, 1])
    np.testing.assert_allclose(day.smoothed(lengths(0.5)), [0.5])
