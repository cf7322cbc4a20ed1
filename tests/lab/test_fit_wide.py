"""The wide reader against the closed form of ridge regression."""

import numpy as np
import pytest

pytest.importorskip("torch")
sparse = pytest.importorskip("scipy.sparse")
from gyeol.lab.fit_wide import Lesson, WideConfig, fit_wide  # noqa: E402

pytestmark = pytest.mark.lab


@pytest.fixture
def world():
    rng = np.random.default_rng(0)
    dense = (rng.random((200, 30)) < 0.2) * rng.random((200, 30))
    dense[:, 7] = 0  # a gram of no text
    target = (dense[:, :3] + 0.3 * rng.random((200, 3)) > 0.5).astype(np.float32)
    return dense, target


@pytest.mark.parametrize("weighted", [False, True])
def test_it_is_ridge_regression(world, weighted):
    dense, target = world
    weight = np.ones_like(target)
    if weighted:
        weight[:60, 1] = 0
    table = fit_wide(
        sparse.csr_matrix(dense.astype(np.float32)), Lesson(target, weight, False), WideConfig(1.5, 60)
    )
    for j in range(3):
        mean = np.average(target[:, j], weights=weight[:, j])
        goal = (target[:, j] - mean) / np.sqrt(mean * (1 - mean))
        bent = (dense.T * weight[:, j]) @ dense + 1.5 * np.eye(30)
        expected = np.linalg.solve(bent, dense.T @ (weight[:, j] * goal))
        np.testing.assert_allclose(table[:, j], expected, atol=2e-4)
    assert not table[7].any()


def test_a_label_without_any_text_is_scored_zero(world):
    dense, target = world
    target[:, 2] = 0
    table = fit_wide(
        sparse.csr_matrix(dense.astype(np.float32)), Lesson.plain(target, single=False), WideConfig()
    )
    assert np.isfinite(table).all()
    assert not table[:, 2].any()
