"""The studio: make emoji, keep one with a tap, find it as a sticker in the chat; with scripts and without."""

import pytest

from gyeol.engine.studio.generators import Generators
from tests import tiny_generator
from tests.browser.test_page import until, write

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def studio(engine, tmp_path, monkeypatch):
    """The studio with a tiny generator; what is kept goes again."""
    tiny_generator.write(tmp_path / "generators" / "tiny")
    monkeypatch.setattr(engine.studio, "generators", Generators(tmp_path / "none", tmp_path / "generators"))
    yield engine.studio
    if "my-emoji" in engine.shelf.packs:
        engine.remove_pack("my-emoji")


def kept(engine):
    return [item.id for item in engine.studio.kept()]


def shown(page):
    return page.eval_on_selector_all(".new-emoji", "all => all.map(one => one.dataset.key)")


@pytest.mark.parametrize(
    ("language", "text"), [("ko", "도와줘서 정말 고마워"), ("en", "Thank you so much for your help")]
)
def test_an_approved_emoji_is_a_sticker_in_the_chat(visit, engine, language, text):
    page = visit("/studio", language=language)
    page.locator(".dab[value=gratitude]").click()
    page.wait_for_selector(".emoji")
    assert len(shown(page)) == 12
    until(page, "[...document.querySelectorAll('.keep img')].every(i => i.complete && i.naturalWidth == 192)")
    assert page.locator(".dab[aria-current]").get_attribute("value") == "gratitude"

    page.locator(".keep").nth(2).click()
    until(page, "document.querySelectorAll('.is-kept').length == 1")
    assert kept(engine) == [f"my-emoji/{shown(page)[2]}"]
    until(page, "document.querySelectorAll('#kept li').length == 1")

    page.locator(".places a[href='/']").click()
    page.wait_for_selector("#text")
    page.wait_for_load_state("load")  # what is typed before is heard by nobody
    write(page, text)
    until(page, f"document.querySelector('.card[data-key=\"{kept(engine)[0]}\"] img').naturalWidth > 0")


def test_a_second_tap_takes_it_out_and_more_brings_others(visit, engine):
    page = visit("/studio")
    page.locator(".dab[value=joy]").click()
    page.wait_for_selector(".emoji")
    first = shown(page)
    page.locator(".keep").first.click()
    until(page, "document.querySelector('.is-kept .copy:not([hidden])')")
    page.locator(".keep").first.click()
    until(page, "!document.querySelector('.is-kept')")
    assert kept(engine) == []
    page.locator(".again").click()
    until(
        page,
        f"document.querySelector('.new-emoji') && document.querySelector('.new-emoji').dataset.key != '{first[0]}'",
    )
    assert not set(first) & set(shown(page))


def test_a_message_asks_by_enter(visit):
    page = visit("/studio")
    page.locator("#wish").fill("오늘 정말 행복해!")
    page.keyboard.press("Enter")
    page.wait_for_selector(".emoji")
    assert page.locator(".dab[aria-current]").get_attribute("value") == "joy"
    assert page.url.endswith("/studio")  # nothing of the message


def test_in_the_chat_a_new_one_is_made_kept_and_sent(visit, engine):
    page = visit()
    write(page, "도와줘서 정말 고마워")
    page.locator(".offer button").click()
    page.wait_for_selector(".emoji")
    assert len(shown(page)) == 12
    assert all(key.startswith("gratitude-") for key in shown(page))
    assert page.locator("#text").input_value() == "도와줘서 정말 고마워"
    page.locator(".keep").nth(1).click()
    until(page, "document.querySelector('.is-kept .copy:not([hidden])')")
    page.locator(".is-kept .copy").click()
    until(page, "document.getElementById('news').textContent.length > 0")
    until(page, "document.querySelector('.is-kept')")
    for _ in range(100):
        if engine.store.uses("me"):
            break
        page.wait_for_timeout(20)
    assert list(engine.store.uses("me")) == kept(engine)
    write(page, " 정말로")  # another message, another offer
    until(page, "document.querySelector('.offer') && !document.querySelector('.emoji')")


def test_never_beside_help(visit):
    page = visit()
    page.locator("#text").fill("죽고 싶어")
    page.wait_for_selector("#help section")
    assert page.locator(".offer, .emoji").count() == 0
    page.goto(page.url + "studio")
    page.locator("#wish").fill("죽고 싶어")
    page.locator(".wish .go").click()
    page.wait_for_selector("#help section")
    assert page.locator(".emoji").count() == 0


def test_without_scripts(visit, engine):
    page = visit("/studio", scripts=False)
    page.locator("#wish").fill("도와줘서 정말 고마워")
    page.keyboard.press("Enter")
    page.wait_for_selector(".emoji")
    assert page.locator(".keep").count() == 12
    page.locator(".keep").nth(3).click()
    page.wait_for_selector(".is-kept .save")
    assert len(kept(engine)) == 1
    assert "고마" not in page.url
    page.locator(".switch[name=lang]").click()
    page.wait_for_selector("html[lang=en]")
    assert page.locator(".keep").count() == 12  # the same batch, in the other language
    assert "Grateful" in page.locator("#made-title").inner_text()


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_stands_out_of_the_page(visit, width, language):
    page = visit("/studio", language=language, width=width)
    page.locator(".dab[value=embarrassment]").click()
    page.wait_for_selector(".emoji")
    page.locator(".keep").first.click()
    until(page, "document.querySelector('.is-kept')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('main button, main a.save')].filter(b => b.offsetParent && "
        "!b.classList.contains('unseen') && b.getBoundingClientRect().height < 44).map(b => b.outerHTML.slice(0, 80))"
    )
    assert small == []
