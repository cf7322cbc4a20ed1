"""A whole week in the app: diary, a correction, a better reading, songs, ratings, new emoji, stickers, export.

With scripts and without: reading, writing, rating and correcting need none.
"""

import io
import zipfile

import pytest

from gyeol.diary import files
from gyeol.engine.studio.generators import Generators
from tests import tiny_generator
from tests.browser.test_diary import WEEK, write
from tests.browser.test_songs import rate, shown

pytestmark = pytest.mark.browser
MISREAD, LIKE_IT = "버스를 타고 서점에 갔다.", "또 버스를 타고 서점에 갔다."


@pytest.fixture(autouse=True)
def studio(engine, tmp_path, monkeypatch):
    """The studio with a tiny generator; what is kept goes again."""
    tiny_generator.write(tmp_path / "generators" / "tiny")
    monkeypatch.setattr(engine.studio, "generators", Generators(tmp_path / "none", tmp_path / "generators"))
    yield
    if "my-emoji" in engine.shelf.packs:
        engine.remove_pack("my-emoji")


def joy(engine, text):
    return engine.emotions([text])[0].emotions["joy"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_whole_week(visit, engine, tmp_path, scripts):
    page = visit("/", scripts=scripts, width=390)
    page.locator("[name=met]").click()
    page.wait_for_selector(".start-here")

    # six days of diary, one of which is misread
    page.locator(".places a[href='/diary']").click()
    for day, text, feeling in WEEK[:5]:
        write(page, day, text)
        assert page.locator(".page-head").get_attribute("class").endswith(feeling)
        page.locator(".back").click()
    write(page, "2026-11-07", MISREAD)
    assert page.locator(".page-head.f-joy").count() == 0
    before = joy(engine, LIKE_IT)

    # a correction, and a better reading of a like text
    page.locator("#correct-day > summary").click()
    page.locator("#correct-day label:has([name=feel-joy])").click()
    page.locator("#correct-day [value=keep]").click()
    page.wait_for_selector(".page-head.f-joy")
    assert joy(engine, LIKE_IT) > before + 0.2
    page.locator(".back").click()
    write(page, "2026-11-08", LIKE_IT)
    assert page.locator(".page-head.f-joy").count() == 1

    # songs for a day, rated, and more of them
    page.locator(".for-songs button").click()
    page.wait_for_selector(".song")
    first = shown(page)
    for place, value in ((1, 5), (2, 1), (3, 4)):
        rate(page, place, value)
    page.locator("[value=more]").click()
    page.wait_for_selector(".heard")
    assert len(first) == 5
    assert not set(first) & set(shown(page))

    # a new emoji is approved, and is a sticker among others
    page.locator(".places a[href='/studio']").click()
    page.locator(".dab[value=joy]").click()
    page.wait_for_selector(".emoji")
    page.locator(".keep").first.click()
    page.wait_for_selector(".is-kept")
    assert len(engine.studio.kept()) == 1
    page.locator(".places a[href='/']").click()
    page.locator("#text").fill("드디어 합격했다! 너무 행복해")
    page.locator("#form .go").click()
    page.wait_for_selector(".card")
    with page.expect_download() as saved:
        page.locator(".card .save").first.click()
    assert saved.value.suggested_filename

    # the week at a glance
    page.goto(page.url.split("/?")[0].rstrip("/") + "/diary/year?year=2026")
    assert page.locator("a.square").count() == 7
    page.locator(".count-bar").first.click()
    page.wait_for_selector(".count-bar[aria-current]")

    # everything can be taken along, and what is taken along is the week
    page.locator(".tabs a[href='/diary/files']").click()
    with page.expect_download() as diary:
        page.locator("[href$='export/csv']").click()
    diary.value.save_as(tmp_path / "diary.csv")
    drafts, skipped = files.read(tmp_path / "diary.csv")
    assert skipped == []
    assert [d.text for d in drafts] == [text for _, text, _ in WEEK[:5]] + [MISREAD, LIKE_IT]
    page.locator(".places a[href='/data']").click()
    with page.expect_download() as everything:
        page.locator("[href='/data/export']").first.click()
    everything.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "all.zip").read_bytes())) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) > 3
