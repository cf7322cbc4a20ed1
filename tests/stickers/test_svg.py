from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gyeol.errors import BadData
from gyeol.stickers.svg import MAX_CHARS, check, render

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50">'
)


def svg(body, head=HEAD):
    return f"{head}{body}</svg>"


def picture(text, size_px=64):
    return Image.open(BytesIO(render(text, size_px)))


def test_keeps_the_aspect_ratio_and_transparency():
    image = picture(svg('<rect width="50" height="50" fill="#ff0000"/>'))
    assert image.mode == "RGBA"
    assert image.size == (64, 32)
    assert image.getpixel((5, 5)) == (255, 0, 0, 255)
    assert image.getpixel((60, 5))[3] == 0


def test_gradients_clips_masks_filters_and_styles_are_drawn():
    body = (
        "<style>.a{fill:url(#g)}</style><defs>"
        '<linearGradient id="g"><stop stop-color="#00f"/></linearGradient>'
        '<clipPath id="c"><rect width="50" height="50"/></clipPath>'
        '<filter id="f"><feGaussianBlur stdDeviation="1"/></filter>'
        '<g id="s"><rect class="a" width="100" height="50"/></g></defs>'
        '<g clip-path="url(#c)"><use xlink:href="#s" filter="url(#f)"/></g>'
        '<path d="M0 0L9 9" stroke="red" stroke-dasharray="1 2"/>'
    )
    pixels = np.asarray(picture(svg(body)))
    assert pixels[16, 10, 2] > 200
    assert pixels[16, 60, 3] == 0


def test_same_text_gives_the_same_bytes():
    text = svg('<circle cx="20" cy="20" r="9"/>')
    assert render(text) == render(text)


HOSTILE = {
    "DOCTYPE": '<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<g/>"),
    "script": svg("<script>alert(1)</script>"),
    "event handler": svg('<rect onload="x()" width="1" height="1"/>'),
    "event handler in capitals": svg('<rect OnClick="x()"/>'),
    "foreignObject": svg("<foreignObject><body/></foreignObject>"),
    "script of another namespace": svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
    "image": svg('<image href="/etc/passwd" width="9" height="9"/>'),
    "data image": svg('<image href="data:image/png;base64,AAAA"/>'),
    "filter image": svg('<filter id="f"><feImage href="#x"/></filter>'),
    "text": svg("<text>hi</text>"),
    "pattern": svg('<pattern id="p" width="1e6" height="1e6"/>'),
    "outside use": svg('<use href="other.svg#a"/>'),
    "outside xlink": svg('<use xlink:href="http://example.org/a.svg#a"/>'),
    "outside url": svg('<rect fill="url(http://example.org/#a)"/>'),
    "outside url in a style": svg("<rect style=\"fill:url( 'file:///a#b' )\"/>"),
    "outside url in a rule": svg("<style>.a{fill:url(//example.org/a)}</style>"),
    "import": svg("<style>@import 'a.css';</style>"),
    "escape in a style": svg(r'<rect style="fill:u\72l(a)"/>'),
    "stylesheet": '<?xml-stylesheet href="a.css"?>' + svg("<g/>"),
    "not an svg": "<html><body/></html>",
    "svg without namespace": "<svg><g/></svg>",
    "not xml": "<svg",
    "empty": "",
    "nested": svg("<g>" * 200 + "</g>" * 200),
    "long dashes": svg('<path d="M0 0L100 100" stroke-dasharray="0.0005"/>'),
    "long dashes by style": svg(
        '<style>.a{stroke-dasharray:0.0005}</style><path class="a" d="M0 0L100 100"/>'
    ),
    "octaves": svg('<filter id="f"><feTurbulence numOctaves="900"/></filter>'),
    "itself": svg('<g id="a"><use href="#a"/></g>'),
    "large": svg("<g/>" + " " * MAX_CHARS),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses(name):
    with pytest.raises(BadData):
        render(HOSTILE[name])


def test_refuses_doubling_references():
    levels = "".join(f'<g id="l{i}"><use href="#l{i - 1}"/><use href="#l{i - 1}"/></g>' for i in range(1, 30))
    with pytest.raises(BadData, match="drawing steps"):
        check(svg('<g id="l0"><rect width="1" height="1"/></g>' + levels))


def test_refuses_doubling_references_through_a_style_rule():
    levels = "".join(f".m{i}{{mask:url(#l{i - 1})}}" for i in range(1, 30))
    masks = "".join(f'<mask id="l{i}"><g class="m{i}"/><g class="m{i}"/></mask>' for i in range(1, 30))
    with pytest.raises(BadData, match="drawing steps"):
        check(svg(f'<style>{levels}</style><mask id="l0"><g/></mask>{masks}'))


def test_a_thin_picture_asks_for_no_memory():
    assert picture("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 999999'><g/></svg>").size == (
        1,
        64,
    )


@pytest.mark.parametrize("size_px", [0, -1, 2049, 10**9])
def test_refuses_sizes_out_of_range(size_px):
    with pytest.raises(BadData, match="px"):
        render(svg("<g/>"), size_px)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_drawn_or_refused(text):
    try:
        image = picture(svg(text), 16)
    except BadData:
        return
    assert image.size == (16, 8)
