"""Bring a sticker into the form that networks trained on photographs read."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from gyeol.catalog import Array
from gyeol.encode.image import Picture

IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))  # mean and deviation of its photographs, RGB
CLIP = ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))
_LUMA = np.asarray((0.299, 0.587, 0.114), np.float32)  # Rec. 601


def normalised(
    picture: Picture, size_px: int, scale: Sequence[Sequence[float]], *, grey: bool = False
) -> Array | None:
    """Return a sticker (H, W, 4), any size, as (3, size_px, size_px) in units of `scale`; None if it is empty.

    It is laid on white, padded to a square and resized; nothing is cropped.

    Args:
        picture: RGBA.
        size_px: side of the result.
        scale: mean and deviation of each channel, for values in 0..1.
        grey: drop its colours first.
    """
    if not picture.size or not picture[..., 3].any():
        return None
    alpha = picture[..., 3:].astype(np.float32) / 255
    rgb = picture[..., :3] * alpha + 255 * (1 - alpha)
    if grey:
        rgb = np.repeat((rgb @ _LUMA)[..., None], 3, axis=2)
    height, width = rgb.shape[:2]
    side = max(height, width)
    square = Image.new("RGB", (side, side), (255, 255, 255))
    content = Image.fromarray(rgb.round().astype(np.uint8))
    square.paste(content, ((side - width) // 2, (side - height) // 2))
    resized = square.resize((size_px, size_px), Image.Resampling.BICUBIC)
    mean, deviation = (np.asarray(row, np.float32) for row in scale)
    x = (np.asarray(resized, np.float32) / 255 - mean) / deviation
    return np.ascontiguousarray(x.transpose(2, 0, 1), np.float32)
