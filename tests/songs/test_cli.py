"""`gyeol songs` as a user meets it."""

import json
import sys

import pytest

from gyeol import Engine
from gyeol.cli import main


@pytest.fixture
def run(capsys, monkeypatch):
    def run(*arguments, code=0):
        monkeypatch.setattr(sys, "argv", ["gyeol", "songs", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        assert int(stop.value.code or 0) == code, err
        return out, err

    return run


def test_a_whole_evening(run, table, tmp_path):
    report = json.loads(run("import", table, "--name", "mine", "--json")[0])
    assert (report["songs"], report["with_feeling"], report["skipped"]) == (10, 10, {})
    lists = json.loads(run("list", "--json")[0])["lists"]
    assert [(row["name"], row["ours"]) for row in lists] == [("gyeol", True), ("mine", False)]
    assert "호수" in run("show", "mine")[0]
    assert json.loads(run("show", "mine/물결-조용한-호수")[0])["title"] == "조용한 호수"

    answer = json.loads(run("for", "너무", "외롭고", "슬프다", "--list", "mine", "--json")[0])
    assert [set(song) >= {"id", "why", "reason", "link"} for song in answer["songs"]] == [True] * 5
    query, first = answer["query"], answer["songs"][0]["id"]
    assert json.loads(run("rate", query, f"{first}=5", "2=1", "--json")[0])["ratings"][first] == 5
    more = json.loads(run("more", query, "--rate", "3=4", "--json")[0])
    assert not {s["id"] for s in more["songs"]} & {s["id"] for s in answer["songs"]}

    assert run("export", query)[0].startswith("#EXTM3U\n")
    run("export", query, "--format", "csv", "--out", tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_text(encoding="utf-8").count("\n") == 6
    assert run("video", first)[0].startswith("https://www.youtube.com/results")
    run("remove", "mine")
    assert run("more", query, code=2)[1].startswith(
        f"gyeol: the list 'mine' that answer {query} was chosen from"
    )


def test_a_text_from_a_file_and_for_people(run, tmp_path):
    (tmp_path / "day.txt").write_text("오늘은 힘들었다.\n그래도 고마운 하루였다.\n", encoding="cp949")
    out, err = run("for", "--file", tmp_path / "day.txt", "--mood", "lift")
    assert out.startswith("1. ")
    assert out.count("https://") == 5
    assert "gyeol songs more" in err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("rate", "1", "1=6"), 2, "1 to 5"), (("rate", "1", "9=5"), 2, "songs 1 to 5"), (("rate", "1", "x"), 2, "ID=N"),
        (("more", "77"), 2, "none has id 77"), (("for", "안녕", "--mood", "sme"), 2, "did you mean 'same'"),
        (("for", "안녕", "--emotion", "9"), 2, "1 to 5"), (("export", "1", "--format", "pls"), 2, "unknown playlist"),
        (("show", "gyeol/nobody"), 2, "unknown song"), (("remove", "gyeol"), 2, "came with gyeol"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_a_sentence(run, arguments, code, message):
    run("for", "외롭다")
    assert message in run(*arguments, code=code)[1]


def test_a_wrong_file(run, tmp_path):
    (tmp_path / "x.csv").write_text("Q,A\n1,2\n", encoding="utf-8")
    assert "found the columns Q, A" in run("import", tmp_path / "x.csv", code=3)[1]


def test_a_vanished_list_is_said_and_no_rating_is_lost(run, table):
    run("import", table, "--name", "mine")
    run("for", "외롭다", "--list", "mine")
    run("rate", "1", "1=5", "2=1")
    run("remove", "mine")
    assert "'mine' that answer 1" in run("more", "1", code=2)[1]
    out, err = run("export", "1")
    assert out == "#EXTM3U\n"
    assert "5 songs are left out" in err
    assert "Kept 1 rating" in run("rate", "1", "3=4", "3=2")[0], "the later one replaces the earlier"


@pytest.mark.parametrize(
    "command", [("rate", "1", "1=4", "2=9"), ("more", "1", "--rate", "1=4", "--rate", "2=9")]
)
def test_where_one_rating_is_wrong_none_is_kept(run, command):
    run("for", "외롭다")
    assert "1 to 5" in run(*command, code=2)[1]
    with Engine.open() as engine:
        assert engine.store.ratings(1) == {}


def test_help_comes_instead_of_songs(run):
    out, err = run("for", "죽고 싶어", "--json")
    assert json.loads(out)["songs"] == []
    assert "109" in err


def test_what_is_no_rating_and_no_file_is_said(run, tmp_path):
    query = json.loads(run("for", "외롭고", "슬프다", "--json")[0])["query"]
    for told in ("2=--5", "2=" + "9" * 5000, "2=", "2=４.5", "9" * 5000 + "=3"):
        run("rate", query, told, code=2)
    run("rate", query, "2=6", code=2)
    assert "cannot be written" in run("export", query, "--out", tmp_path / "none" / "x.m3u", code=14)[1]
