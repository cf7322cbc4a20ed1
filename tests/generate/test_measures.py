import numpy as np
import pytest
from scipy.linalg import sqrtm

from gyeol.errors import Refused
from gyeol.generate import measures as m


def normal(n, dim=8, *, seed=0, shift=0.0, scale=1.0):
    return np.random.default_rng(seed).normal(shift, scale, (n, dim))


def test_frechet_closed_form():
    # isotropic: |d|² + dim (s − t)²
    found = m.frechet(np.zeros(4), 9 * np.eye(4), np.full(4, 2.0), np.eye(4))
    assert found == pytest.approx(4 * 4 + 4 * (3 - 1) ** 2)


def test_frechet_like_scipy():
    x, y = normal(60, seed=1) @ normal(8, seed=2), normal(60, seed=3) @ normal(8, seed=4) + 1
    a, b = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    expected = ((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(a + b - 2 * sqrtm(a @ b).real)
    assert m.fid(x, y) == pytest.approx(expected, rel=1e-8)
    assert m.fid(x, x) == pytest.approx(0, abs=1e-6)


def test_kid_is_the_unbiased_double_sum():
    x, y = normal(50, 3, seed=1), normal(51, 3, seed=2, shift=1)
    k = lambda a, b: (a @ b / 3 + 1) ** 3  # noqa: E731
    xx = np.mean([k(x[i], x[j]) for i in range(50) for j in range(50) if i != j])
    yy = np.mean([k(y[i], y[j]) for i in range(51) for j in range(51) if i != j])
    xy = np.mean([k(a, b) for a in x for b in y])
    assert m.kid(x, y, rng=np.random.default_rng(0), n_resamples=5).value == pytest.approx(xx + yy - 2 * xy)


def test_kid_of_real_and_real_covers_zero_and_averages_to_it():
    found = [
        m.kid(normal(80, seed=s), normal(80, seed=s + 1000), rng=np.random.default_rng(s), n_resamples=100)
        for s in range(40)
    ]
    assert np.mean([k.low <= 0 <= k.high for k in found]) >= 0.85
    values = [k.value for k in found]
    assert abs(np.mean(values)) < 3 * np.std(values) / np.sqrt(len(values))


def test_kid_tells_others_apart():
    found = m.kid(normal(80), normal(80, seed=1, shift=0.7), rng=np.random.default_rng(0))
    assert 0 < found.low < found.value < found.high


def test_inception_score_bounds_and_known_answers():
    assert m.inception_score(np.tile([0.9, 0.1], (60, 1))) == pytest.approx(1)
    assert m.inception_score(np.tile(np.eye(5), (12, 1))) == pytest.approx(5)
    rng = np.random.default_rng(0)
    for _ in range(20):
        assert 1 <= m.inception_score(rng.dirichlet(np.full(3, 0.3), 60)) <= 3
    with pytest.raises(ValueError, match="sum to 1"):
        m.inception_score(np.ones((60, 2)))


def test_precision_and_recall_known_answers():
    near, far = normal(60), normal(60, seed=1, shift=100)
    assert m.precision_recall(near, near) == (1.0, 1.0)
    assert m.precision_recall(near, far) == (0.0, 0.0)
    two_modes = np.concatenate([near, far])
    assert m.precision_recall(two_modes, np.concatenate([near])) == (1.0, 0.5)


def test_copies_are_memorised_and_fresh_ones_are_not():
    real = normal(400)
    assert m.memorised(real, real[:60]) == 1.0
    assert m.memorised(real, normal(400, seed=1)) == pytest.approx(0.05, abs=0.04)
    twice = np.concatenate([real, real])  # the nearest of all lie at 0, and copies must still count
    assert m.memorised(twice, real[:60]) == 1.0
    assert m.memorised(twice, normal(60, seed=1)) == 0.0
    some_twice = np.concatenate([real, real[:100]])
    assert m.memorised(some_twice, real[:60] + 1e-3) == 1.0
    assert m.memorised(some_twice, normal(400, seed=1)) == pytest.approx(0.05, abs=0.04)


def test_one_picture_again_and_again_is_duplicates():
    real = normal(300)
    assert m.duplicates(real, np.tile(real[:1], (60, 1))) == pytest.approx(1)
    assert m.duplicates(real, normal(300, seed=1)) < 0.12


def test_noise_and_blank_are_not_legible():
    rng = np.random.default_rng(0)
    blocks = np.full((120, 64, 64, 3), 255, np.uint8)
    for picture in blocks:
        y, x = rng.integers(4, 30, 2)
        picture[y : y + 26, x : x + 26] = rng.integers(0, 120, 3)
    noise = rng.integers(0, 255, (60, 64, 64, 3)).astype(np.uint8)
    assert m.legible(blocks[:60], blocks[60:]) > 0.75
    assert m.legible(blocks, noise) == 0.0
    assert m.legible(blocks, np.full_like(noise, 255)) == 0.0


@pytest.mark.parametrize("measure", [m.fid, m.precision_recall, m.memorised, m.duplicates])
def test_too_few_rows_are_refused(measure):
    with pytest.raises(Refused, match="at least 50"):
        measure(normal(60), normal(49))


def test_fid_needs_rows_for_its_dimensions():
    with pytest.raises(Refused, match="at least 80"):
        m.fid(normal(79, 40), normal(200, 40))
