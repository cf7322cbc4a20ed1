import numpy as np
import pytest

from gyeol.encode.image import CANVAS_PX, SIZE_PX, on_canvas, on_white


def sticker(size=96, colour=(200, 40, 40), border=(20, 20, 20)):
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    far = np.hypot(x, y) / size
    picture = np.zeros((size, size, 4), np.uint8)
    picture[far < 0.4] = (*border, 255)
    picture[far < 0.35] = (*colour, 255)
    return picture


def on_ground(picture, colour):
    alpha = picture[..., 3:] / 255
    rgb = picture[..., :3] * alpha + np.asarray(colour) * (1 - alpha)
    return np.dstack([rgb.round().astype(np.uint8), np.full(picture.shape[:2], 255, np.uint8)])


@pytest.mark.parametrize("ground", [(255, 255, 255), (90, 150, 250), (0, 200, 0)])
def test_a_plain_ground_and_a_transparent_one_are_the_same(ground):
    picture = sticker()
    assert np.array_equal(on_white(on_ground(picture, ground)), on_white(picture))


def test_size_and_place_hardly_matter():
    small, large = on_white(sticker(96)), on_white(np.pad(sticker(192), ((40, 0), (0, 90), (0, 0))))
    assert np.abs(small.astype(int) - large).mean() < 6


def test_hidden_colours_do_not_matter():
    picture, other = sticker(), sticker()
    other[other[..., 3] == 0] = (255, 0, 255, 0)
    assert np.array_equal(on_white(picture), on_white(other))


@pytest.mark.parametrize("picture", [np.zeros((1, 1, 4)), np.zeros((50, 30, 4)), np.full((8, 8, 4), 255)])
def test_nothing_to_see_is_none(picture):
    assert on_white(picture.astype(np.uint8)) is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (500, 3), (7, 64)])
def test_any_shape_becomes_the_one_form(shape):
    seen = on_white(np.broadcast_to(np.array([9, 9, 9, 200], np.uint8), (*shape, 4)).copy())
    assert seen is None or (seen.shape == (SIZE_PX, SIZE_PX, 3) and seen.dtype == np.uint8)


@pytest.mark.parametrize("ground", [(255, 255, 255), (90, 150, 250)])
def test_the_canvas_keeps_margins_whatever_the_ground(ground):
    picture = np.pad(sticker(96), ((32, 0), (0, 32), (0, 0)))
    seen = on_canvas(picture)
    assert np.array_equal(on_canvas(on_ground(picture, ground)), seen)
    assert (seen[:32] == 255).all()
    assert (seen[:, 96:] == 255).all()


@pytest.mark.parametrize("shape", [(30, 200), (200, 30)])
def test_the_canvas_of_a_wide_sticker_is_padded_to_a_square(shape):
    picture = np.zeros((*shape, 4), np.uint8)
    picture[10:20, 10:20] = (9, 9, 9, 255)
    seen = on_canvas(picture)
    assert seen.shape == (CANVAS_PX, CANVAS_PX, 3)
    rows, columns = np.flatnonzero((seen < 128).any((1, 2))), np.flatnonzero((seen < 128).any((0, 2)))
    assert abs(len(rows) - len(columns)) <= 1  # a square stays one
    along, across = (columns, rows) if shape[1] > shape[0] else (rows, columns)
    assert abs(along[0] - 10 * 128 / 200) <= 1  # as far from the end as before
    assert abs(across.mean() - CANVAS_PX / 2) <= 1  # in the middle of what was added


def white(picture):
    picture[..., :3] = 255
    return picture


def test_a_white_shape_on_transparent_ground_is_seen():
    seen = on_canvas(white(sticker()))
    assert (seen.min(axis=2) < 245).mean() == pytest.approx(np.pi * 0.4**2, abs=0.02)
    assert np.array_equal(on_canvas(on_ground(white(sticker()), (60, 90, 200))), seen)


@pytest.mark.parametrize("picture", [np.zeros((1, 1, 4)), np.zeros((50, 30, 4)), np.full((8, 8, 4), 255)])
def test_an_empty_canvas_is_none(picture):
    assert on_canvas(picture.astype(np.uint8)) is None
