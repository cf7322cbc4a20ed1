import numpy as np
import pytest

from gyeol.generate.near import DIM, close, describe, distances, near


def blob(x, y, side=24, colour=(200, 40, 40)):
    picture = np.zeros((64, 64, 4), np.uint8)
    picture[y : y + side, x : x + side] = (*colour, 255)
    picture[y + 4 : y + 8, x + 6 : x + 10] = (0, 0, 0, 255)
    return picture


def test_cells_are_means_of_what_is_shown():
    ground = np.zeros((1, 64, 64, 4), np.uint8)
    ground[0, ..., 3] = 255
    ground[0, :, :32, 0] = 255
    found = describe(ground)[0]
    light, colour = found[:256].reshape(16, 16), found[256:].reshape(8, 8, 4)
    assert np.allclose(light[:, :8], 0.299, atol=1e-5)
    assert np.allclose(light[:, 8:], 0, atol=1e-5)
    assert np.allclose(colour[:, :4], (1, 0, 0, 1), atol=1e-5)


def test_a_grid_that_does_not_divide_keeps_the_mean():
    rng = np.random.default_rng(0)
    picture = np.full((1, 64, 64, 4), 255, np.uint8)
    picture[0, ..., :3] = rng.integers(0, 255, (64, 64, 3))
    odd = np.zeros_like(picture)
    odd[0, 3:50, 5:60] = picture[0, 3:50, 5:60]
    colour = describe(odd)[0, 256:].reshape(64, 4)
    assert np.allclose(colour.mean(0)[:3], picture[0, 3:50, 5:60, :3].mean((0, 1)) / 255, atol=1e-3)


def test_a_moved_copy_is_a_copy_and_another_picture_is_not():
    seen = describe(np.stack([blob(4, 4), blob(8, 8, colour=(20, 200, 40))]))
    assert seen.shape == (2, DIM)
    asked = describe(
        np.stack([blob(30, 20), blob(4, 4, colour=(20, 40, 220)), np.zeros((64, 64, 4), np.uint8)])
    )
    assert near(asked, seen.astype(np.float16), 0.02).tolist() == [True, False, False]
    assert distances(asked, seen[:0]).tolist() == [np.inf] * 3
    assert describe(np.zeros((0, 64, 64, 4), np.uint8)).shape == (0, DIM)


def test_a_threshold_is_a_low_distance_between_different_pictures():
    rows = np.repeat(np.array([0, 0, 0.1, 0.3, 0.6], np.float32)[:, None], DIM, 1)
    # nearest others: twins 0 0, then 0.1, 0.2, 0.3
    assert close(rows, 0.0) == pytest.approx(0.1, abs=1e-3)
    assert close(rows, 1.0) == pytest.approx(0.3, abs=1e-3)
    assert close(np.zeros((3, DIM), np.float32)) == 0
