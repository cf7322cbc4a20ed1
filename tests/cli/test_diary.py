"""`gyeol diary` as a user meets it: shapes of the JSON, conflicts, questions before deleting, calendars."""

import io
import json
import sys

import pytest

from gyeol.cli import main

GLAD, SAD = "드디어 합격했다! 정말 행복하다.", "비가 와서 너무 우울했다."


@pytest.fixture
def run(capsys, monkeypatch):
    """Run the command line in this process with a stdin; return (exit code, stdout, stderr)."""

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["gyeol", "diary", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


def test_read_json_has_its_stable_shape(run):
    code, out, _ = run("read", "-", "--json", stdin=GLAD + "\n" + SAD)
    row = json.loads(out)
    assert code == 0
    assert list(row) == ["help", "day", "confidence", "way", "splitter", "sentences", "timeline", "summary"]
    assert list(row["day"]) == ["language", "top", "emotions", "model"]
    assert list(row["sentences"][0]) == [
        "start", "end", "text", "top", "emotions", "confidence", "weight", "valence", "crisis", "used",
    ]  # fmt: skip
    assert [s["text"] for s in row["sentences"]] == ["드디어 합격했다!", "정말 행복하다.", SAD]


def test_read_draws_a_timeline_and_marks_what_a_way_leaves_out(run, tmp_path):
    (tmp_path / "day.txt").write_text(GLAD + "\n" + SAD, encoding="cp949")
    code, out, _ = run("read", str(tmp_path / "day.txt"), "--way", "textrank")
    assert code == 0
    assert out.count("│") == 4
    assert SAD in out
    assert "Pale sentences" in out or "흐린 문장" in out


def test_what_could_steer_a_terminal_is_not_printed(run):
    out = run("read", stdin=f"{GLAD} \x1b]0;title\x07{SAD}")[1]
    assert "\x1b" not in out
    assert SAD in out


def test_help_comes_first_and_keeps_json_json(run):
    code, out, err = run("read", "--json", stdin="요즘은 정말 죽고 싶다.")
    assert (code, json.loads(out)["help"]) == (0, "crisis")
    assert "109" in err


def test_a_week_of_diary(run):
    row = json.loads(run("write", "--json", "--day", "2026-11-20", "--title", "끝", stdin=GLAD)[1])
    assert (row["id"], row["version"], row["day"], row["top"], row["text"]) == (
        1,
        1,
        "2026-11-20",
        "joy",
        GLAD,
    )
    run("write", SAD, "--day", "2026-11-21")
    rows = json.loads(run("list", "--json", "--month", "2026-11")[1])["entries"]
    assert [r["day"] for r in rows] == ["2026-11-21", "2026-11-20"]
    assert json.loads(run("list", "--json", "--month", "2026-12")[1]) == {"entries": []}
    assert [r["id"] for r in json.loads(run("search", "합격", "행복", "--json")[1])["entries"]] == [1]
    assert "끝" in run("list")[1]
    days = json.loads(run("calendar", "2026-11", "--json")[1])["days"]
    assert [(d["day"], d["top"]) for d in days] == [("2026-11-20", "joy"), ("2026-11-21", "sadness")]
    assert "😊20  😢21" in run("calendar", "2026-11")[1]
    assert SAD in run("show", "2")[1]


def test_edit_reads_stdin_and_an_old_version_is_refused(run):
    run("write", SAD)
    row = json.loads(run("edit", "1", "--json", "--title", "새", stdin=GLAD)[1])
    assert (row["version"], row["title"], row["top"]) == (2, "새", "joy")
    code, _, err = run("edit", "1", SAD, "--version", "1")
    assert code == 11
    assert "nothing was overwritten" in err
    assert "정말 행복하다." in run("show", "1")[1]


def test_delete_asks_first(run):
    run("write", SAD)
    assert run("delete", "1", stdin="n\n")[0] == 1
    assert run("show", "1")[0] == 0
    assert run("delete", "1", "--yes")[0] == 0
    code, _, err = run("show", "1")
    assert code == 2
    assert "no diary entry 1" in err


def test_export_and_import(run, tmp_path):
    run("write", GLAD, "--day", "2026-11-20")
    out = tmp_path / "diary.md"
    assert run("export", "--out", str(out))[0] == 0
    assert sys.platform == "win32" or out.stat().st_mode & 0o077 == 0, (
        "others on this machine may not read it"
    )
    assert out.read_text(encoding="utf-8") == f"# 2026-11-20\n\n{GLAD}\n\n"
    assert run("export", "--out", str(out))[0] == 5
    assert json.loads(run("export", "--format", "json")[1])["entries"][0]["text"] == GLAD
    with out.open("a", encoding="utf-8") as file:
        file.write("# 2026-02-30\n\n없는 날\n")
    run("delete", "1", "--yes")
    report = json.loads(run("import", str(out), "--json")[1])
    assert report["n_entries"] == 1
    assert [s["line"] for s in report["skipped"]] == [5]
    assert "2026-02-30" in run("import", str(out))[2]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["write", "a", "--day", "2026-02-30"], 2, "2026-11-21"),
        (["calendar", "2026-13"], 2, "2026-11"),
        (["read", "none.txt"], 3, "none.txt"),
        (["write", "a", "--file", "b"], 2, "not both"),
        (["write"], 2, "empty"),
        (["read", "--way", "textrnk"], 2, "did you mean 'textrank'"),
        (["export", "--format", "xml"], 2, "markdown"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, arguments, code, says):
    got, out, err = run(*arguments)
    assert (got, out) == (code, "")
    assert says in err


@pytest.mark.parametrize("month", ["0001-01", "9999-12"])
def test_the_first_and_last_month_have_calendars(run, month):
    code, out, _ = run("calendar", month)
    assert code == 0
    assert " 31" in out


def test_a_file_that_cannot_be_written_is_said(run, tmp_path):
    code, out, err = run("export", "--out", str(tmp_path / "none" / "diary.md"))
    assert (code, out) == (14, "")
    assert "cannot be written" in err
