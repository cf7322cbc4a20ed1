"""Corrections on the pages and in the API: one tap away, without scripts, and never lost to another tab."""

import io
import re
import zipfile

import pytest

from gyeol.engine import learning
from gyeol.errors import MissingExtra

TEXT = "팀 회식 끝나고 완전 쀼쀼해졌다"
ME = "/api/v1/profiles/me"


@pytest.fixture
def entry(client):
    sent = {"text": "비가 왔다. " + TEXT + "."}
    return client.post(f"{ME}/diary", json=sent).json()


def page(client, path):
    found = client.get(path)
    assert found.status_code == 200
    return found.text


def answered(client, text=TEXT):
    return page(client, client.post("/", data={"text": text}).headers["location"])


def test_a_message_is_corrected_with_a_form_and_read_anew(client):
    assert 'action="/correct"' in answered(client)
    after = client.post("/correct", data={"text": TEXT, "feel-joy": "on", "act": "keep", "seen": "0"})
    assert after.status_code == 303
    html = page(client, after.headers["location"])
    assert re.search(r'class="bar f-(\w+)"', html)[1] == "joy"
    assert TEXT in html
    assert "고쳐 준 마음: 기쁨" in html or "You said: Joy" in html
    client.post("/correct", data={"text": TEXT, "act": "undo", "seen": "1"})
    assert "고쳐 준 마음:" not in answered(client)


def test_a_second_tab_is_told_and_overwrites_nothing(client):
    for label, status in (("joy", 303), ("anger", 409)):
        sent = {"text": TEXT, f"feel-{label}": "on", "act": "keep", "seen": "0"}
        found = client.post("/correct", data=sent)
        assert found.status_code == status
    assert TEXT in found.text
    assert [one["labels"] for one in client.get(f"{ME}/corrections").json()] == [["joy"]]


def test_a_sentence_of_an_entry_is_corrected_and_shown_so(client, entry):
    number, s = entry["entry"]["id"], entry["reading"]["sentences"][1]
    sent = {
        "entry": number,
        "start": s["start"],
        "end": s["end"],
        "feel-joy": "on",
        "act": "keep",
        "seen": "0",
    }
    after = client.post("/correct", data=sent)
    assert after.headers["location"] == f"/diary/{number}#correct-s{s['start']}"
    html = page(client, f"/diary/{number}")
    assert '<span class="sentence f-joy"' in html
    assert html.count('action="/correct"') == 1 + len(entry["reading"]["sentences"])
    client.delete(f"{ME}/diary/{number}")
    assert client.post("/correct", data=sent | {"seen": "1"}).status_code == 404
    assert client.get(f"{ME}/corrections").json() == []


def test_no_correction_is_offered_beside_help_in_a_crisis(client):
    assert 'action="/correct"' not in client.post("/", data={"text": "죽고 싶어요"}).text


def test_the_page_of_learning_shows_forgets_and_exports(client):
    assert "/learning" in page(client, "/data")
    made = client.post(f"{ME}/corrections", json={"text": "=쀼쀼(1)", "labels": ["joy", "calm"]}).json()
    html = page(client, "/learning")
    assert "=쀼쀼(1)" in html
    csv = client.get("/learning/corrections.csv")
    assert csv.content.decode("utf-8-sig").splitlines()[1].startswith('\'=쀼쀼(1),"joy,calm"')
    book = zipfile.ZipFile(io.BytesIO(client.get("/learning/corrections.xlsx").content))
    assert (
        '<c t="inlineStr"><is><t xml:space="preserve">=쀼쀼(1)</t>'
        in book.read("xl/worksheets/sheet1.xml").decode()
    )
    client.post("/learning", data={"forget": str(made["id"])})
    assert "=쀼쀼(1)" not in page(client, "/learning")
    assert client.post("/learning", data={"act": "rollback"}).status_code == 303


def test_the_button_learns_in_the_background(client, engine, monkeypatch):
    client.post(f"{ME}/corrections", json={"text": TEXT, "labels": ["joy"]})
    assert client.post("/learning", data={"act": "learn"}).status_code == 303
    while engine.learning.job.state:
        pass
    [tried] = client.get("/api/v1/learning").json()["tries"][:1]
    assert tried["reasons"] == ["too_few"]
    assert "20" in page(client, "/learning")
    monkeypatch.setattr(learning.job.Job, "state", ("fit", 0.5))
    assert 'http-equiv="refresh"' in page(client, "/learning")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": TEXT, "labels": ["sadnes"]}, 404),
        ({"text": TEXT, "labels": []}, 422),
        ({"labels": ["joy"]}, 422),
        ({"text": TEXT, "labels": ["joy"], "consent": False}, 422),
        ({"entry": 999999, "labels": ["joy"]}, 404),
    ],
)
def test_the_api_names_what_is_wrong(client, sent, status):
    assert client.post(f"{ME}/corrections", json=sent).status_code == status


def test_the_api_answers_where_learning_stands(client):
    found = client.post(f"{ME}/corrections", json={"text": TEXT, "labels": ["joy"]})
    assert (found.status_code, found.json()["version"]) == (201, 1)
    again = client.post(f"{ME}/corrections", json={"text": TEXT, "labels": ["anger"]})
    assert again.status_code == 409
    assert client.post("/api/v1/learning/rollback", json={}).status_code == 422
    assert client.get("/api/v1/learning/drift").json()["alarm"] is None
    state = client.get("/api/v1/learning").json()
    assert (state["corrections"], state["fresh"], state["versions"]) == (1, 1, [])
    assert client.get(f"{ME}/corrections/export/jsonl").json()["labels"] == ["joy"]
    assert client.delete(f"{ME}/corrections/{found.json()['id']}").status_code == 204
    assert client.delete(f"{ME}/corrections/{found.json()['id']}").status_code == 404


KO = {"Accept-Language": "ko"}
TABLE = "text,labels\n쀼쀼한 하루,joy\n뀨뀨한 밤,편안\n몰라,기쁘\n,joy\n"


def bring(client, data, name="고침.csv", path=f"{ME}/corrections/import"):
    return client.post(path, files=[("files", (name, data))], headers=KO)


def test_a_file_is_brought_by_the_api_with_a_report(client):
    found = bring(client, TABLE.encode("cp949"))
    assert found.status_code == 201
    assert (found.json()["new"], found.json()["there"]) == (2, 0)
    assert [(one["row"], one["kind"]) for one in found.json()["skipped"]] == [(4, "unknown"), (5, "text")]
    assert [one["labels"] for one in client.get(f"{ME}/corrections").json()] == [["calm"], ["joy"]]
    again = bring(client, client.get(f"{ME}/corrections/export/jsonl").content, "c.jsonl").json()
    assert again == {"new": 0, "there": 2, "skipped": []}


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"Q,A\n1,2\n", "x.csv", "expected the columns text, labels"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\x00", "x.csv", ""),
        (b"PK\x03\x04broken", "x.xlsx", "not a workbook"),
        (b"", "x.csv", "found nothing"),
        (b"text,labels\n" + b"a,joy\n" * 10_001, "x.csv", "at most 10,000 rows"),
    ],
)
def test_a_file_that_is_none_changes_nothing_and_is_explained(client, data, name, told):
    found = bring(client, data, name)
    assert found.status_code == 422
    assert told in found.json()["detail"]
    shown = bring(client, data, name, "/learning/corrections")
    assert shown.status_code == 422
    assert "읽지 못했어요" in shown.text
    assert client.get(f"{ME}/corrections").json() == []


def test_the_page_brings_a_file_and_says_which_rows_it_left_out(client):
    assert 'action="/learning/corrections"' in page(client, "/learning")
    found = bring(client, TABLE.encode(), path="/learning/corrections")
    assert found.status_code == 200
    assert "고쳐 준 것 2개를 가져왔어요" in found.text
    assert "‘기쁘’는" in found.text
    assert "2개는 전에 고쳐 준 글" in bring(client, TABLE.encode(), path="/learning/corrections").text
    assert client.post("/learning/corrections", headers=KO).status_code == 422


def test_the_names_of_feelings_that_the_page_tells_are_taken(client):
    told = re.search(r"쉼표로 나눠 적어 주세요: ([^<]+)<", client.get("/learning", headers=KO).text)[1]
    table = "text\tlabels\n하나\t" + told + "\n"
    assert bring(client, table.encode()).json()["new"] == 1
    assert len(client.get(f"{ME}/corrections").json()[0]["labels"]) == 12


def test_a_workbook_is_brought_where_it_can_be_read(client, monkeypatch):
    client.post(f"{ME}/corrections", json={"text": "=쀼쀼(1)", "labels": ["joy", "calm"]})
    book = client.get("/learning/corrections.xlsx").content
    client.delete(f"{ME}/corrections/{client.get(f'{ME}/corrections').json()[0]['id']}")
    with monkeypatch.context() as patched:
        patched.setattr(learning.corrections.intake, "take", _without_openpyxl)
        assert bring(client, book, "c.xlsx").status_code == 501
        assert "CSV로 저장해서" in bring(client, book, "c.xlsx", "/learning/corrections").text
    pytest.importorskip("openpyxl")
    assert bring(client, book, "c.xlsx").json() == {"new": 1, "there": 0, "skipped": []}
    assert client.get(f"{ME}/corrections").json()[0]["text"] == "=쀼쀼(1)"


def _without_openpyxl(path):
    raise MissingExtra("reading XLSX needs the package 'openpyxl'; run: pip install 'gyeol[lab]'")


def test_a_form_of_another_site_brings_nothing(client):
    sent = {"files": [("files", ("c.csv", TABLE.encode()))], "headers": {"Origin": "http://evil.example"}}
    assert client.post("/learning/corrections", **sent).status_code == 403
    assert client.get(f"{ME}/corrections").json() == []
