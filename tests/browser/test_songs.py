"""A week of diary, songs for a day of it, ratings, and more songs that never repeat; with scripts and without."""

import pytest

from tests.browser.test_diary import WEEK, write

pytestmark = pytest.mark.browser


def shown(page):
    return page.locator(".song").evaluate_all("(all) => all.map((one) => one.dataset.key)")


def rate(page, place, value):
    """Click the star as a hand does."""
    page.locator(f".song:nth-child({place}) .stars label").nth(value - 1).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_week_of_diary_brings_songs_that_never_repeat(visit, engine, scripts):
    page = visit("/diary", scripts=scripts, width=390)
    for day, text, _ in WEEK:
        write(page, day, text)
        page.locator(".back").click()
    page.locator(".felt-day", has_text="3").first.click()
    page.locator(".for-songs button").click()
    page.wait_for_selector(".song")
    assert "비가" not in page.url
    assert page.locator(".of-day").count() == 1
    seen = shown(page)
    assert len(seen) == 5
    for turn in range(3):
        last = page.locator("[name=query]").input_value()
        for place in range(1, 6):
            rate(page, place, (place + turn) % 5 + 1)
        page.locator("[value=more]").click()
        page.wait_for_selector(f".heard:has-text('{5 * (turn + 1)}곡')")
        assert len(shown(page)) == 5
        assert sorted(engine.store.ratings(int(last)).values()) == [1, 2, 3, 4, 5]
        seen += shown(page)
    assert len(set(seen)) == len(seen) == 20
    address = page.url
    page.reload()
    assert (shown(page), page.url) == (seen[-5:], address)


def test_a_rating_is_kept_at_once_and_the_text_stays(visit, engine):
    page = visit("/songs")
    page.locator("#text").fill("비가 와서 우울하다")
    page.locator("label:has([value=opposite])").click()
    page.locator("[value=find]").click()
    page.wait_for_selector(".song")
    assert page.locator("#text").input_value() == "비가 와서 우울하다"
    assert page.locator("#keep").is_hidden()
    with page.expect_response("**/ratings") as kept:
        rate(page, 2, 4)
    assert kept.value.status == 201
    assert list(engine.store.ratings(int(page.locator("[name=query]").input_value())).values()) == [4]
    page.reload()
    assert page.locator(".song:nth-child(2) .stars :checked").get_attribute("value") == "4"
    page.locator("[name=lang]").click()
    page.wait_for_selector("html[lang=en] .song")
    assert page.locator("#text").input_value() == "비가 와서 우울하다"


def test_in_a_crisis_the_songs_go_and_help_comes(visit):
    page = visit("/songs")
    page.locator("#text").fill("비가 와서 우울하다")
    page.locator("[value=find]").click()
    page.wait_for_selector(".song")
    page.locator("#text").fill("요즘은 정말 죽고 싶다")
    page.locator("[value=find]").click()
    page.wait_for_selector(".help.crisis")
    assert page.locator(".song").count() == 0


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_everything_has_room_and_a_name(visit, engine, width, language):
    engine.diary.write("비가 와서 우울했다.")
    page = visit("/songs", width=width, language=language)
    page.locator("#text").fill("I am so sad today")
    page.locator("[value=find]").click()
    page.wait_for_selector(".song")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """[...document.querySelectorAll('.listen :is(a, button, input, textarea)')].filter((one) => {
             if (one.hidden || one.type === 'hidden') return false;
             const box = one.getBoundingClientRect();
             const label = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent;
             return box.height < 40 || box.width < 40 || !label.trim();
           }).map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_everything_works_with_the_keyboard(visit, engine):
    page = visit("/songs")
    page.locator("#text").fill("비가 와서 우울하다")
    page.locator("[name=mood][value=same]").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("[name=mood]:checked").get_attribute("value") == "opposite"
    page.keyboard.press("Enter")
    page.wait_for_selector(".song")
    assert page.evaluate("document.activeElement.id") == "songs-title"
    page.locator(".song:nth-child(1) [value='3']").focus()
    with page.expect_response("**/ratings"):
        page.keyboard.press("Space")
    group = page.locator(".song:nth-child(1)").get_by_role("group")
    assert "별점" in group.aria_snapshot()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_list_of_ones_own_is_brought_chosen_and_removed(visit, engine, tmp_path, scripts):
    table = tmp_path / "아주 긴 이름을 가진 나의 비 오는 날 노래 모음 제삼권.csv"
    rows = "".join(f"빗길 {i},하늘소 {i},슬픈|비오는날\n" for i in range(8))
    table.write_text("곡 제목,가수,태그\n" + rows, encoding="utf-8")
    page = visit("/songs/lists", scripts=scripts, width=360)
    try:
        page.locator("#files").set_input_files(table)
        page.locator("#upload .go").click()
        page.wait_for_selector(".result")
        assert "노래 8곡" in page.locator(".result h2").text_content()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.locator(".songlist:has(.reset) .plain").click()
        page.wait_for_selector(".from")
        assert page.locator(".from :checked").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert (
            page.locator(".from .chip").evaluate_all("(all) => Math.min(...all.map((c) => c.offsetHeight))")
            >= 40
        )
        page.locator("#text").fill("비가 와서 우울하다")
        page.locator("[value=find]").click()
        page.wait_for_selector(".song")
        assert all("빗길" in title for title in page.locator(".song h3").all_text_contents())
        page.goto(page.url.partition("/songs")[0] + "/songs/lists")
        page.locator(".reset summary").click()
        page.locator(".reset .go").click()
        page.wait_for_selector(".songlist")
        assert page.locator(".reset").count() == 0
    finally:
        for found in engine.songs.lists.all():
            if found.name not in engine.songs.shelf.ours:
                engine.songs.lists.remove(found.name)
