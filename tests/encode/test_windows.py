import numpy as np
import pytest

from gyeol.encode.windows import bordered, dilations, halved, histogram, least, most, openings


@pytest.mark.parametrize("size", [3, 5, 7, 13, 27])
def test_most_and_least_equal_a_plain_loop(size):
    seen, reach = np.random.default_rng(0).integers(0, 256, (32, 32), np.uint8), size // 2
    squares = np.lib.stride_tricks.sliding_window_view(np.pad(seen, reach, mode="edge"), (size, size))
    assert np.array_equal(most(seen, size), squares.max((2, 3)))
    assert np.array_equal(least(seen, size), squares.min((2, 3)))


def test_openings_remove_thin_light_lines_only():
    seen = np.zeros((32, 32), np.uint8)
    seen[10:12] = 200
    assert not next(openings(seen, [3])).any()
    assert np.array_equal(next(openings(255 - seen, [3])), 255 - seen)


def test_openings_that_go_on_from_the_last_equal_each_alone():
    seen, sizes = np.random.default_rng(0).integers(0, 256, (2, 32, 32), np.uint8), (3, 5, 9, 19)
    assert all(
        np.array_equal(left, most(least(seen, size), size))
        for size, left in zip(sizes, openings(seen, sizes), strict=True)
    )
    assert all(
        np.array_equal(left, most(seen, size))
        for size, left in zip(sizes, dilations(seen, sizes), strict=True)
    )


def test_every_bit_of_an_opening_is_a_mask_of_its_own():
    masks = np.random.default_rng(0).random((2, 32, 32)) < 0.8
    packed = masks[0] + 2 * masks[1].astype(np.uint8)
    left = next(openings(packed, [3], np.bitwise_and, np.bitwise_or))
    for bit, mask in enumerate(masks):
        assert np.array_equal(left >> bit & 1, most(least(mask, 3), 3))


def test_histogram_shares_add_up_and_leak_only_to_neighbours():
    found = histogram(np.array([5, 5, 5]), 3, 4) ** 2  # row 1, column 1
    assert found.sum() == pytest.approx(1, abs=1e-5)
    assert found.reshape(3, 4)[1, 1] == pytest.approx(1 / 4, abs=1e-5)
    assert not found.reshape(3, 4)[:, 3].any()


def test_halved_is_the_mean_of_four_and_borders_repeat():
    seen = np.array([[0, 4], [8, 12]], np.uint8)
    assert halved(seen).tolist() == [[6]]
    assert bordered(seen)[0].tolist() == [0, 0, 4, 4]
