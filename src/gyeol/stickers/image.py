"""Open a picture that anyone may have sent: the one way in which gyeol turns files into pixels."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from gyeol.errors import BadData

MAX_BYTES = 20_000_000
MAX_PIXELS = 16_777_216  # 64 MB once decoded
MAX_JPEG_PIXELS = 64_000_000  # photographs; above `MAX_PIXELS` they are decoded at half their size
MAX_FRAMES = 200
MAX_PIXELS_A_FRAME = 4_194_304  # of an animation
MAX_PIXELS_ALL_FRAMES = 60_000_000
SUFFIXES = {
    ".png": "PNG",
    ".apng": "PNG",
    ".webp": "WEBP",
    ".gif": "GIF",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
}

_MAGIC = {b"\x89PNG\r\n\x1a\n": "PNG", b"GIF87a": "GIF", b"GIF89a": "GIF", b"\xff\xd8\xff": "JPEG"}


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture says about itself before anything is decoded.

    Attributes:
        format: "PNG", "WEBP", "GIF" or "JPEG".
        width: px, as stored.
        height: px, as stored.
        frames: 1 if it stands still.
    """

    format: str
    width: int
    height: int
    frames: int


def header(data: bytes, *, name: str = "") -> Header:
    """Read a picture's header and check it against the limits.

    Args:
        data: the whole file.
        name: its file name, for the message; where it ends like a picture, the content must agree.

    Raises:
        BadData: not a PNG, WebP, GIF or JPEG, of another format than its name says, or over a limit.
    """
    return _header(data, _open(data, name), name)


def load_rgba(data: bytes, *, name: str = "") -> Image.Image:
    """Return the first frame, upright, as 8-bit RGBA.

    EXIF rotation is applied, palettes and CMYK are converted and 16-bit values are scaled to 8 bits. A JPEG of more
    than `MAX_PIXELS` comes at half its size or less.

    Raises:
        BadData: see `header`; or the pixels are damaged or cut off.
    """
    image = _open(data, name)
    head = _header(data, image, name)
    try:
        if head.width * head.height > MAX_PIXELS:
            image.draft("RGB", (head.width // 2, head.height // 2))
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        return _as_rgba(image)
    except Exception as error:  # decoders of hostile bytes raise nearly anything
        raise _damaged(name, error) from None


def rgba(data: bytes, *, name: str = "") -> NDArray[np.uint8]:
    """Return the first frame as a new (H, W, 4) uint8 array; see `load_rgba`."""
    return np.array(load_rgba(data, name=name), dtype=np.uint8)


def some_frames(data: bytes, most: int) -> list[NDArray[np.uint8]]:
    """Return up to `most` frames of a picture, evenly spread and the first one among them, as (H, W, 4) uint8.

    Frames with nothing on them are left out, as animations often begin with one.

    Raises:
        BadData: see `header`; or a frame is damaged.
    """
    image = _open(data, "")
    frames = _header(data, image, "").frames
    found = []
    for frame in dict.fromkeys(round(i * (frames - 1) / max(most - 1, 1)) for i in range(most)):
        try:
            image.seek(frame)
            shown = np.array(_as_rgba(image if frames > 1 else ImageOps.exif_transpose(image)), np.uint8)
        except Exception as error:  # as above
            raise _damaged(f"frame {frame + 1}", error) from None
        if shown[..., 3].any():
            found.append(shown)
    return found


def verify_frames(data: bytes, *, name: str = "") -> int:
    """Decode every frame and return their number; raise `BadData` if one of them is damaged."""
    image = _open(data, name)
    frames = _header(data, image, name).frames
    for frame in range(frames):
        try:
            image.seek(frame)
            image.load()
        except Exception as error:  # as above
            raise _damaged(f"{name}, frame {frame + 1}" if name else f"frame {frame + 1}", error) from None
    return frames


def _open(data: bytes, name: str) -> Image.Image:
    if len(data) > MAX_BYTES:
        raise BadData(
            f"a picture may have at most {MAX_BYTES:,} bytes, {_this(name)} has {len(data):,}; shrink it."
        )
    found = next((form for magic, form in _MAGIC.items() if data.startswith(magic)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        found = "WEBP"
    if not found:
        raise BadData(
            f"a picture must be PNG, WebP, GIF or JPEG, {_this(name)} starts {data[:8]!r}; convert it."
        )
    said = SUFFIXES.get(PurePosixPath(name).suffix.lower(), found)
    if said != found:
        raise BadData(f"a picture's name must tell its format, but '{name}' holds {found}; rename it.")
    try:
        return Image.open(BytesIO(data), formats=[found])
    except Image.DecompressionBombError as error:
        raise BadData(
            f"a picture may have at most {_most(found):,} pixels, {_this(name)} has more ({error}); shrink it."
        ) from None
    except Exception as error:
        raise _damaged(name, error) from None


def _header(data: bytes, image: Image.Image, name: str) -> Header:
    width, height = image.size
    form = str(image.format).replace("MPO", "JPEG")
    if width * height > _most(form):
        raise BadData(
            f"a picture may have at most {_most(form):,} pixels, {_this(name)} has {width:,} × {height:,}; "
            "make it smaller."
        )
    try:
        frames = (
            _gif_frames(data) if form == "GIF" else getattr(image, "n_frames", 1) if form != "JPEG" else 1
        )
    except Exception as error:
        raise _damaged(name, error) from None
    if frames > MAX_FRAMES:
        raise BadData(f"a picture may have at most {MAX_FRAMES} frames, {_this(name)} has more; drop some.")
    if frames > 1 and (
        width * height > MAX_PIXELS_A_FRAME or width * height * frames > MAX_PIXELS_ALL_FRAMES
    ):
        raise BadData(
            f"the frames of a picture may have at most {MAX_PIXELS_A_FRAME:,} pixels each and "
            f"{MAX_PIXELS_ALL_FRAMES:,} together, {_this(name)} has {frames} of {width:,} × {height:,}; "
            "make it smaller."
        )
    return Header(form, width, height, frames)


def _most(form: str) -> int:
    return MAX_JPEG_PIXELS if form == "JPEG" else MAX_PIXELS


def _gif_frames(data: bytes) -> int:
    """Count the frames of a GIF by its blocks up to the limit; Pillow would walk through millions."""
    position = 13 + _colours(data[10])
    frames = 0
    while position < len(data) and data[position] != 0x3B and frames <= MAX_FRAMES:
        if data[position] == 0x2C:
            frames += 1
            position += 11 + _colours(data[position + 9])
        elif data[position] == 0x21:
            position += 2
        else:
            raise ValueError(f"unknown GIF block {data[position]:#x}")
        while data[position]:
            position += data[position] + 1
        position += 1
    return max(frames, 1)


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _as_rgba(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey; Pillow would clip them at 255
        grey = np.clip(np.asarray(image, np.int64), 0, 65535) // 257
        image = Image.fromarray(grey.astype(np.uint8))
    if image.mode == "CMYK":
        image = image.convert("RGB")
    return image if image.mode == "RGBA" else image.convert("RGBA")


def _this(name: str) -> str:
    return f"'{name}'" if name else "this one"


def _damaged(name: str, error: BaseException) -> BadData:
    return BadData(f"a picture must be whole, {_this(name)} is damaged ({error}); export it again.")
