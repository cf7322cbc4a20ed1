"""Names on the shelf: in the visitor's language where we know it, as the pack says where we don't."""

import pytest

from gyeol.phrases import phrases
from gyeol.stickers.drawn import STYLES
from gyeol.stickers.pack import Pack
from gyeol.web.view import View


@pytest.mark.parametrize("language", ["ko", "en"])
def test_all_our_styles_have_names(engine, language):
    view = View(engine, phrases(language))
    names = {view.style(Pack("x", style=style)) for style in STYLES}
    assert len(names) == len(STYLES)
    if language == "ko":
        assert all("가" <= name[0] <= "힣" for name in names)


def test_other_styles_stay_as_they_are(engine):
    assert View(engine, phrases("ko")).style(Pack("x", style="flat-gradient")) == "flat-gradient"
    assert View(engine, phrases("ko")).style(Pack("x")) == ""


def test_likes_are_shown_newest_first_and_covers_pressed(engine):
    first, second = engine.packs()[:2]
    view = View(engine, phrases("en"), [first.cover[1], *second.cover])
    assert [card.id for card in view.liked()] == [*reversed(second.cover), first.cover[1]]
    assert [view.tile(first).liked, view.tile(second).liked] == [False, True]
    assert [card.liked for card in view.tile(first).cover] == [False, True, False, False, False, False]


def test_bars_are_sorted_and_whole(engine):
    reading = engine.emotions(["I am so happy and a bit tired"])[0]
    bars = View(engine, phrases("en")).bars(reading)
    assert bars[0].label == reading.top
    assert [bar.percent for bar in bars] == sorted((bar.percent for bar in bars), reverse=True)
    assert len(bars) == len(reading.emotions)
