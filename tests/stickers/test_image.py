import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gyeol.errors import BadData
from gyeol.stickers.image import MAX_BYTES, MAX_FRAMES, header, load_rgba, rgba, some_frames, verify_frames


def png_that_says(width, height):
    """A PNG whose header claims a size that its data does not have."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(("form", "frames"), [("PNG", 1), ("PNG", 3), ("WEBP", 1), ("WEBP", 3), ("GIF", 3)])
def test_reads_every_form(paint, form, frames):
    data = paint(form, frames=frames)
    found = header(data)
    assert (found.format, found.width, found.height, found.frames) == (form, 24, 24, frames)
    pixels = rgba(data)
    assert pixels.shape == (24, 24, 4)
    assert pixels.dtype == np.uint8
    assert pixels[0, 0, 3] == 0
    assert pixels[12, 12, 3] == 255
    assert verify_frames(data) == frames


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGB", "1", "I;16", "CMYK"])
def test_every_mode_becomes_rgba(mode):
    source = Image.new("L", (6, 4), 200)
    if mode == "I;16":
        image = Image.fromarray(np.full((4, 6), 200 * 256 + 100, np.uint16))
    else:
        image = source.convert(mode, dither=Image.Dither.NONE)
    out = BytesIO()
    image.save(out, "JPEG" if mode == "CMYK" else "PNG")
    pixels = rgba(out.getvalue())
    expected = 255 if mode == "1" else 200
    assert pixels.shape == (4, 6, 4)
    assert np.abs(pixels[..., :3].astype(int) - expected).max() <= 3
    assert (pixels[..., 3] == 255).all()


def test_turns_a_photo_upright():
    image = Image.new("RGB", (8, 4), "white")
    image.paste((255, 0, 0), (0, 0, 2, 4))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    assert load_rgba(out.getvalue()).size == (4, 8)


def test_the_name_must_tell_the_format(paint):
    with pytest.raises(BadData, match=r"'a\.png' holds GIF"):
        header(paint("GIF", frames=2), name="a.png")
    assert header(paint(), name="A.PNG").format == "PNG"
    assert header(paint(), name="no ending").format == "PNG"


def test_refuses_more_pixels_than_allowed_before_decoding():
    with pytest.raises(BadData, match="16,777,216 pixels"):
        header(png_that_says(8001, 8000))
    with pytest.raises(BadData, match="16,777,216 pixels"):
        header(png_that_says(60_000, 60_000))
    assert header(png_that_says(4096, 4096)).width == 4096


def test_a_large_photograph_is_decoded_at_half_its_size():
    out = BytesIO()
    Image.new("L", (4400, 4000), 90).save(out, "JPEG")
    assert load_rgba(out.getvalue()).size == (2200, 2000)


def test_refuses_more_frames_than_allowed():
    frames = [Image.new("L", (2, 2), i % 256) for i in range(MAX_FRAMES + 1)]
    for n, fits in ((MAX_FRAMES, True), (MAX_FRAMES + 1, False)):
        out = BytesIO()
        frames[0].save(out, "GIF", save_all=True, append_images=frames[1:n], duration=20)
        if fits:
            assert header(out.getvalue()).frames == MAX_FRAMES
        else:
            with pytest.raises(BadData, match="200 frames"):
                header(out.getvalue())


def test_refuses_large_files():
    with pytest.raises(BadData, match="20,000,000 bytes"):
        header(b"\x89PNG\r\n\x1a\n" + b"\0" * MAX_BYTES)


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", b"BM" + b"\0" * 60, b"GIF89a", b"RIFF\0\0\0\0WEBP", b"\xff\xd8\xff"]
)
def test_refuses_what_is_no_picture(data):
    with pytest.raises(BadData):
        load_rgba(data)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "JPEG"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_refuses_truncated_pictures(paint, form, share):
    data = paint(form, size=(64, 64), mode="RGB" if form == "JPEG" else "RGBA")
    with pytest.raises(BadData):
        load_rgba(data[: int(len(data) * share)])


def test_refuses_a_damaged_later_frame(paint):
    data = paint("GIF", frames=3, size=(64, 64))
    with pytest.raises(BadData):
        verify_frames(data[: int(len(data) * 0.8)])


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_bytes_are_a_picture_or_refused(paint, data):
    form = data.draw(st.sampled_from(["PNG", "WEBP", "GIF", "JPEG"]))
    good = bytearray(paint(form, mode="RGB" if form == "JPEG" else "RGBA", frames=1 if form == "JPEG" else 2))
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    try:
        pixels = rgba(bytes(good))
        verify_frames(bytes(good))
    except BadData:
        return
    assert pixels.ndim == 3


def test_some_frames_are_spread_over_an_animation_and_empty_ones_left_out():
    pictures = [Image.new("RGBA", (9, 9), (0, 0, 0, 0))]
    pictures += [Image.new("RGBA", (9, 9), (20 * i, 0, 0, 255)) for i in range(1, 12)]
    out = BytesIO()
    pictures[0].save(out, "PNG", save_all=True, append_images=pictures[1:], duration=50)
    found = some_frames(out.getvalue(), 4)
    assert [int(frame[4, 4, 0]) for frame in found] == [80, 140, 220]  # frames 4, 7 and 11; 0 is empty
    assert some_frames(out.getvalue()[:-400], 1) == []
    still = BytesIO()
    pictures[3].save(still, "PNG")
    assert len(some_frames(still.getvalue(), 5)) == 1


def test_one_pixel_is_a_picture():
    out = BytesIO()
    Image.new("RGBA", (1, 1), (1, 2, 3, 255)).save(out, "PNG")
    assert rgba(out.getvalue()).tolist() == [[[1, 2, 3, 255]]]
