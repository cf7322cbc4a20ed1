"""Every page for everybody: axe finds nothing serious, narrow, enlarged, by keyboard, without motion, with names."""

import os
from pathlib import Path

import pytest

from gyeol.web.places import PLACES, TABS
from tests.browser.test_page import until

pytestmark = pytest.mark.browser

AXE = Path(os.environ.get("AXE_CORE") or Path.home() / ".cache/gyeol-axe/node_modules/axe-core/axe.min.js")
PATHS = sorted({place.path for place in PLACES})
if os.environ.get("ALL_PAGES"):  # minutes more
    PATHS = sorted({*PATHS, *(path for tabs in TABS.values() for _, path in tabs)})
MADE = ("an entry", "a pack", "stickers", "songs", "help")  # pages that something leads to
EVERY = pytest.mark.parametrize("where", [*PATHS, *MADE])

SERIOUS = """async only => {
    const rules = only ? {runOnly: {type: "rule", values: [only]}} : {};
    const found = await axe.run(document, {resultTypes: ["violations"], ...rules});
    return found.violations.filter(one => ["serious", "critical"].includes(one.impact))
        .map(one => [one.id, one.nodes.slice(0, 4).map(n => n.target.join(" ") + ": " + n.any.map(a => a.message)
            .join("; ").slice(0, 160))]);
}"""
WIDER = """() => [document.documentElement.scrollWidth - innerWidth, [...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5).map(one => one.tagName + "." + one.className)]"""
MOVING = """() => document.getAnimations().filter(one => one.playState === "running"
    && (one.effect.getComputedTiming().endTime > 10)).map(one => one.animationName || one.transitionProperty)"""
FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const shown = one.checkVisibility({opacityProperty: true, visibilityProperty: true}) && box.width > 0;
    const around = one.matches("input[type=file], input[type=radio], input[type=checkbox]")
        ? getComputedStyle(one.closest("label") || one.parentElement) : style;
    const ring = [style, around].some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0);
    return {at: one.tagName + "#" + one.id + "." + one.className, shown, ring, main: !!one.closest("main")};
}"""
NAMELESS = """() => [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter(one => one.checkVisibility() && !one.closest("[aria-hidden=true]"))
    .filter(one => !((one.getAttribute("aria-label") || "") + (one.getAttribute("title") || "")
        + (one.labels ? [...one.labels].map(l => l.textContent).join("") : "") + one.textContent
        + [...one.querySelectorAll("img")].map(i => i.alt).join("")
        + (one.getAttribute("aria-labelledby") || "").split(" ")
            .map(id => (document.getElementById(id) || {}).textContent || "").join("")).trim())
    .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def axe():
    if not AXE.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            f"{AXE} is not there; run: npm install --prefix ~/.cache/gyeol-axe axe-core"
        )
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def go(visit, engine):
    """Open a page, with something on it where it shows what the user has."""

    def go(where, **more):
        path = where if where.startswith("/") else "/"
        if where in ("an entry", "/diary", "/diary/year", "/diary/trend", "/diary/words"):
            number = engine.diary.write("오늘은 비가 와서 조금 슬펐다. 그래도 친구가 고마웠다!").id
            path = f"/diary/{number}" if where == "an entry" else path
        if where in ("a pack", "/taste", "/packs"):
            name = engine.packs()[0].pack.name
            engine.like(name)
            path = f"/packs/{name}" if where == "a pack" else path
        page = visit("/songs" if where == "songs" else path, **more)
        if where in ("stickers", "help"):
            page.locator("#text").fill("죽고 싶다" if where == "help" else "고마워, thank you")
            page.wait_for_selector(".call" if where == "help" else ".card")
        if where == "songs":
            page.locator("textarea").first.fill("오늘은 기쁘고 고마운 하루였다.")
            page.locator("main .go").first.click()
            page.wait_for_selector(".found h2")
        return page

    return go


@EVERY
def test_everybody_can_use_it(go, axe, where):
    """In Korean: 320 px as on a small phone, 200 % zoom of 1280 px, which are 640; keyboard; axe, light and dark."""
    page = go(where, language="ko", width=320)
    assert page.evaluate(WIDER)[0] <= 0, page.evaluate(WIDER)
    by_keyboard(page)
    page.set_viewport_size({"width": 640, "height": 400})
    assert page.evaluate(WIDER)[0] <= 0, page.evaluate(WIDER)
    assert page.evaluate(MOVING) == []  # every visitor of these tests wants less motion
    page.evaluate(axe)
    assert page.evaluate(SERIOUS, None) == []
    page.emulate_media(color_scheme="dark")
    until(page, "!document.getAnimations().some(one => one.playState === 'running')")
    assert page.evaluate(SERIOUS, "color-contrast") == []
    assert page.evaluate(NAMELESS) == []


@EVERY
def test_english_fits_and_has_names(go, where):
    page = go(where, language="en", width=320)
    assert page.evaluate(WIDER)[0] <= 0, page.evaluate(WIDER)
    assert page.evaluate(NAMELESS) == []


def by_keyboard(page):
    """Tab leads through every control, each of which is seen and shows that it has the focus, and out again."""
    met, from_the_top = [], page.evaluate("document.activeElement === document.body")
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            break
        met.append(found)
    assert not from_the_top or met[0]["at"].endswith(".skip")
    assert [one["at"] for one in met if not one["shown"] and not one["at"].startswith("INPUT")] == []
    assert [one["at"] for one in met if not one["ring"]] == []
    assert any(one["main"] for one in met)
