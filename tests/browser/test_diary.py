"""A week of diary in a browser: written, read, found; drafts survive; with scripts and without."""

import pytest

pytestmark = pytest.mark.browser

WEEK = [
    ("2026-11-02", "드디어 합격했다! 정말 행복하다.", "joy"),
    ("2026-11-03", "비가 와서 너무 우울했다. 눈물이 났다.", "sadness"),
    ("2026-11-04", "팀장님이 또 소리를 질렀다. 진짜 화가 난다.", "anger"),
    ("2026-11-05", "친구가 도와줘서 정말 고마웠다. 고맙다 친구야.", "gratitude"),
    ("2026-11-06", "내일 면접이라 너무 떨리고 불안하다.", "anxiety"),
    ("2026-11-07", "하루 종일 일했더니 너무 피곤하다. 지쳤다.", "fatigue"),
    ("2026-11-08", "I am so happy today! We danced all night.", "joy"),
]


def write(page, day, text):
    page.locator("[name=day]").fill(day)
    page.locator("#text").fill(text)
    page.locator("[value=write]").click()
    page.wait_for_selector(".leaf")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_week_of_diary(visit, engine, scripts):
    page = visit("/diary", scripts=scripts, width=390)
    for day, text, feeling in WEEK:
        write(page, day, text)
        assert page.locator(".page-head").get_attribute("class").endswith(feeling)
        page.locator(".back").click()
    assert page.locator(".felt-day").count() == 7
    page.locator(".felt-day", has_text="3").first.click()
    page.wait_for_selector(".leaf")
    assert page.locator(".sentence").all_inner_texts() == ["비가 와서 너무 우울했다.", "눈물이 났다."]
    page.locator(".change summary").first.click()
    page.locator("#text").fill("비가 그쳤다. 정말 기쁘고 행복하다!")
    page.locator("[value=edit]").click()
    page.wait_for_selector(".page-head.f-joy")
    page.goto(page.url.split("/diary")[0] + "/diary")
    page.locator("#words").fill("면접")
    page.locator("[value=search]").click()
    assert page.locator(".entry").count() == 1
    page.locator(".entry").click()
    page.locator(".remove summary").click()
    page.locator("[value=delete]").click()
    page.wait_for_selector(".diary")
    assert len(engine.diary.entries()) == 6


def test_a_draft_survives_a_reload_and_is_forgotten_once_kept(visit, engine):
    page = visit("/diary")
    page.locator("[name=title]").fill("제목")
    page.locator("#text").press_sequentially("쓰다 만 글", delay=5)
    page.reload()
    assert page.locator("#text").input_value() == "쓰다 만 글"
    assert page.locator("[name=title]").input_value() == "제목"
    page.locator("[value=write]").click()
    page.wait_for_selector(".leaf")
    page.goto(page.url.rsplit("/", 1)[0])
    assert page.locator("#text").input_value() == ""
    assert engine.diary.entries()[0].page.text == "쓰다 만 글"


def test_an_edit_that_was_not_saved_survives_and_a_deleted_entry_leaves_no_draft(visit, engine):
    entry = engine.diary.write("처음 글")
    page = visit(f"/diary/{entry.id}")
    page.locator(".change summary").first.click()
    page.locator("#text").fill("고치다 만 글")
    page.reload()
    assert page.locator("#text").is_visible()
    assert page.locator("#text").input_value() == "고치다 만 글"
    page.locator(".remove summary").click()
    page.locator("[value=delete]").click()
    page.wait_for_selector(".diary")
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('gyeol-diary')).length") == 0


@pytest.fixture
def lenient(chromium, server, engine):
    """A page whose console may complain, as Chromium does of every answer that is an error."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 800}, locale="ko-KR", reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    yield context.new_page(), server[0]
    context.close()


def test_a_draft_of_an_older_version_meets_the_newer_one_and_neither_is_lost(lenient, engine):
    entry = engine.diary.write("처음 글")
    page, address = lenient
    page.goto(f"{address}/diary/{entry.id}")
    page.locator(".change summary").first.click()
    page.locator("#text").fill("이 탭에서 고치던 글")
    engine.diary.edit(entry.id, "다른 곳에서 고친 글", version=1)
    page.reload()
    assert page.locator("#text").input_value() == "이 탭에서 고치던 글"
    assert page.locator(".said").inner_text() == "다른 곳에서 고친 글"
    with page.expect_response(lambda r: r.request.method == "POST") as answer:
        page.locator("[value=edit]").click()
    assert answer.value.status == 409
    assert page.locator("#text").input_value() == "이 탭에서 고치던 글"
    page.goto(page.url)
    assert page.locator("#text").input_value() == "이 탭에서 고치던 글"
    page.locator("[value=edit]").click()
    page.wait_for_selector(".said:has-text('이 탭에서')")
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('gyeol-diary')).length") == 0


def test_what_was_only_read_survives_too(visit):
    page = visit("/diary")
    page.locator("#text").fill("정말 행복하다. 고맙다. 좋다.")
    page.locator("[value=read]").click()
    page.wait_for_selector(".sentence")
    page.goto(page.url)
    assert page.locator("#text").input_value() == "정말 행복하다. 고맙다. 좋다."


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_is_wider_than_the_window(visit, engine, width, language):
    entry = engine.diary.write(
        "비가 와서 우울했다. " * 8 + "https://example.com/" + "a" * 120, title="제" * 60
    )
    for path in ("/diary", f"/diary/{entry.id}"):
        page = visit(path, width=width, language=language)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_has_a_name_and_is_large_enough(visit, engine):
    engine.diary.write("정말 행복하다. 고맙다. 좋다.")
    page = visit("/diary", width=360)
    small = page.evaluate(
        """[...document.querySelectorAll('.diary :is(a, button, input, textarea)')].filter((one) => {
             if (one.hidden) return false;
             const box = one.getBoundingClientRect();
             const label = one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? one.textContent;
             return box.height < 40 || box.width < 40 || !label.trim();
           }).map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert small == []
