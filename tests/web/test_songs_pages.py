"""The page of songs without scripts: asked, rated, continued, reloaded, and nothing written in any address."""

import re
from html import unescape

import pytest

from gyeol.errors import Busy
from gyeol.store.corrected import Place

KO = {"Accept-Language": "ko"}
SAD = "비가 와서 너무 우울했다. 외롭다."


def send(client, **fields):
    """Send the form and follow the redirect as a browser does."""
    answer = client.post("/songs", data=fields)
    if answer.status_code != 303:
        return answer
    return client.get(answer.headers["location"].partition("#")[0], headers=KO)


def titles(page):
    return [unescape(one) for one in re.findall(r"<h3>(.*?)</h3>", page.text)]


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def query(page):
    return int(hidden(page)["query"])


def test_the_empty_page_says_how_it_works(client):
    page = client.get("/songs", headers=KO)
    assert page.status_code == 200
    assert 'href="/songs" aria-current="page"' in page.text
    assert "나온 노래는 다시 나오지 않아요" in page.text
    assert "Lift me gently" in client.get("/songs", headers={"Accept-Language": "en"}).text


def test_songs_come_with_reasons_and_links_and_reloading_asks_nothing_again(client):
    answer = client.post("/songs", data={"text": SAD, "mood": "opposite", "emotion": "5", "meaning": "1"})
    assert answer.status_code == 303
    at = answer.headers["location"]
    assert re.fullmatch(r"/songs\?answer=[\w-]+#songs", at)  # no word of the text
    page = client.get(at.partition("#")[0], headers=KO)
    assert len(titles(page)) == 5
    assert page.text.count('class="why"') == page.text.count('rel="noreferrer noopener"') == 5
    assert 'name="mood" value="opposite" checked' in page.text
    assert re.search(r'name="emotion" value="5" [^>]*checked', page.text)
    assert SAD in page.text
    assert titles(client.get(at.partition("#")[0])) == titles(page)
    more = send(client, query=str(query(page)), act="more")
    assert query(more) == query(page) + 1  # reloading recorded nothing


def test_the_language_changes_in_place(client):
    page = send(client, text=SAD)
    at = f"/songs?answer={hidden(page)['answer']}"
    english = client.get(at, headers={"Accept-Language": "en"})
    assert titles(english) == titles(page)
    assert "Find video" in english.text


def test_ratings_are_kept_and_more_never_repeats(client, engine):
    page = send(client, text=SAD)
    seen, first = titles(page), query(page)
    page = send(client, **hidden(page), text=SAD, act="rate", **{"rate-1": "5", "rate-2": "1"})
    assert titles(page) == seen
    assert len(re.findall(r'name="rate-\d" value="\d" [^>]*checked', page.text)) == 2
    assert sorted(engine.store.ratings(first).values()) == [1, 5]
    for _ in range(3):
        page = send(client, **hidden(page), text=SAD, act="more", **{"rate-1": "4"})
        assert len(titles(page)) == 5
        seen += titles(page)
    assert len(set(seen)) == len(seen) == 20
    assert "앞서 들려 드린 노래 15곡" in page.text
    assert page.text.count('<span class="given small">4점</span>') == 3  # the first one was changed from 5


def test_a_song_is_not_compared_with_itself(client):
    page = send(client, text=SAD)
    first = titles(page)[0]
    send(client, **hidden(page), text=SAD, act="rate", **{"rate-1": "5"})
    again = send(client, text=SAD)
    assert first in titles(again)
    reason = re.findall(r'<p class="why">(.*?)</p>', again.text)[titles(again).index(first)]
    assert f"‘{first}’에 준" not in unescape(reason)
    assert "전에 별점을 준 노래예요" in reason


def test_more_works_when_the_page_before_is_forgotten(client):
    first = send(client, text=SAD)
    client.app.state.listenings._pages.clear()
    assert client.get(f"/songs?answer={hidden(first)['answer']}").headers["location"] == "/songs"
    more = send(client, query=str(query(first)), answer="x", act="more")
    assert len(titles(more)) == 5
    assert not set(titles(more)) & set(titles(first))


def test_songs_run_out_gracefully(client, engine, tmp_path):
    table = tmp_path / "few.csv"
    table.write_text("title,artist,tags\nA,B,슬픈\nC,D,기쁜\n", encoding="utf-8")
    engine.songs.lists.import_path(table)
    try:
        number = engine.songs.for_text(SAD, lists=["few"]).query
        page = send(client, query=str(number), act="more")
    finally:
        engine.songs.lists.remove("few")
    assert page.status_code == 200
    assert "더 들려 드릴 노래가 없어요" in page.text
    assert 'value="more"' not in page.text


def test_a_day_of_the_diary_is_sent_by_its_number_only(client, engine):
    entry = engine.diary.write(SAD + " 아무에게도 말하지 못했다.")
    leaf = client.get(f"/diary/{entry.id}").text
    assert re.search(rf'action="/songs">\s*<input type="hidden" name="entry" value="{entry.id}"', leaf)
    page = send(client, entry=str(entry.id))
    assert len(titles(page)) == 5
    assert "말하지 못했다" not in page.text
    assert "일기로 골라요" in page.text
    again = send(client, **hidden(page), mood="lift", text="")
    assert len(titles(again)) == 5
    other = send(client, entry=str(entry.id), text="드디어 합격했다! 행복하다!")
    assert "일기로 골라요" not in other.text
    chip = send(client, day=str(entry.id), text="쓰다 만 글")
    assert "일기로 골라요" in chip.text
    assert "쓰다 만 글" in chip.text


def test_a_deleted_day_leads_back(client):
    assert client.post("/songs", data={"entry": "12345"}).headers["location"] == "/songs"


def test_in_a_crisis_there_is_help_and_no_song(client, engine):
    answer = client.post("/songs", data={"text": "요즘은 정말 죽고 싶다"}, headers=KO)
    assert answer.status_code == 200
    assert answer.text.index('class="help crisis"') < answer.text.index('id="ask"')
    assert titles(answer) == []
    assert 'value="more"' not in answer.text
    assert not client.app.state.listenings._pages
    entry = engine.diary.write("요즘은 정말 죽고 싶다")
    assert 'action="/songs"' not in client.get(f"/diary/{entry.id}").text
    assert titles(client.post("/songs", data={"entry": str(entry.id)})) == []


@pytest.mark.parametrize("text", ["  ", "가" * 100_001])
def test_what_cannot_be_read_is_kept_on_the_page(client, text):
    answer = client.post("/songs", data={"text": text}, headers=KO)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert text in answer.text


@pytest.mark.parametrize(
    "odd",
    [
        {"query": "99999", "act": "more"},
        {"query": "99999", "rate-1": "5"},
        {"query": "9" * 40, "act": "more"},
    ],
)
def test_answers_that_are_not_there_are_explained(client, odd):
    assert send(client, **odd).status_code == 422


def test_odd_values_become_the_middle(client):
    page = send(client, text=SAD, mood="loud", emotion="9", meaning="x", **{"rate-1": "7"})
    assert 'name="mood" value="same" checked' in page.text
    assert re.search(r'name="emotion" value="3" [^>]*checked', page.text)


def test_a_full_server_loses_nothing(client, monkeypatch):
    async def full(work):
        raise Busy("full")

    monkeypatch.setattr(client.app.state.desk, "do", full)
    answer = client.post("/songs", data={"text": SAD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert SAD in answer.text


def test_markup_is_written_as_text_and_nothing_is_inline(client):
    page = send(client, text="<script>alert(1)</script> 슬프다")
    assert "<script>alert" not in page.text
    assert not re.search(r"<[^>]+ (on\w+|style)=", page.text)


def test_a_visitor_with_many_lists_gets_songs(client):
    asked = client.post(
        "/songs", data={"text": SAD, "mood": "same", "list": [f"list-{n}" for n in range(40)]}
    )
    assert asked.status_code == 303


def test_a_day_that_was_corrected_gets_songs_for_what_its_author_said(client, engine):
    entry = engine.diary.write(SAD)
    before = send(client, day=str(entry.id))
    engine.learning.correct_entry(Place(entry.id), ["joy"])
    after = send(client, day=str(entry.id))
    assert ['class="tag f-sadness"' in before.text, 'class="tag f-joy"' in after.text] == [True, True]
    assert titles(after) != titles(before)
    assert 'class="chip day f-joy"' in client.get("/songs").text
    assert "chip day" not in after.text, "the day that was asked for is not offered again"
    engine.diary.delete(entry.id)
    assert engine.store.counts()["queries"] == 0, "what was asked for a deleted day goes with it"


@pytest.mark.parametrize("by", ["page", "api"])
def test_no_answer_stays_in_memory_after_a_day_was_deleted(client, engine, by):
    entry = engine.diary.write(SAD)
    kept = client.post("/songs", data={"text": SAD}).headers["location"].partition("#")[0]
    assert SAD in client.get(kept).text
    if by == "page":
        client.post(f"/diary/{entry.id}", data={"act": "delete"})
    else:
        assert client.delete(f"/api/v1/profiles/me/diary/{entry.id}").status_code == 204
    assert client.get(kept).status_code == 303
