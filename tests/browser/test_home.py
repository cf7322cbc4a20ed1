"""One home in a browser: installed, off and on again, drafts, the first steps, moods over time; looked at by sizes."""

import threading
import time
from datetime import date, timedelta

import pytest
import uvicorn

from gyeol import store as stores
from gyeol.emotion import PRODUCT
from gyeol.store.entries import Page, SentenceRow
from gyeol.web.app import create_app
from gyeol.web.server import address, listen

pytestmark = pytest.mark.browser
MOODS = ("/diary/year", "/diary/trend", "/diary/words", "/diary/files", "/help", "/offline")
CONTROLLED = """() => new Promise((done) => navigator.serviceWorker.controller ? done()
    : navigator.serviceWorker.addEventListener('controllerchange', () => done()))"""
KEPT = "Object.keys(localStorage).concat(Object.keys(sessionStorage)).filter((k) => k.startsWith('gyeol-'))"


@pytest.fixture
def diary(engine):
    """A hundred days that were written."""
    labels = ("joy", "sadness", "calm", "anger", "neutral")
    texts = (
        "바다에 갔다.",
        "비가 왔다. 우산을 썼다.",
        "책을 읽었다. 바다를 보았다.",
        "팀장님이 소리를 질렀다.",
    )
    pages = [
        Page(
            date.today() - timedelta(days=i), "", texts[i % 4], "ko", labels[i * 7 % 5],
            {label: float(label == labels[i * 7 % 5]) for label in PRODUCT.labels}, 0.9, "m@1", "rules",
            (SentenceRow(0, len(texts[i % 4]), {"joy": 0.9}),),
        )
        for i in range(100)
    ]  # fmt: skip
    return stores.diary.write(engine.store, "me", pages)


class Passing:
    """A server that can be stopped and started again at the same address."""

    def __init__(self, engine):
        self._engine, self._port = engine, 0
        self.start()

    def start(self):
        taken = listen("127.0.0.1", self._port)
        self._port = taken.getsockname()[1]
        self.address = address("127.0.0.1", self._port)
        app = create_app(self._engine, self._engine.settings)
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [taken]})
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def stop(self):
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture
def passing(engine):
    server = Passing(engine)
    yield server
    server.stop()


@pytest.fixture
def lenient(chromium):
    """A page whose console may complain, as Chromium does of a server that is gone."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="ko-KR")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def test_while_gyeol_is_off_a_page_says_so_and_the_draft_is_there_when_it_is_back(lenient, passing, diary):
    page = lenient
    page.goto(passing.address + "/diary")
    page.evaluate(CONTROLLED)
    page.locator("#text").fill("서버가 꺼지기 전에 쓰던 글")
    passing.stop()
    page.goto(passing.address + "/diary")
    assert page.locator("h1").inner_text() == "gyeol이 꺼져 있어요"
    assert (
        page.locator(".go").evaluate("(b) => getComputedStyle(b).borderRadius") == "999px"
    )  # its style is there
    page.goto(passing.address + "/songs")
    assert page.locator("h1").inner_text() == "gyeol이 꺼져 있어요"
    passing.start()
    page.goto(passing.address + "/diary")
    assert page.locator("#text").input_value() == "서버가 꺼지기 전에 쓰던 글"


def test_the_worker_keeps_nothing_that_anybody_wrote(lenient, passing, diary):
    page = lenient
    page.goto(passing.address + "/diary")
    page.evaluate(CONTROLLED)
    for path in ("/", f"/diary/{diary[0].id}", "/diary/words", "/diary/trend", "/packs", "/data"):
        page.goto(passing.address + path)
    kept = page.evaluate(
        """caches.keys().then((names) => Promise.all(names.map((n) => caches.open(n).then((c) => c.keys()))))
             .then((found) => found.flat().map((request) => new URL(request.url).pathname))"""
    )
    assert kept
    assert all(path == "/offline" or path.startswith("/static/") for path in kept)


def test_chromium_finds_nothing_that_keeps_the_app_from_being_installed(lenient, passing):
    page = lenient
    page.goto(passing.address + "/")
    page.evaluate(CONTROLLED)
    session = page.context.new_cdp_session(page)
    told = session.send("Page.getAppManifest")
    assert told["errors"] == []
    assert told["url"].endswith("/manifest.webmanifest?lang=ko")
    faults = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [f["errorId"] for f in faults if f["errorId"] != "in-incognito"] == []


def test_a_message_survives_a_reload_but_not_its_tab(visit):
    page = visit("/")
    page.locator("#text").press_sequentially("보내려던 말", delay=5)
    page.wait_for_selector(".card")
    page.reload()
    assert page.locator("#text").input_value() == "보내려던 말"
    page.wait_for_selector(".card")  # it is answered, too
    other = page.context.new_page()
    other.goto(page.url)
    assert other.locator("#text").input_value() == ""
    page.locator("#text").fill("")
    assert page.evaluate(KEPT) == []
    page.goto(page.url + "songs")
    page.locator("#text").fill("노래를 고르려던 말")
    page.reload()
    assert page.locator("#text").input_value() == "노래를 고르려던 말"


def test_words_of_a_crisis_stay_nowhere(visit):
    page = visit("/")
    page.locator("#text").fill("요즘은 정말 죽고 싶다.")
    page.wait_for_selector("#help .crisis")
    wait = time.monotonic() + 5
    while page.evaluate(KEPT) and time.monotonic() < wait:
        time.sleep(0.05)
    assert page.evaluate(KEPT) == []


def test_a_day_survives_a_crash_of_its_tab(lenient, passing):
    from playwright.sync_api import Error

    page = lenient
    page.goto(passing.address + "/diary")
    page.locator("#text").fill("탭이 죽기 전에 쓰던 글")
    page.wait_for_timeout(500)  # the browser takes what a tab keeps out of its process a moment later
    with pytest.raises(Error, match="crash"):
        page.goto("chrome://crash")
    other = page.context.new_page()
    other.goto(passing.address + "/diary")
    assert other.locator("#text").input_value() == "탭이 죽기 전에 쓰던 글"


def test_a_draft_can_be_discarded_and_grows_old(visit):
    page = visit("/diary")
    assert page.locator("[data-discard]").is_hidden()
    page.locator("#text").fill("버릴 글")
    page.reload()
    page.locator("[data-discard]").click()
    assert page.locator("#text").input_value() == ""
    assert page.evaluate(KEPT) == []
    page.locator("#text").fill("오래된 글")
    page.evaluate(
        "localStorage['gyeol-diary-new'] = JSON.stringify({text: '오래된 글', at: Date.now() - 15 * 864e5})"
    )
    page.reload()
    assert page.locator("#text").input_value() == ""
    assert page.evaluate(KEPT) == []


def test_a_locked_diary_leaves_no_drafts(lenient, passing, engine):
    page = lenient
    page.goto(passing.address + "/diary")
    page.locator("#text").fill("잠그기 전에 쓰던 글")
    assert page.evaluate(KEPT) == ["gyeol-diary-new"]
    engine.mine.lock.put_on("a long enough passphrase")
    try:
        page.goto(passing.address + "/diary")
        assert page.evaluate(KEPT) == []
        page.locator("#text").fill("잠근 뒤에 쓰는 글")
        assert page.evaluate(KEPT) == []
    finally:
        engine.mine.lock.take_off("a long enough passphrase")


def test_setting_a_lock_takes_the_drafts_of_other_tabs_too(lenient, passing, engine):
    chat, diary, lock = lenient, lenient.context.new_page(), lenient.context.new_page()
    for page, path in ((chat, "/"), (diary, "/diary")):
        page.goto(passing.address + path)
        page.locator("#text").fill("잠그기 전에 쓰던 글")
        assert page.evaluate(KEPT)
    lock.goto(passing.address + "/lock")
    for name in ("new", "again"):
        lock.locator(f"[name={name}]").fill("a long enough passphrase")
    lock.locator("[name=understood]").check()
    lock.locator("[value=set]").click()
    try:
        lock.wait_for_selector("[value=shut]")
        assert [page.evaluate(KEPT) for page in (lock, diary, chat)] == [[], [], []]
    finally:
        engine.mine.lock.take_off("a long enough passphrase")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_steps_are_closed_for_good(visit, scripts):
    page = visit("/", scripts=scripts)
    assert page.locator(".steps li").count() == 3
    page.locator("[name=met]").click()
    page.wait_for_selector(".start-here")
    page.reload()
    assert page.locator(".steps").count() == 0
    assert page.locator(".start-here .pick").count() > 3


@pytest.mark.parametrize("scripts", [True, False])
def test_the_notice_of_a_low_stretch_is_turned_on_put_off_and_turned_off(visit, engine, scripts):
    for i in range(10):
        engine.diary.write("비가 와서 너무 우울했다. 슬펐다.", day=date.today() - timedelta(days=i))
    page = visit("/diary", scripts=scripts)
    assert page.locator(".low").count() == 0
    page.locator(".tabs a", has_text="흐름").click()
    page.locator(".notice [value=on]").click()
    page.wait_for_selector(".low")
    page.locator(".low .go").click()
    page.wait_for_selector("a[href='tel:109']")
    page.go_back()
    page.locator(".low [value=later]").click()
    page.wait_for_selector("#page")
    assert page.locator(".low").count() == 0
    page.locator(".tabs a", has_text="흐름").click()
    page.locator(".notice [value=off]").click()
    page.wait_for_selector(".notice [value=on]")


def test_a_word_leads_to_its_entries(visit, diary):
    page = visit("/diary/words", width=390)
    page.locator(".term", has_text="바다").click()
    page.wait_for_selector(".entries")
    assert page.locator(".entry").count() > 5
    assert page.locator("#past-title").evaluate("(h) => h.getBoundingClientRect().top < innerHeight / 2")
    assert "바다" not in page.url
    assert "%" not in page.url


def test_a_square_of_the_year_leads_to_its_day(visit, diary):
    page = visit("/diary/year", width=360)
    page.locator("a.square").last.click()
    page.wait_for_selector(".leaf")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_is_wider_than_the_window(visit, diary, width, language):
    page = visit("/", width=width, language=language)
    origin = page.url.rstrip("/")
    for path in MOODS:
        page.goto(origin + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_every_control_has_a_name_and_is_large_enough(visit, diary):
    page = visit("/", width=360)
    origin = page.url.rstrip("/")
    for path in MOODS:
        page.goto(origin + path)
        small = page.evaluate(
            """[...document.querySelectorAll('main :is(a, button, input)')].filter((one) => {
                 const box = one.getBoundingClientRect();
                 if (!box.height || one.closest('p.empty, p.more')) return false;
                 const label = one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? one.textContent;
                 const least = one.closest('.year') ? 21 : 40;
                 return box.height < least || box.width < least || !label.trim();
               }).map((one) => one.outerHTML.slice(0, 80))"""
        )
        assert small == [], path
