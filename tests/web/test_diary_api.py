"""The diary over REST: its shapes, its refusals, and that other profiles see nothing."""

import pytest

GLAD, SAD = "드디어 합격했다! 정말 행복하다.", "비가 와서 너무 우울했다."
AT = "/api/v1/profiles/me/diary"


def write(client, text=GLAD, **more):
    answer = client.post(AT, json={"text": text, **more})
    assert answer.status_code == 201
    return answer.json()["entry"]


def test_a_day_is_read_and_not_kept(client, engine):
    row = client.post("/api/v1/diary/read", json={"text": GLAD + "\n" + SAD}).json()
    assert [s["text"] for s in row["sentences"]] == ["드디어 합격했다!", "정말 행복하다.", SAD]
    assert (row["top"], row["help"], len(row["timeline"])) == ("joy", None, 3)
    assert client.post("/api/v1/diary/read", json={"text": "정말 죽고 싶다"}).json()["help"] == "crisis"
    assert engine.store.profiles() == []


def test_an_entry_lives(client):
    entry = write(client, day="2026-11-20", title="끝")
    assert (entry["version"], entry["day"], entry["title"], entry["top"]) == (1, "2026-11-20", "끝", "joy")
    at = f"{AT}/{entry['id']}"
    assert client.get(at).json()["entry"] == entry
    edited = client.patch(at, json={"text": SAD, "version": 1}).json()["entry"]
    assert (edited["version"], edited["title"], edited["top"]) == (2, "끝", "sadness")
    late = client.patch(at, json={"text": GLAD, "version": 1})
    assert (late.status_code, late.json()["type"]) == (409, "urn:gyeol:problem:conflict")
    assert client.delete(at).status_code == 204
    assert client.get(at).status_code == client.delete(at).status_code == 404


def test_entries_are_listed_found_and_counted_by_day(client):
    write(client, day="2026-11-20")
    write(client, SAD, day="2026-11-21")
    assert [e["text"] for e in client.get(AT).json()] == [SAD, GLAD]
    assert [e["text"] for e in client.get(AT, params={"to": "2026-11-20"}).json()] == [GLAD]
    assert [e["text"] for e in client.post(f"{AT}/search", json={"query": "우울 비가"}).json()] == [SAD]
    moods = client.get("/api/v1/profiles/me/moods", params={"from": "2026-11-21"}).json()
    assert [(m["day"], m["top"]) for m in moods] == [("2026-11-21", "sadness")]
    assert client.get("/api/v1/profiles/you/diary").json() == []


def test_another_profile_cannot_reach_an_entry(client):
    at = f"/api/v1/profiles/you/diary/{write(client)['id']}"
    assert client.get(at).status_code == 404
    assert client.patch(at, json={"text": SAD, "version": 1}).status_code == 404
    assert client.delete(at).status_code == 404


@pytest.mark.parametrize(
    ("form", "kind"), [("markdown", "text/markdown"), ("csv", "text/csv"), ("json", "application/json")]
)
def test_the_whole_diary_is_a_file(client, form, kind):
    write(client)
    answer = client.get(f"{AT}/export/{form}")
    assert answer.headers["content-type"].startswith(kind)
    assert "attachment" in answer.headers["content-disposition"]
    assert GLAD in answer.text


@pytest.mark.parametrize(
    "body",
    [
        {"text": " "},
        {"text": "a", "day": "2026-02-30"},
        {"text": "a", "title": "가" * 201},
        {"text": "가" * 100_001},
        {},
        {"text": "a", "mood": 1},
    ],
)
def test_what_cannot_be_kept_is_refused_and_not_repeated(client, body):
    answer = client.post(AT, json=body)
    assert answer.status_code == 422
    assert "가가가" not in answer.text
    assert client.get(AT).json() == []


@pytest.mark.parametrize("day", ["0", "1700000000", "2026-11-21T00:00:00", "21.11.2026", "2026-13-01", ""])
def test_a_day_is_a_date_written_out(client, day):
    for path in ("diary", "moods", "moods/words"):
        assert client.get(f"/api/v1/profiles/me/{path}", params={"to": day}).status_code == 422
    assert client.post("/api/v1/profiles/me/diary", json={"text": "a", "day": day}).status_code == 422
