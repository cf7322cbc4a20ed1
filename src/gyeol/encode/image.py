"""Bring any sticker into the one form that picture models read."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]

SIZE_PX = 64
CANVAS_PX = 128
_WHITE = 255
_INK = 10  # a pixel whose channels all lie this near to white is ground
_DIMMED = 0.85
_MARGIN = 0.04  # of the side, left free around the content


def on_white(picture: Picture) -> Picture | None:
    """Return the content of a sticker (H, W, 4), any size, as (SIZE_PX, SIZE_PX, 3) on white; None if it is empty.

    A sticker on transparent and one on plain ground become the same: the ground turns white, the rest is cropped to
    its content, padded to a square and resized. Hidden colours of transparent pixels never matter.
    """
    rgb = _opaque(picture)
    ink = rgb.min(axis=2) < _WHITE - _INK
    if not ink.any():
        return None
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    content = rgb[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].round().astype(np.uint8)
    side = max(content.shape[:2])
    edge = max(1, round(side * (1 + 2 * _MARGIN)))
    square = Image.new("RGB", (edge, edge), (_WHITE, _WHITE, _WHITE))
    square.paste(Image.fromarray(content), ((edge - content.shape[1]) // 2, (edge - content.shape[0]) // 2))
    return np.asarray(
        square.resize(
            (SIZE_PX, SIZE_PX), Image.Resampling.BOX if edge >= SIZE_PX else Image.Resampling.BICUBIC
        )
    )


def on_canvas(picture: Picture) -> Picture | None:
    """Return the whole canvas of a sticker (H, W, 4) as (CANVAS_PX, CANVAS_PX, 3) on white; None if it is empty.

    Like `on_white`, but margins stay: how wide lines are, and how a pack fills its canvas, is style. What is nothing
    but near-white on another ground is dimmed, so that its shape shows.
    """
    rgb = _opaque(picture).round().astype(np.uint8)
    if rgb.min() >= _WHITE - _INK:
        rgb = _opaque(_dimmed(picture)).round().astype(np.uint8)
    if rgb.min() >= _WHITE - _INK:
        return None
    edge = max(rgb.shape[:2])
    if rgb.shape[0] != rgb.shape[1]:
        square = np.full((edge, edge, 3), _WHITE, np.uint8)
        y, x = (edge - rgb.shape[0]) // 2, (edge - rgb.shape[1]) // 2
        square[y : y + rgb.shape[0], x : x + rgb.shape[1]] = rgb
        rgb = square
    if edge == CANVAS_PX:
        return rgb
    way = Image.Resampling.BOX if edge > CANVAS_PX else Image.Resampling.BICUBIC
    return np.asarray(Image.fromarray(rgb).resize((CANVAS_PX, CANVAS_PX), way))


def _dimmed(picture: Picture) -> Picture:
    return np.concatenate([(picture[..., :3] * _DIMMED).astype(np.uint8), picture[..., 3:]], axis=2)


def _opaque(picture: Picture) -> NDArray[np.float32]:
    """Return a sticker (H, W, 4) as (H, W, 3) on white, a plain ground turned white."""
    alpha = picture[..., 3:].astype(np.float32) / 255
    rgb = (picture[..., :3] * alpha + _WHITE * (1 - alpha)).astype(np.float32)
    ground = _ground(rgb) if picture[..., 3].min() == 255 else None
    if ground is not None and ground.min() < _WHITE - _INK:
        rgb = np.where(np.abs(rgb - ground).max(axis=2, keepdims=True) <= _INK, _WHITE, rgb)
    return rgb


def _ground(rgb: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """Return the colour (3,) that fills nine tenths of the border of an opaque picture, or None."""
    border = np.concatenate([rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1]])
    colour = np.median(border, axis=0)
    alike = (np.abs(border - colour) <= _INK).all(axis=1).mean()
    return np.asarray(colour, np.float32) if alike >= 0.9 else None
