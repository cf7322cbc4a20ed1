"""The pages of the diary without scripts: written, read, found, edited, deleted, and nothing lost on the way."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html import unescape
from threading import Barrier

import pytest

from gyeol.errors import Busy

GLAD, SAD = "드디어 합격했다! 정말 행복하다.", "비가 와서 너무 우울했다."
KO = {"Accept-Language": "ko"}


def write(client, text=GLAD, **more):
    answer = client.post("/diary", data={"text": text, "act": "write", **more})
    assert answer.status_code == 303
    return answer.headers["location"]


def text_of(page):
    """The text as a reader sees it in its highlighted form."""
    said = re.search(r'<div class="said"[^>]*>(.*?)</div>', page, re.DOTALL)[1]
    return unescape(re.sub(r"<[^>]+>", "", said))


def kept(page):
    return unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)[1])


def test_a_day_is_written_and_shown_sentence_by_sentence(client):
    at = write(client, GLAD + "\n\n" + SAD, title="<끝>", day="2026-11-20")
    page = client.get(at, headers=KO).text
    assert "2026년 11월 20일 (금)" in page
    assert "&lt;끝&gt;" in page
    assert text_of(page) == GLAD + "\n\n" + SAD
    assert page.count('class="sentence f-joy"') == 2
    assert 'class="sentence f-sadness"' in page
    assert '<svg viewBox="0 0 720 150" role="img"' in page
    assert "‘기쁨’에서 시작해 ‘슬픔’으로 끝난" in page


@pytest.mark.parametrize("text", ["  앞 공백\n\n\n끝  ", "<b>&amp;</b> \"'{{ 7 * 7 }}", "한 줄", "😊\t탭"])
def test_texts_are_shown_as_they_were(client, text):
    page = client.get(write(client, text)).text
    assert text_of(page).strip("\n ") == text.strip("\n ")
    assert kept(page).strip() == text.strip()


def test_reading_only_keeps_nothing(client, engine):
    page = client.post("/diary", data={"text": GLAD, "act": "read"}, headers=KO)
    assert page.status_code == 200
    assert "이 글의 마음은 ‘기쁨’" in page.text
    assert kept(page.text) == GLAD
    assert engine.diary.entries() == []


def test_help_stands_first(client):
    page = client.get(write(client, "요즘은 정말 죽고 싶다.")).text
    assert page.index('class="help crisis"') < page.index('class="leaf"')
    page = client.post("/diary", data={"text": "요즘은 정말 죽고 싶다.", "act": "read"}).text
    assert page.index('class="help crisis"') < page.index('id="text"')


def test_the_calendar_shows_moods_with_names(client):
    at = write(client, GLAD, day="2025-03-03")
    page = client.get("/diary?month=2025-03", headers=KO).text
    assert re.search(
        rf'class="felt-day f-joy" href="{at}" aria-label="3 · 2025년 3월 3일 \(월\), 기쁨"', page
    )
    assert 'href="/diary?month=2025-02"' in page
    assert 'href="/diary?month=2025-04"' in page
    assert "2025년 3월의 일기" in page
    assert (
        f'href="/diary?month={date.today():%Y-%m}"' not in client.get("/diary").text
    )  # no way into the future
    for odd in ("x", "2025-13", "0000-00", "<b>"):
        assert client.get("/diary", params={"month": odd}).status_code == 200


def test_the_ends_of_time_have_calendars(client):
    for month in ("9999-12", "0001-01", "0001-02"):
        assert client.get("/diary", params={"month": month}).status_code == 200


def test_entries_are_found_without_words_in_the_address(client):
    write(client, GLAD)
    write(client, SAD)
    page = client.post("/diary", data={"act": "search", "words": "우울 비가"}, headers=KO).text
    assert SAD in page
    assert "합격" not in page
    assert "일기 1편" in page
    assert "다른 낱말로" in client.post("/diary", data={"act": "search", "words": "없는말"}, headers=KO).text


def test_an_edit_is_kept_and_read_again(client, engine):
    at = write(client)
    answer = client.post(
        at, data={"act": "edit", "version": "1", "text": SAD, "title": "새", "day": "2026-01-02"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, at)
    [entry] = engine.diary.entries()
    assert (entry.page.text, entry.page.title, entry.page.day, entry.version) == (
        SAD,
        "새",
        date(2026, 1, 2),
        2,
    )


def test_two_tabs_lose_nothing(client, engine):
    at = write(client)
    client.post(at, data={"act": "edit", "version": "1", "text": "첫째 탭의 글"})
    late = client.post(at, data={"act": "edit", "version": "1", "text": "둘째 탭의 글"}, headers=KO)
    assert late.status_code == 409
    assert text_of(late.text) == "첫째 탭의 글"
    assert kept(late.text) == "둘째 탭의 글"
    assert 'name="version" value="2"' in late.text
    assert "다른 곳에서 먼저 고쳐졌어요" in late.text
    assert client.post(at, data={"act": "edit", "version": "2", "text": "둘째 탭의 글"}).status_code == 303


def test_an_entry_is_deleted(client, engine):
    at = write(client)
    assert client.post(at, data={"act": "delete"}).headers["location"] == "/diary"
    assert client.get(at).status_code == client.post(at, data={"act": "delete"}).status_code == 404
    assert engine.diary.entries() == []


@pytest.mark.parametrize("text", ["   ", "가" * 100_001])
def test_what_cannot_be_kept_comes_back_whole(client, engine, text):
    page = client.post("/diary", data={"act": "write", "text": text, "title": "제목"})
    assert page.status_code == 422
    assert kept(page.text).strip() == text.strip()
    assert 'value="제목"' in page.text
    assert engine.diary.entries() == []


def test_a_crowd_loses_nothing(client, engine, monkeypatch):
    async def busy(*_):
        raise Busy("full")

    monkeypatch.setattr("gyeol.web.desk.Desk.do", busy)
    page = client.post("/diary", data={"act": "write", "text": SAD})
    assert (page.status_code, page.headers["retry-after"], kept(page.text)) == (429, "1", SAD)


def test_what_is_not_there_is_a_page(client):
    assert client.get("/diary/999").status_code == 404
    assert client.get("/diary/x").status_code == 422
    assert client.post("/diary/999", data={"act": "edit", "text": "a", "version": "1"}).status_code == 404


def test_the_page_does_not_say_that_nothing_is_stored(client):
    page = client.get("/diary", headers=KO).text
    assert "이 기기에만 저장" in page
    assert "저장하지도" not in page
    assert 'href="/diary" aria-current="page"' in page


def test_a_button_pressed_twice_keeps_one_entry(client, engine):
    assert write(client, SAD, day="2026-11-20") == write(client, SAD, day="2026-11-20")
    assert write(client, SAD, day="2026-11-21") != write(client, SAD, day="2026-11-20")
    assert write(client, "\x0b" + SAD, day="2026-11-20") == write(client, SAD, day="2026-11-20")
    assert len(engine.diary.entries()) == 2


def test_a_button_pressed_twice_at_once_keeps_one_entry(client, engine, monkeypatch):
    read, both = engine.diary.read, Barrier(2, timeout=20)

    def slow(text):
        both.wait()  # each is read before either is kept
        return read(text)

    monkeypatch.setattr(engine.diary, "read", slow)
    with ThreadPoolExecutor(2) as two:
        assert len(set(two.map(lambda _: write(client, SAD), range(2)))) == 1
    assert len(engine.diary.entries()) == 1


def test_the_same_text_under_another_title_is_another_entry(client, engine):
    assert write(client, SAD, title="아침") != write(client, SAD, title="저녁")
    assert [entry.page.title for entry in engine.diary.entries()] == ["저녁", "아침"]


def test_a_third_language_is_read_and_said_to_be_one(client):
    assert "한국어나 영어가 아닌" in client.get(write(client, "今日は疲れた。もう寝る。"), headers=KO).text
    assert "한국어나 영어가 아닌" not in client.get(write(client, "😊"), headers=KO).text


def test_a_day_that_no_calendar_has_is_not_taken_for_today(client, engine):
    answer = client.post("/diary", data={"text": SAD, "day": "2026-02-30", "act": "write"}, headers=KO)
    assert answer.status_code == 422
    assert "달력에 없는 날짜" in answer.text
    assert SAD in answer.text
    assert engine.diary.entries() == []
