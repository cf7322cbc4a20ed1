"""Pictures and folders that the tests of stickers draw themselves."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw


@pytest.fixture(scope="session")
def paint():
    """Return a function that draws a disc and returns the file's bytes; every seed gives another picture."""

    def draw(form="PNG", *, size=(24, 24), seed=0, frames=1, mode="RGBA", **options):
        pictures = []
        for frame in range(frames):
            picture = Image.new("RGBA", size, (0, 0, 0, 0))
            colour = ((seed * 53 + frame * 31) % 256, (seed * 101 + 60) % 256, (seed * 7 + 90) % 256, 255)
            ImageDraw.Draw(picture).ellipse((2 + frame, 2, size[0] - 3, size[1] - 3), fill=colour)
            pictures.append(picture.convert(mode))
        out = BytesIO()
        animated = {"save_all": True, "append_images": pictures[1:], "duration": 50} if frames > 1 else {}
        pictures[0].save(out, form, **animated, **options)
        return out.getvalue()

    return draw
