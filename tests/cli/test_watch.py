import json

import pytest
from typer.testing import CliRunner

from gyeol.cli import app
from gyeol.cli.emotions_watch import watched


def test_watch_reads_lines_and_flags_the_hostile_one():
    told = CliRunner().invoke(
        app, ["emotions", "--watch", "--json"], input="오늘 빵을 샀다\n너 진짜 죽여버린다\n"
    )
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert told.exit_code == 0
    assert [row["hostile"]["flagged"] for row in rows] == [False, True]
    assert rows[1]["hostile"]["reasons"][0]["kind"] == "threat"
    assert "emotions" in rows[0]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_watch_says_why_in_both_languages(language, monkeypatch):
    monkeypatch.setenv("GYEOL_LANGUAGE", language)
    told = CliRunner().invoke(app, ["emotions", "--watch", "you are a pathetic idiot"])
    assert "idiot" in told.stdout
    assert told.stdout.startswith("!")


def test_ctrl_c_ends_it_cleanly(capsys):
    def stream():
        yield "", "you idiot"
        raise KeyboardInterrupt

    assert not watched(stream(), None, as_json=True)
    captured = capsys.readouterr()
    assert json.loads(captured.out)["hostile"]["flagged"]
    assert "1" in captured.err


def test_a_line_that_cannot_be_read_does_not_stop_the_stream(capsys):
    assert watched([("line 1", "\x00"), ("line 2", "hello")], None, as_json=True)
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert "line 1" in captured.err
