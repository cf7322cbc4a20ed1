"""What a visitor does: writes, likes, copies, saves; with scripts and without, by mouse and by keyboard."""

import io

import pytest
from PIL import Image

pytestmark = pytest.mark.browser

KOREAN, ENGLISH = "도와줘서 정말 고마워", "I am so happy today, hooray!"


def until(page, expression):
    """Wait until an expression is true; Playwright's own way needs an eval that the page's policy forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")


def cards(page):
    return page.eval_on_selector_all(".card", "all => all.map(one => one.dataset.key)")


def top(page):
    return page.locator("#feelings .bar").first.get_attribute("data-key")


def write(page, text):
    """Type as people do, and wait for the answer to the whole text."""
    with page.expect_response(lambda r: r.request.method == "POST" and r.request.post_data_json is not None):
        page.locator("#text").press_sequentially(text, delay=15)
    until(page, "document.querySelectorAll('.card').length == 6")
    page.wait_for_timeout(500)


def other_pack(engine, shown):
    """A pack whose stickers are not among those shown."""
    return next(
        i.pack.name for i in engine.packs() if all(not s.startswith(f"{i.pack.name}/") for s in shown)
    )


@pytest.mark.parametrize(
    ("language", "text", "feeling"), [("ko", KOREAN, "gratitude"), ("en", ENGLISH, "joy")]
)
def test_stickers_come_while_typing_and_follow_what_is_liked(visit, engine, language, text, feeling):
    page = visit(language=language)
    write(page, text)
    assert top(page) == feeling
    before = cards(page)
    assert all(len(why) > 4 for why in page.locator(".why").all_inner_texts())

    page.locator(".card .heart").last.click()
    until(page, "document.querySelector('.strip li')")
    after = cards(page)
    assert after != before
    assert page.locator(".strip li").count() == len(engine.likes()) == 1
    assert engine.likes()[0] == before[-1]
    assert page.locator("#text").input_value() == text

    page.locator(".strip button").click()
    until(page, "!document.querySelector('.strip')")
    assert cards(page) == before  # the same text and likes give the same list
    assert page.url.endswith("/")


def test_liking_a_pack_on_the_shelf_changes_the_stickers(visit, engine):
    page = visit()
    write(page, KOREAN)
    pack = other_pack(engine, cards(page))
    page.locator(".places a[href='/packs']").click()
    page.wait_for_selector(".tile")
    heart = page.locator(f"#pack-{pack} .heart")
    with page.expect_response("**/packs"):
        heart.click()
    until(page, f"document.querySelectorAll('#pack-{pack} .pick[aria-pressed=true]').length == 6")
    assert heart.get_attribute("aria-pressed") == "true"
    assert len(engine.likes()) == 6
    page.locator(".places a[href='/']").click()
    write(page, KOREAN)
    until(page, f"document.querySelector('.card[data-key^=\"{pack}/\"]')")


def test_the_shelf_is_searched(visit, engine):
    page = visit("/packs")
    page.locator("#q").fill("생일")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found a")
    first = page.locator(".tile .pick").first.get_attribute("value")
    assert "생일" in str(engine.shelf.sticker(first))
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.locator(".tile .pick").first.click()
    until(page, "document.querySelector('.tile .pick[aria-pressed=true]')")
    assert page.locator("#q").input_value() == "생일"  # still what was found
    assert engine.likes() == [first]


@pytest.mark.parametrize(
    ("language", "text", "feeling"), [("ko", KOREAN, "gratitude"), ("en", ENGLISH, "joy")]
)
def test_the_same_without_scripts(visit, engine, language, text, feeling):
    page = visit(language=language, scripts=False)
    page.locator("#text").fill(text)
    page.locator(".go").click()
    before = [a.get_attribute("download") for a in page.locator(".save").all()]
    assert len(before) == 6
    assert page.locator("#feelings .bar").first.get_attribute("data-key") == feeling
    assert page.locator(".copy:visible").count() == 0  # what cannot work is not offered

    page.locator(".card .heart").last.click()
    after = [a.get_attribute("download") for a in page.locator(".save").all()]
    assert after != before
    assert page.locator("#text").input_value() == text
    assert page.url.endswith("#stickers")
    assert "?answer=" in page.url  # a number, and no word of the message
    page.reload()  # asks nothing and sends nothing again
    assert page.locator("#text").input_value() == text
    assert len(engine.likes()) == 1


def test_the_same_text_gives_the_same_list_however_it_was_typed(visit):
    page = visit()
    write(page, KOREAN)
    typed = cards(page)
    page.locator("#text").fill("")
    page.wait_for_selector(".steps")
    with page.expect_response("**/"):
        page.locator("#text").fill(KOREAN)
    page.wait_for_selector(".card")
    assert cards(page) == typed


def test_late_answers_are_dropped(visit):
    """The first question is answered last; its answer must not replace that of the second."""
    page = visit()
    held = []

    def hold(route):
        if "first" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/", hold)
    page.locator("#text").fill("first: I hate this so much")
    page.wait_for_timeout(400)
    assert len(held) == 1
    page.locator("#text").fill("고마워 정말 고마워")
    page.wait_for_selector(".card")
    shown = cards(page)
    assert top(page) == "gratitude"
    held[0].continue_()
    page.wait_for_timeout(500)
    assert cards(page) == shown


def test_cards_that_stay_are_not_touched(visit):
    page = visit()
    write(page, "고마워")
    page.evaluate("document.querySelectorAll('.card').forEach(one => one.mine = true)")
    before = cards(page)
    write(page, "!")
    after = cards(page)
    kept = page.eval_on_selector_all(
        ".card", "all => all.filter(one => one.mine).map(one => one.dataset.key)"
    )
    assert set(before) & set(after) == set(kept)


def test_a_sticker_is_copied_and_counted(visit, engine):
    page = visit()
    write(page, KOREAN)
    first = cards(page)[0]
    page.locator(".copy").first.click()
    page.wait_for_selector(".toast")
    raw = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            return [...new Uint8Array(await (await item.getType("image/png")).arrayBuffer())];
        }"""
    )
    assert Image.open(io.BytesIO(bytes(raw))).size == Image.open(engine.picture(first)).size
    assert engine.store.uses("me") == {first: 1}


def test_where_copying_fails_the_picture_is_saved(visit):
    page = visit()
    write(page, KOREAN)
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error()); }")
    with page.expect_download() as saved:
        page.locator(".copy").first.click()
    assert saved.value.suggested_filename.endswith(".png")
    assert "저장" in page.locator(".toast").inner_text()


def test_by_keyboard_alone(visit, engine):
    page = visit(language="en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"

    def reach(selector, most=120):
        for _ in range(most):
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            page.keyboard.press("Tab")
        pytest.fail(f"{selector} cannot be reached")

    reach("#text")
    page.keyboard.type(ENGLISH)
    page.wait_for_selector(".card")
    reach(".card .heart")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    page.keyboard.press("Enter")
    page.wait_for_selector(".strip li")
    assert len(engine.likes()) == 1
    reach(".copy")
    page.keyboard.press("Space")
    page.wait_for_selector(".toast")
    reach(".strip .pick")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('.strip')")
    assert engine.likes() == []
    assert page.evaluate("document.activeElement.id") == "text"  # focus is not lost with the button


@pytest.mark.parametrize(
    ("width", "language"), [(320, "ko"), (320, "en"), (360, "ko"), (768, "en"), (1280, "ko")]
)
def test_nothing_sticks_out(visit, engine, language, width):
    engine.like(engine.packs()[0].pack.name)
    page = visit(language=language, width=width)
    for text in ("", ENGLISH, "죽고 싶다"):
        page.locator("#text").fill(text)
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.eval_on_selector_all(
            "button, a.save, a.call, a.go, summary, textarea",
            """all => all.filter(one => one.checkVisibility()).filter(one => {
                const box = one.getBoundingClientRect();
                return box.width && (box.width < 43.5 || box.height < 43.5);
            }).map(one => one.className)""",
        )
        assert small == []
    page.goto(page.url + f"packs/{engine.packs()[0].pack.name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_theme_and_language_switch(visit):
    page = visit(language="ko")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    for _ in range(2):
        with page.expect_response("**/choices"):
            page.locator("#theme").click()
    assert page.evaluate(ground) != light
    page.locator("#text").fill(KOREAN)
    page.locator("[name=lang]").click()
    page.wait_for_selector("html[lang=en]")
    assert page.evaluate(ground) != light  # the cookie remembers
    assert page.locator("#text").input_value() == KOREAN


def test_what_happened_is_announced(visit):
    page = visit(language="en")
    page.locator("#text").fill(ENGLISH)
    until(page, "document.getElementById('news').textContent.includes('percent')")
    page.locator(".card .heart").first.click()
    until(page, "document.getElementById('news').textContent.includes('Added')")


def test_the_page_of_a_pack(visit, engine):
    name = engine.packs()[0].pack.name
    page = visit(f"/packs/{name}")
    page.locator(".wall .pick").nth(7).click()
    page.locator(".wall .pick").nth(8).click()  # at once: neither is lost
    until(page, "document.querySelectorAll('.wall [aria-pressed=true]').length == 2")
    with page.expect_response(f"**/packs/{name}"):
        page.locator(".like-pack").click()
    until(page, "document.querySelectorAll('.wall [aria-pressed=true]').length >= 6")
    assert 6 <= len(engine.likes()) <= 8
    assert page.locator(".tile").count() >= 3  # similar packs


CONTRAST = """() => {
    const parse = c => c.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => {
        const f = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
        return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
    };
    const ground = one => {
        for (; one; one = one.parentElement) {
            const c = parse(getComputedStyle(one).backgroundColor);
            if (c.length < 4 || c[3] > 0.75) return c;
        }
        return [255, 255, 255];
    };
    const bad = [];
    for (const one of document.querySelectorAll("body *")) {
        const own = [...one.childNodes].some(n => n.nodeType === 3 && n.nodeValue.trim());
        if (!own || !one.checkVisibility() || one.closest(".unseen, .status")) continue;
        const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) bad.push([one.className, one.textContent.slice(0, 20), ratio.toFixed(2)]);
    }
    return bad;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(visit, engine, theme):
    engine.like(engine.packs()[0].pack.name)
    page = visit(theme=theme)
    assert page.evaluate(CONTRAST) == []
    page.locator("#text").fill("죽고 싶다")
    page.wait_for_selector(".call")
    assert page.evaluate(CONTRAST) == []
