"""Moods over time without scripts: a year, a trend with its table, words, files, the quiet notice, help."""

import re
from datetime import date, timedelta

import pytest

from gyeol import store as stores
from gyeol.emotion import PRODUCT
from gyeol.store.entries import Page

KO, EN = {"Accept-Language": "ko"}, {"Accept-Language": "en"}
TODAY = date.today()
FEELINGS = ["joy", "sadness", "neutral", "calm", "anger"]


@pytest.fixture
def keep(engine):
    def keep(*days):
        """(days ago, feeling, text) as they would have been read."""
        pages = [
            Page(
                TODAY - timedelta(days=ago), "", text, "ko", top,
                {label: float(label == top) for label in PRODUCT.labels}, 0.9, "m@1", "rules", (),
            )
            for ago, top, text in days
        ]  # fmt: skip
        return stores.diary.write(engine.store, "me", pages)

    return keep


@pytest.mark.parametrize(
    "path", ["year", "trend", "trend?span=year", "trend?span=all", "words", "words?span=month", "files"]
)
@pytest.mark.parametrize("language", [KO, EN])
def test_an_empty_diary_has_its_pages(client, path, language):
    page = client.get(f"/diary/{path}", headers=language)
    assert page.status_code == 200
    assert 'href="/diary/year"' in page.text
    assert 'href="/diary" aria-current="page"' in page.text


@pytest.mark.parametrize(
    "path",
    [
        "year?year=x",
        "year?year=0000",
        "year?year=9999",
        "year?feeling=<b>",
        "trend?span=x",
        "words?year=12345",
    ],
)
def test_odd_addresses_show_what_there_is(client, path):
    page = client.get(f"/diary/{path}", headers=KO)
    assert page.status_code == 200
    assert "<b>" not in re.findall(r"<h1[^>]*>.*?</h1>", page.text)[0]


def test_a_year_shows_each_day_in_words_and_leads_to_it(client, keep):
    [entry] = keep((0, "joy", "글"))
    page = client.get("/diary/year", headers=KO).text
    told = f"{TODAY.year}년 {TODAY.month}월 {TODAY.day}일"
    assert re.search(
        rf'class="square f-joy now" href="/diary/{entry.id}" aria-label="{told}[^"]*, 기쁨"', page
    )
    assert "1일" in re.search(r'class="count-bar f-joy".*?</a>', page, re.DOTALL)[0]
    assert page.count('class="row-month"') == 12
    assert f"/diary/year?year={TODAY.year - 1}" in page
    assert f"/diary/year?year={TODAY.year + 1}" not in page  # no way into the future


def test_a_feeling_alone_keeps_its_colour(client, keep):
    keep((0, "joy", "글"), (1, "sadness", "글"))
    page = client.get(f"/diary/year?year={TODAY.year}&feeling=joy").text
    assert "f-sadness pale" in page
    assert "f-joy pale" not in page


def test_a_trend_has_a_table_that_says_the_same(client, keep):
    keep(*((i, FEELINGS[i % 2], f"글 {i}") for i in range(20)))
    page = client.get("/diary/trend", headers=EN).text
    assert page.count('class="dot"') == len(re.findall(r'<th scope="row">', page)) == 20
    assert "<td>very light <small>+0.90</small></td>" in page
    assert "<td>very heavy <small>−0.70</small></td>" in page


def test_a_gap_breaks_the_line(client, keep):
    keep(*((i, "joy", f"글 {i}") for i in (0, 1, 2, 20, 21, 22)))
    assert client.get("/diary/trend").text.count('class="line"') == 2


def test_words_are_buttons_that_search_without_telling_the_address(client, keep):
    keep((0, "joy", "바다를 보았다."), (1, "joy", "바다에 갔다."))
    page = client.get("/diary/words", headers=KO).text
    assert '<button class="term s3 f-neutral" name="words" value="바다"' in page
    found = client.post("/diary", data={"act": "search", "words": "바다"}, headers=KO).text
    assert "일기 2편" in found


def test_help_stands_before_words_and_crisis_words_are_not_among_them(client, keep):
    keep(*((i, "sadness", "자살을 생각했다. 바다를 보았다.") for i in range(3)))
    page = client.get("/diary/words", headers=KO).text
    assert page.index('class="help crisis"') < page.index('class="cloud"')
    assert "자살" not in re.search(r'class="cloud".*?</ul>', page, re.DOTALL)[0]


def test_the_days_to_come_are_shown_with_their_record_or_with_a_reason(client, keep):
    page = client.get("/diary/trend", headers=KO).text
    assert "지금까지 0일을 썼고" in page
    assert 'class="coming"' not in page
    keep(*((i, FEELINGS[(i * i * 7 + i) % 5], f"글 {i}") for i in range(200)))
    page = client.get("/diary/trend", headers=KO).text
    assert ('class="coming"' in page) == ("보다 가까웠어요" in page)


def test_the_notice_is_off_until_it_is_asked_for(client, keep):
    keep(*((i, "sadness", f"글 {i}") for i in range(14)))
    assert 'class="low"' not in client.get("/diary").text
    assert "지금 꺼져 있어요" in client.get("/diary/trend", headers=KO).text
    on = client.post("/diary/notice", data={"act": "on"})
    assert on.headers["location"] == "/diary/trend#notice"
    page = client.get("/diary", headers=KO).text
    assert page.index('class="low"') < page.index('id="page"')
    assert 'href="/help"' in re.search(r'class="low".*?</section>', page, re.DOTALL)[0]
    assert "14일 가운데 14일" in page
    client.post("/diary/notice", data={"act": "later"})
    assert 'class="low"' not in client.get("/diary").text
    assert "지금 켜져 있어요" in client.get("/diary/trend", headers=KO).text
    client.post("/diary/notice", data={"act": "on"})
    assert 'class="low"' in client.get("/diary").text
    client.post("/diary/notice", data={"act": "off"})
    assert 'class="low"' not in client.get("/diary").text


@pytest.mark.parametrize("state", ["on-x", "x", "on-2026-13-99", ""])
def test_an_odd_cookie_of_the_notice_breaks_nothing(client, state):
    client.cookies.set("low", state)
    assert client.get("/diary").status_code == client.get("/diary/trend").status_code == 200


def test_the_notice_says_nothing_of_light_days(client, keep):
    keep(*((i, "joy", f"글 {i}") for i in range(14)))
    client.post("/diary/notice", data={"act": "on"})
    assert 'class="low"' not in client.get("/diary").text


@pytest.mark.parametrize(("language", "number"), [(KO, "109"), (EN, "988")])
def test_who_listens_is_a_page_of_its_own(client, language, number):
    page = client.get("/help", headers=language).text
    assert f'href="tel:{number}"' in page
    assert 'href="/help"' in client.get("/songs", headers=language).text


DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    "2026-11-20,November 20,Friday,21:00,푹 쉼,산책 | 차,끝,오늘은 정말 행복했다.\n"
    "어제,?,?,8:00,good,,,깨진 날짜\n"
    "2026-11-18,November 18,Wednesday,7:00,meh,,,\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_a_diary_of_daylio_is_brought_in_on_the_page(client, engine, encoding):
    file = {"files": ("daylio.csv", DAYLIO.encode(encoding), "text/csv")}
    page = client.post("/diary/files", files=file, headers=KO).text
    assert "일기 2편을 가져왔어요" in page
    assert re.search(r"<b>3번째 줄</b> 날짜를 알아볼 수 없어요", page)
    assert [e.page.text for e in engine.diary.entries()] == [
        "오늘은 정말 행복했다.\n\n푹 쉼 · 산책 | 차 · 21:00", "meh · 7:00",
    ]  # fmt: skip
    again = client.post("/diary/files", files=file, headers=KO).text
    assert "일기 0편을" in again
    assert again.count("이미 일기에 있어요") == 2


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"files": ("a.csv", b"x,y\n1,2\n", "text/csv")}, "일기로 읽을 수 없는"),
        ({"files": ("a.md", b"\xff\x00\x81\x20\xff", "text/plain")}, "일기로 읽을 수 없는"),
        ({"other": ("", b"")}, "고른 파일이 없어요"),
    ],
)
def test_a_file_that_is_no_diary_changes_nothing(client, engine, files, says):
    answer = client.post("/diary/files", files=files, headers=KO)
    assert answer.status_code in (400, 422)
    assert says in answer.text
    assert engine.diary.entries() == []


def test_an_import_that_breaks_off_keeps_nothing(client, engine, monkeypatch):
    real, calls = engine.diary._page, []

    def fails(text, day, title):
        calls.append(text)
        if len(calls) == 2:
            raise OSError("disk full")
        return real(text, day, title)

    monkeypatch.setattr(engine.diary, "_page", fails)
    file = {"files": ("daylio.csv", DAYLIO.encode(), "text/csv")}
    assert client.post("/diary/files", files=file).status_code == 500
    assert engine.diary.entries() == []


def test_the_first_steps_can_be_closed_and_nothing_written_is_lost(client):
    page = client.get("/", headers=KO).text
    assert "세 걸음이면 돼요" in page
    closed = client.post("/", data={"met": "1"})
    assert (closed.status_code, closed.headers["location"]) == (303, "/")
    page = client.get("/", headers=KO).text
    assert "세 걸음이면 돼요" not in page
    assert 'class="starters"' in page
    client.cookies.clear()
    sent = client.post("/", data={"met": "1", "text": "정말 행복하다"}, follow_redirects=True)
    assert "정말 행복하다</textarea>" in sent.text


API = "/api/v1/profiles/me"


def test_the_same_over_http(client, keep):
    keep(*((i, "sadness", "바다를 보았다.") for i in range(9)))
    assert [d["top"] for d in client.get(f"{API}/moods/years/{TODAY.year}").json()]
    trend = client.get(f"{API}/moods/trend?span=all").json()
    assert sum(stage["days"] for stage in trend["stages"]) == 9
    assert client.get(f"{API}/moods/trend?span=x").status_code == 422
    words = client.get(f"{API}/moods/words").json()
    assert words["words"] == [{"word": "바다", "entries": 9, "top": "neutral"}]
    ahead = client.get(f"{API}/moods/ahead").json()
    assert (ahead["days"], ahead["why_not"], ahead["written"]) == ([], "few", 9)
    low = client.get(f"{API}/moods/low").json()
    assert (low["lasts"], low["days"], low["heavy"]) == (True, 9, 9)
    assert client.get("/api/v1/profiles/other/moods/low").json()["lasts"] is False


def test_a_diary_is_imported_over_http(client, engine):
    file = {"files": ("daylio.csv", DAYLIO.encode("cp949"), "text/csv")}
    answer = client.post(f"{API}/diary/import", files=file)
    assert answer.status_code == 201
    assert answer.json() == {
        "entries": 2,
        "skipped": [{"line": 3, "why": "'어제' is no day; write it as 2026-11-21", "kind": "day"}],
    }
    bad = client.post(f"{API}/diary/import", files={"files": ("a.csv", b"x\n", "text/csv")})
    assert bad.status_code == 422
    assert bad.headers["content-type"] == "application/problem+json"


def test_a_locked_diary_shows_its_lock_in_place_of_all_this(client, engine, keep):
    keep((0, "joy", "바다를 보았다."))
    engine.mine.lock.put_on("a long enough passphrase")
    try:
        engine.mine.lock.shut()
        for path in ("year", "trend", "words"):
            page = client.get(f"/diary/{path}", headers=KO)
            assert page.status_code == 423
            assert 'name="passphrase"' in page.text
            assert "바다" not in page.text
        assert client.get(f"{API}/moods/trend").status_code == 423
    finally:
        engine.mine.lock.take_off("a long enough passphrase")
