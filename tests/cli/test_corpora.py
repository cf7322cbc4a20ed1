"""`gyeol corpora` from the outside: what it prints, in which form, and with which exit code."""

import json

import pytest
from typer.testing import CliRunner

from gyeol.cli import app
from gyeol.errors import BadData, BadRequest, BadSetting, Refused
from tests.lab.speaker import speaker

LINES = "Q,A,label\n밥 먹자,네,0\n보고 싶다,네,1\n보고 싶다,네,2\n"


@pytest.fixture
def gyeol(monkeypatch):
    """Return a function that runs the command line and returns its answer; errors are raised."""
    monkeypatch.delenv("GYEOL_DATA", raising=False)

    def run(*arguments):
        answer = CliRunner().invoke(app, ["corpora", *map(str, arguments)])
        if answer.exception and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        assert answer.exit_code == 0
        return answer.stdout

    return run


@pytest.fixture
def songs(tmp_path):
    path = tmp_path / "chat.csv"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_list_names_every_corpus(gyeol):
    rows = [json.loads(line) for line in gyeol("list", "--json").splitlines()]
    assert {"aihub_single", "aihub_emotional", "kote", "own"} <= {row["name"] for row in rows}
    assert all(row["licence"] and row["citation"] for row in rows)
    assert not next(row for row in rows if row["name"] == "dair")["may_ship"]
    assert "aihub_speech" in gyeol("list")


def test_show_tells_labels_and_counts(gyeol, songs):
    assert "break-up" in gyeol("show", "songys")
    row = json.loads(gyeol("show", "songys", "--path", songs, "--json"))
    assert (row["labels"], row["audit"]["n"]) == (["daily", "break-up", "love"], 2)


def test_check_recognises_and_counts(gyeol, songs):
    row = json.loads(gyeol("check", songs, "--json"))
    assert (row["corpus"], row["licence"], row["n"], row["duplicates"], row["contradictions"]) == (
        "songys",
        "MIT",
        2,
        1,
        1,
    )
    assert row["skipped"] == [{"why": "repeats an earlier row", "n": 1, "first": "chat.csv row 4"}]
    assert "repeats an earlier row" in gyeol("check", songs)


def test_check_of_a_folder_tells_each_corpus(gyeol, songs):
    (songs.parent / "k.txt").write_text("7\t집이 최고\t14,40\n", encoding="utf-8")
    rows = [json.loads(line) for line in gyeol("check", songs.parent, "--json").splitlines()]
    assert [row["corpus"] for row in rows] == ["kote", "songys"]


def test_check_of_ones_own_table(gyeol, tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text("본문\t기분\n와\t기쁨\n", encoding="utf-8")
    with pytest.raises(BadData, match="--text and --label"):
        gyeol("check", path)
    assert json.loads(gyeol("check", path, "--text", "본문", "--label", "기분", "--json"))["labels"] == {
        "기쁨": 1
    }


def test_collecting_needs_a_key_and_says_which(gyeol, tmp_path, monkeypatch):
    monkeypatch.delenv("NAVER_CLIENT_ID", raising=False)
    with pytest.raises(BadSetting, match="set NAVER_CLIENT_ID"):
        gyeol("collect", "--out", tmp_path / "o.jsonl")


def test_collecting_writes_what_it_found(gyeol, tmp_path, monkeypatch):
    for name in ("NAVER_CLIENT_ID", "NAVER_CLIENT_SECRET"):
        monkeypatch.setenv(name, "x")
    words, out = tmp_path / "w.toml", tmp_path / "o.jsonl"
    words.write_text('joy = ["신나"]', encoding="utf-8")
    with speaker(lambda heard, n: (200, {"items": [{"title": "오늘 참 <b>신나</b>요"}]})) as server:
        gyeol("collect", "--out", out, "--keywords", words, "--url", server.url)
    assert json.loads(out.read_text(encoding="utf-8")) == {
        "text": "오늘 참 신나요",
        "label": "joy",
        "keyword": "신나",
    }
    assert json.loads(gyeol("check", out, "--text", "text", "--label", "label", "--json"))["n"] == 1


def answer(label):
    return lambda heard, n: (200, {"choices": [{"message": {"content": json.dumps({"label": label})}}]})


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps({"text": f"글 {i}"}) + "\n" for i in range(3)), encoding="utf-8")
    return path


def test_labelling_asks_before_it_costs_anything(gyeol, texts):
    with speaker(answer("a")) as server:
        wanted = (
            "label",
            texts,
            "--url",
            server.url,
            "--model",
            "m",
            "--labels",
            "a,b",
            "--out",
            texts.parent / "o.jsonl",
        )
        with pytest.raises(BadRequest, match="--yes"):
            gyeol(*wanted)
        assert not server.heard
        gyeol(*wanted, "--yes")
        assert len(server.heard) == 3
        gyeol(*wanted)  # nothing is left to ask, so nothing to agree to
        assert len(server.heard) == 3
    assert json.loads((texts.parent / "o.jsonl.card.json").read_text(encoding="utf-8"))["verified"] is None


def test_labels_that_people_do_not_share_are_refused_and_nothing_is_labelled(gyeol, texts):
    sample = texts.parent / "people.csv"
    sample.write_text(
        "text,label\n" + "".join(f"본 {i},{'ab'[i % 2]}\n" for i in range(30)), encoding="utf-8"
    )
    out = texts.parent / "o.jsonl"
    with speaker(answer("a")) as server:
        wanted = (
            "label",
            texts,
            "--url",
            server.url,
            "--model",
            "m",
            "--labels",
            "a,b",
            "--out",
            out,
            "--yes",
            "--verify",
            sample,
        )
        with pytest.raises(Refused, match=r"kappa 0\.60 or more, it agrees by 0\.00"):
            gyeol(*wanted)
        assert not out.exists()
        gyeol(*wanted, "--min-kappa", "-1")
        assert len(server.heard) == 33  # the sample is not asked twice
    card = json.loads((texts.parent / "o.jsonl.card.json").read_text(encoding="utf-8"))
    assert card["verified"]["n"] == 30


def test_a_key_never_travels_in_the_clear(gyeol, texts):
    with pytest.raises(BadSetting, match="encrypted"):
        gyeol(
            "label",
            texts,
            "--url",
            "http://example.org/v1",
            "--model",
            "m",
            "--out",
            texts.parent / "o",
            "--yes",
        )
