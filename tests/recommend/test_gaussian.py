"""The additive Gaussian process against closed forms, and variances against a world that was made with known ones."""

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF

from gyeol.recommend.gaussian import believe, variances


def test_an_identity_kernel_is_a_shrunk_mean():
    one, y = np.ones((3, 3)), np.array([4.0, 5.0, 5.0])
    found = believe({"item": one}, {"item": np.ones((1, 3))}, np.ones(1), y, np.full(3, 2.0), base=3.0)
    assert found.mean[0] == pytest.approx(3 + (1 + 2 + 2) / (3 + 2))
    assert found.spread[0] ** 2 == pytest.approx(1 - 3 / (3 + 2))


@pytest.mark.lab
def test_agrees_with_scikit_learn():
    rng = np.random.default_rng(0)
    x, new, y = rng.normal(size=(20, 2)), rng.normal(size=(5, 2)), rng.normal(size=20)
    kernel = RBF(1.3)
    mean, spread = (
        GaussianProcessRegressor(kernel, alpha=0.4, optimizer=None).fit(x, y).predict(new, return_std=True)
    )
    half = {"a": 0.5 * kernel(x), "b": 0.5 * kernel(x)}
    towards = {"a": 0.5 * kernel(new, x), "b": 0.5 * kernel(new, x)}
    found = believe(half, towards, np.ones(5), y, np.full(20, 0.4), base=0.0)
    np.testing.assert_allclose(found.mean, mean, atol=1e-8)
    np.testing.assert_allclose(found.spread, spread, atol=1e-6)


def test_variances_are_found_again():
    rng = np.random.default_rng(1)
    people, songs = np.repeat(np.arange(40), 20), np.tile(np.arange(20), 40)
    chance = rng.integers(0, 40, 800)
    y = 3 + rng.normal(size=40)[people] * 1.0 + rng.normal(size=20)[songs] * 0.5 + rng.normal(size=800) * 0.7
    kernels = {
        "user": people[:, None] == people,
        "item": songs[:, None] == songs,
        "none": chance[:, None] == chance,
    }
    part, noise = variances({k: v.astype(float) for k, v in kernels.items()}, y, steps=30)
    assert part["user"] == pytest.approx(1.0, rel=0.4)
    assert part["item"] == pytest.approx(0.25, rel=0.6)
    assert noise == pytest.approx(0.49, rel=0.2)
    assert part["none"] < 0.05
