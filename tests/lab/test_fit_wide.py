"""The wide reader's scores."""

import numpy as np
import pytest

pytest.importorskip("torch")
from gyeol.lab.fit_wide import wide_logits
from gyeol.lab.sparse import Grams

pytestmark = pytest.mark.lab


def _grams(n: int) -> Grams:
    rows = np.random.default_rng(0).integers(0, 64, 5 * n)
    return Grams(rows, np.ones(5 * n, np.float32), np.arange(n + 1) * 5)


def test_scores_are_sums_of_rows():
    table = np.random.default_rng(1).normal(size=(64, 3)).astype(np.float32)
    grams = _grams(700)
    found = wide_logits(grams, table, np.array([1, 0, 0], np.float32), np.arange(700))
    np.testing.assert_allclose(
        found[600], table[grams.rows[3000:3005]].sum(0) + np.array([1, 0, 0]), atol=1e-5
    )


def test_a_recipe_without_helpers_reads_many_texts():
    assert wide_logits(
        _grams(700), np.zeros((64, 6), np.float32)[:, 6:], np.zeros(0, np.float32), np.arange(700)
    ).shape == (700, 0)
