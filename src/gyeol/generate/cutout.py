"""Cut a made emoji out like a sticker: no crumbs around it, a clean edge, centred; NumPy and Pillow alone."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]

SIZE_PX = 192
_MARGIN = 0.04  # of the side, left free around the content
_SOLID = 96  # an alpha from here on belongs to the body of the emoji
_CRUMB = 0.01  # of the body; a smaller piece apart from it is no part of the drawing
_FAINT, _FULL = 0.3, 0.7  # between these the edge is soft once it is enlarged


def cutout(picture: Picture, size_px: int = SIZE_PX) -> Picture | None:
    """Return a made picture (H, W, 4), straight alpha, as a sticker (size_px, size_px, 4); None if nothing is on it.

    Pieces smaller than a hundredth of what is drawn go, a haze goes, the rest is cropped to its box, enlarged, given
    an edge about a pixel wide, and centred.
    """
    body = _body(picture[..., 3] >= _SOLID)
    if body is None:
        return None
    rows, columns = np.flatnonzero(body.any(1)), np.flatnonzero(body.any(0))
    top, left = max(rows[0] - 1, 0), max(columns[0] - 1, 0)
    box = (slice(top, rows[-1] + 2), slice(left, columns[-1] + 2))
    kept = picture[box].astype(np.float32) / 255
    alpha = np.where(_grown(body)[box], kept[..., 3], 0)
    cut = np.dstack([kept[..., :3] * alpha[..., None], alpha])  # premultiplied, or the ground bleeds in
    return _on_canvas(cut, size_px)


def _on_canvas(cut: NDArray[np.float32], size_px: int) -> Picture:
    inner = round(size_px * (1 - 2 * _MARGIN))
    scale = inner / max(cut.shape[:2])
    height, width = (max(1, round(side * scale)) for side in cut.shape[:2])
    planes = (Image.fromarray(np.ascontiguousarray(cut[..., c])) for c in range(4))
    large: NDArray[np.float32] = np.stack(
        [np.asarray(p.resize((width, height), Image.Resampling.BICUBIC)) for p in planes], axis=2
    )  # (height, width, 4)
    alpha = large[..., 3:]
    colour = np.divide(large[..., :3], alpha, out=np.zeros_like(large[..., :3]), where=alpha > 0.02)
    step = ((alpha - _FAINT) / (_FULL - _FAINT)).clip(0, 1)
    edge = step * step * (3 - 2 * step)
    canvas = np.zeros((size_px, size_px, 4), np.uint8)
    y, x = (size_px - height) // 2, (size_px - width) // 2
    sticker = np.dstack([colour.clip(0, 1), edge])
    canvas[y : y + height, x : x + width] = (sticker * 255).round()
    return canvas


def _body(solid: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """Return where the largest connected piece is, and every other one that is no crumb; None if there is none."""
    if not solid.any():
        return None
    pieces = _pieces(solid)
    names, sizes = np.unique(pieces[solid], return_counts=True)
    kept = names[sizes >= max(_CRUMB * sizes.sum(), 2)]
    return np.isin(pieces, kept) & solid if len(kept) else None


def _pieces(solid: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return (H, W) a number for each pixel, the same for pixels that are connected, corners included."""
    names = np.where(solid, np.arange(1, solid.size + 1).reshape(solid.shape), 0)
    while True:
        across = _along_rows(_along_rows(names, solid).T, solid.T).T
        spread = np.where(solid, _largest_near(across), 0)
        if np.array_equal(spread, names):
            return names
        names = spread


def _along_rows(names: NDArray[np.intp], solid: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Give each unbroken stretch of a row the largest number in it; whole faces so need few rounds."""
    open_ended = np.pad(solid, ((0, 0), (0, 1)))  # a stretch ends where its row does
    stretch = np.cumsum(~open_ended).reshape(open_ended.shape)[:, :-1]
    largest = np.zeros(int(stretch.max()) + 1, np.intp)
    np.maximum.at(largest, stretch[solid], names[solid])
    return np.where(solid, largest[stretch], 0)


def _grown(body: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the body and all pixels that touch it: there its soft edge is."""
    return np.asarray(_largest_near(body.astype(np.intp)), np.bool_)


def _largest_near(values: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the largest value among each pixel and its eight neighbours."""
    padded = np.pad(values, 1)
    across = np.maximum(np.maximum(padded[:, :-2], padded[:, 1:-1]), padded[:, 2:])
    return np.maximum(np.maximum(across[:-2], across[1:-1]), across[2:])
