"""The pages about stickers: more and less, the taste, the map, one's own packs."""

import io

import pytest
from PIL import Image

from tests.browser.test_page import CONTRAST, KOREAN, cards, until, write

pytestmark = pytest.mark.browser
PATHS = ("/packs", "/packs?q=cat", "/taste", "/map", "/bring")


def png(shade):
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    image.paste((230, shade, 60, 255), (6, 6, 58, 50))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def clean(engine):
    yield
    for info in engine.packs():
        if not info.ours:
            engine.remove_pack(info.pack.name)


def test_less_like_that_changes_the_list_at_once_and_it_stays_away(visit, engine):
    page = visit()
    write(page, KOREAN)
    before = cards(page)
    page.locator(f".card[data-key='{before[1]}'] [name=less]").click()
    until(page, f"!document.querySelector(\".card[data-key='{before[1]}']\")")
    after = cards(page)
    assert len(after) == 6
    assert len(set(before) - set(after)) >= 2
    assert page.evaluate("document.activeElement.name") == "less"  # the next one can be judged at once
    wanted = after[0]
    page.locator(f".card[data-key='{wanted}'] [name=more]").click()
    until(page, "document.getElementById('news').textContent.includes('비슷한')")
    assert wanted in cards(page)
    assert before[1] not in cards(page)
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.locator(".card .heart").last.click()
    until(page, "document.querySelector('.strip li')")
    assert before[1] not in cards(page)
    assert {trait.id for trait in engine.taste.traits("me")} >= {before[1], wanted}


def test_the_shelf_is_searched_while_typing(visit, engine):
    page = visit("/packs", language="en")
    whole = page.locator(".tile").count()
    page.locator("#q").press_sequentially("neon", delay=30)
    until(page, "document.querySelectorAll('.tile').length == 1")
    assert page.url.endswith("/packs?q=neon")
    assert page.evaluate("document.activeElement.id") == "q"
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.locator(".tile .heart").click()
    until(page, "document.querySelector('.tile .heart[aria-pressed=true]')")
    assert page.locator(".tile").count() == 1  # still what was found
    assert len(engine.likes()) == 6
    page.locator("#q").fill("")
    until(page, f"document.querySelectorAll('.tile').length == {whole}")


def test_the_taste_is_edited(visit, engine):
    for sticker in engine.packs()[0].cover[:2]:
        engine.like(sticker)
    engine.use(engine.packs()[1].cover[0])
    page = visit("/taste")
    first = page.locator(".trait").first.get_attribute("data-key")
    for _ in range(2):
        with page.expect_response("**/taste"):
            page.locator(f".trait[data-key='{first}'] [name=less]").click()
    until(page, f"document.querySelector(\"[aria-labelledby=unwanted-title] [data-key='{first}']\")")
    with page.expect_response("**/taste"):
        page.locator(f".trait[data-key='{first}'] [name=forget]").click()
    until(page, f"!document.querySelector(\".trait[data-key='{first}']\")")
    page.locator("summary").click()
    with page.expect_response("**/taste"):
        page.locator("[name=reset]").click()
    page.wait_for_selector(".start")
    assert engine.taste.traits("me") == []
    for pick in page.locator(".start .pick").all()[:3]:  # and three taps start anew
        if engine.likes() == []:
            with page.expect_response("**/taste"):
                pick.click()
            page.wait_for_selector(".trait")
    assert len(engine.likes()) == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_own_stickers_are_added_and_deleted(visit, engine, clean, scripts):
    page = visit("/bring", language="en", scripts=scripts)
    files = [
        {"name": f"{name}.png", "mimeType": "image/png", "buffer": png(i * 60)}
        for i, name in enumerate(("happy", "sad", "angry"))
    ]
    page.locator("#files").set_input_files(files)
    if scripts:
        assert "in all: 3" in page.locator("#chosen").inner_text()
    page.locator("#title").fill("my blobs")
    page.locator("#upload .go").click()
    page.wait_for_selector(".result .votes .tile")
    assert "3 stickers" in page.locator(".result h2").inner_text()
    name = next(info.pack.name for info in engine.packs() if not info.ours)
    page.locator(f".result a[href='/packs/{name}']").first.click()
    page.wait_for_selector(".wall")
    assert page.locator(".votes .tile").count() >= 3
    page.locator(".reset summary").click()
    page.locator("[name=remove]").click()
    page.wait_for_selector(".tiles")
    assert all(info.ours for info in engine.packs())


def test_a_folder_is_dropped(visit, engine, clean):
    page = visit("/bring")
    page.evaluate(
        """data => {
            const held = new DataTransfer();
            for (const [name, bytes] of data) held.items.add(new File([new Uint8Array(bytes)], name));
            const fire = name => document.getElementById("drop").dispatchEvent(
                new DragEvent(name, {dataTransfer: held, bubbles: true, cancelable: true}));
            fire("dragover"); fire("drop");
        }""",
        [[f"{name}.png", list(png(shade))] for name, shade in (("happy", 3), ("love", 90))],
    )
    page.wait_for_selector("#chosen:not([hidden])")
    page.keyboard.press("Enter")  # the button has the focus
    page.wait_for_selector(".result")
    assert [info.n_stickers for info in engine.packs() if not info.ours] == [2]


ARROWS = ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp")


def test_the_map_by_keyboard(visit, engine):
    page = visit("/map")
    page.locator("#plan").focus()
    whole = page.locator("#plan").get_attribute("viewBox")
    for key in ("+", "+", "+"):
        page.keyboard.press(key)
    until(page, "parseFloat(document.getElementById('plan').getAttribute('viewBox').split(' ')[2]) < 300")
    near = float(page.locator("#plan").get_attribute("viewBox").split()[0])
    assert near > 0
    page.keyboard.press("ArrowRight")
    until(page, f"parseFloat(document.getElementById('plan').getAttribute('viewBox')) > {near}")
    # up close every sticker is drawn; where they lie is the style encoder's affair, so go round until one comes by
    for key in [key for way in range(1, 9) for key in [ARROWS[way % 4]] * way]:
        if page.locator("#singles a").count():
            break
        page.keyboard.press(key)
        page.wait_for_timeout(50)
    assert page.locator("#singles a").count()
    page.keyboard.press("0")
    until(page, f"document.getElementById('plan').getAttribute('viewBox') == '{whole}'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('region')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".wall")


def test_the_map_by_pointer(visit):
    page = visit("/map")
    box = page.locator("#plan").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("[data-zoom='1.6']").click()
    until(page, "parseFloat(document.getElementById('plan').getAttribute('viewBox').split(' ')[2]) < 700")
    before = page.locator("#plan").get_attribute("viewBox")
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 90, middle[1] - 40, steps=5)
    page.mouse.up()
    until(page, f"document.getElementById('plan').getAttribute('viewBox') != '{before}'")
    assert page.url.endswith("/map")  # a drag is no click
    page.locator("[data-zoom='0']").click()
    until(page, "document.getElementById('plan').getAttribute('viewBox').startsWith('0 0 ')")


@pytest.mark.parametrize(
    ("width", "language"), [(320, "ko"), (320, "en"), (360, "en"), (768, "ko"), (1280, "en")]
)
def test_nothing_sticks_out(visit, engine, language, width):
    engine.like(engine.packs()[0].pack.name)
    engine.taste.lean(engine.packs()[1].cover[0], "me", -1)
    page = visit(PATHS[0], language=language, width=width)
    for path in PATHS:
        page.goto(_at(page, path))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        small = page.eval_on_selector_all(
            "main button, main summary, main input:not([type=hidden]):not([type=checkbox]), .places a, .tabs a",
            """all => all.filter(one => one.checkVisibility() && !one.matches(".drag #files")).filter(one => {
                const box = one.getBoundingClientRect();
                return box.width && (box.width < 23.5 || box.height < 43.5);
            }).map(one => one.className || one.id || one.textContent)""",
        )
        assert small == [], path


def _at(page, path):
    scheme, _, host = page.url.partition("//")
    return f"{scheme}//{host.partition('/')[0]}{path}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(visit, engine, theme):
    engine.like(engine.packs()[0].pack.name)
    page = visit(PATHS[0], theme=theme)
    for path in PATHS:
        page.goto(_at(page, path))
        assert page.evaluate(CONTRAST) == [], path
