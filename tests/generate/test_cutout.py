import numpy as np

from gyeol.generate.cutout import SIZE_PX, cutout


def disc(x=32, y=32, radius=20, size=64, colour=(240, 200, 40)):
    rows, columns = np.mgrid[:size, :size]
    alpha = np.clip((radius - np.hypot(columns - x, rows - y)) + 0.5, 0, 1)
    picture = np.zeros((size, size, 4), np.uint8)
    picture[..., :3] = colour
    picture[..., 3] = (alpha * 255).round()
    return picture


def box(sticker):
    ink = sticker[..., 3] > 127
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    return rows[0], rows[-1], columns[0], columns[-1]


def test_it_is_centred_and_fills_its_canvas():
    for x, y in ((24, 40), (32, 32), (40, 22)):
        top, bottom, left, right = box(cutout(disc(x, y)))
        assert abs((SIZE_PX - 1 - bottom) - top) <= 3
        assert abs((SIZE_PX - 1 - right) - left) <= 3
        assert 0.8 < (bottom - top) / SIZE_PX < 0.96


def test_crumbs_and_haze_go_and_tears_stay():
    picture = disc()
    picture[2:4, 2:4] = (0, 0, 255, 255)  # a crumb
    picture[56:63, 50:63, 3] = 40  # haze
    clean = cutout(picture)
    assert np.array_equal(clean, cutout(disc()))
    picture = disc(radius=18)
    picture[30:40, 56:61] = (0, 0, 255, 255)  # a tear beside the face is no crumb
    kept = cutout(picture)
    assert ((kept[..., 2] > 200) & (kept[..., 3] > 200)).any()


def test_the_edge_is_soft_and_narrow():
    alpha = cutout(disc())[SIZE_PX // 2, :, 3].astype(int)
    between = ((alpha > 0) & (alpha < 255)).sum()
    assert 2 <= between <= 8
    assert (np.diff(alpha[: SIZE_PX // 2]) >= 0).all()


def test_colours_keep_up_to_the_edge():
    sticker = cutout(disc())
    shown = sticker[..., 3] > 10
    assert np.abs(sticker[shown][:, :3].astype(int) - (240, 200, 40)).max() <= 3


def test_nothing_is_cut_from_nothing():
    assert cutout(np.zeros((64, 64, 4), np.uint8)) is None
    faint = disc()
    faint[..., 3] //= 4
    assert cutout(faint) is None


def test_what_fills_the_picture_stays_whole():
    full = np.full((64, 64, 4), 255, np.uint8)
    top, bottom, left, right = box(cutout(full))
    assert bottom - top == right - left > 0.9 * SIZE_PX
