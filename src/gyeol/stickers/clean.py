"""Turn a picture that anyone may have sent into one that is safe to keep; see `apart.clean_apart`."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

import numpy as np
from PIL import Image

from gyeol.errors import BadData
from gyeol.stickers.image import header, load_rgba, verify_frames

MAX_SIDE_PX = 512
_STRIP_PX = 256


@dataclass(frozen=True, slots=True)
class Clean:
    """A picture that has been decoded in full.

    Attributes:
        data: a PNG of at most `MAX_SIDE_PX` on the longer side if it stands still, else the file as it came.
        suffix: of a file name for it, as "png".
        frames: 1 if it stands still.
        digest: 32 bytes that are the same for the same pixels (moving: for the same file).
    """

    data: bytes
    suffix: str
    frames: int
    digest: bytes


def clean(data: bytes, name: str = "") -> Clean:
    """Decode every frame of a picture.

    Args:
        data: the whole file.
        name: its file name; where it ends like a picture, the content must agree.

    Raises:
        BadData: see `image.load_rgba`; or nothing is drawn on it.
    """
    head = header(data, name=name)
    if head.frames > 1:
        verify_frames(data, name=name)
        return Clean(data, head.format.lower(), head.frames, sha256(data).digest())
    image = load_rgba(data, name=name)
    if image.getchannel("A").getextrema() == (0, 0):
        raise BadData("nothing is drawn on it")
    digest = _digest(image)
    return Clean(_png(image), "png", 1, digest)


def _digest(image: Image.Image) -> bytes:
    """Return what tells pixels from others, strip by strip: all at once would be a second copy in memory."""
    found = sha256(repr(image.size).encode())
    for top in range(0, image.height, _STRIP_PX):
        strip = image.crop((0, top, image.width, min(top + _STRIP_PX, image.height)))
        found.update(strip.tobytes())
    return found.digest()


def _png(image: Image.Image) -> bytes:
    if max(image.size) > MAX_SIDE_PX:
        image.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX), Image.Resampling.LANCZOS)
    out = BytesIO()
    palette = _palette(image)
    if palette is None:
        image.save(out, "PNG")  # optimize=True takes six times as long for 2 % less
    else:
        indexed, alpha = palette
        indexed.save(out, "PNG", transparency=alpha)
    return out.getvalue()


def _palette(image: Image.Image) -> tuple[Image.Image, bytes] | None:
    """Return an RGBA picture of at most 256 colours as an indexed one and the alpha of each colour, else None."""
    if image.getcolors(256) is None:
        return None
    pixels = np.ascontiguousarray(image).view(np.uint32).ravel()  # one number a pixel sorts ten times faster
    packed, index = np.unique(pixels, return_inverse=True)
    colours = packed.view(np.uint8).reshape(-1, 4)
    indexed = Image.fromarray(index.reshape(image.height, image.width).astype(np.uint8), "P")
    indexed.putpalette(colours[:, :3].tobytes())
    return indexed, colours[:, 3].tobytes()
