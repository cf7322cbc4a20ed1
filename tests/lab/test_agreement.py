"""Cohen's kappa: known answers, parity with scikit-learn, and an interval that covers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyeol.errors import BadData
from gyeol.lab.agreement import agreement, kappa

LABELS = st.sampled_from(["기쁨", "슬픔", "중립"])


def test_the_textbook_table():
    counts = np.array([[20.0, 5.0], [10.0, 15.0]])  # p_o = .70, p_e = .50
    assert kappa(counts) == pytest.approx(0.4)


@pytest.mark.lab
@settings(deadline=None)
@given(st.lists(st.tuples(LABELS, LABELS), min_size=2, max_size=40))
def test_it_is_what_scikit_learn_says(pairs):
    metrics = pytest.importorskip("sklearn.metrics")
    first, second = zip(*pairs, strict=True)
    found = agreement(first, second, rng=np.random.default_rng(0), n_draws=2)
    if len({*first, *second}) == 1:
        assert found.kappa == 0.0
    else:
        assert found.kappa == pytest.approx(metrics.cohen_kappa_score(first, second), abs=1e-12)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    rng, hits = np.random.default_rng(1), 0
    for _ in range(60):  # two labellers who agree on 80 % by design: p_o = .8, p_e = .5, kappa = .6
        first = rng.integers(2, size=150)
        second = np.where(rng.random(150) < 0.8, first, 1 - first)
        found = agreement([str(x) for x in first], [str(x) for x in second], rng=rng, n_draws=200)
        hits += found.low <= 0.6 <= found.high
    assert 52 <= hits <= 60


def test_full_agreement_chance_and_the_parts():
    rng = np.random.default_rng(0)
    same = agreement(["a", "b", "a"], ["a", "b", "a"], rng=rng)
    assert (same.kappa, same.high, same.accuracy, same.n) == (1.0, 1.0, 1.0, 3)
    assert agreement(["a", "a"], ["a", "b"], rng=rng).per_label == {"a": 0.5}
    assert agreement(["a", "b"], ["b", "a"], rng=rng).kappa == -1.0


def test_unequal_or_empty_lists_are_refused():
    with pytest.raises(BadData, match="not 1 and 2 labels"):
        agreement(["a"], ["a", "b"], rng=np.random.default_rng(0))
    with pytest.raises(BadData, match="0 and 0"):
        agreement([], [], rng=np.random.default_rng(0))
