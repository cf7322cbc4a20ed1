"""`gyeol diary year, trend, words, ahead, low` as a user meets them."""

import json
import sys
from datetime import date, timedelta

import pytest

from gyeol.cli import main
from gyeol.engine import Engine

TODAY = date.today()


@pytest.fixture
def run(capsys, monkeypatch):
    """Run `gyeol diary …` in this process; return (exit code, stdout, stderr)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["gyeol", "diary", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


@pytest.fixture
def days():
    with Engine.open() as engine:
        for i in range(8):
            engine.diary.write("비가 와서 너무 우울했다. 우산을 샀다.", day=TODAY - timedelta(days=i))


COMMANDS = ("year", "trend", "words", "ahead", "low")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_diary_is_no_error(run, command):
    code, out, _ = run(command, "--json")
    assert code == 0
    assert json.loads(out)


def test_the_json_has_its_stable_shapes(run, days):
    rows = {command: json.loads(run(command, "--json")[1]) for command in COMMANDS}
    assert list(rows["year"]) == ["year", "days"]
    assert rows["year"]["year"] == TODAY.year
    assert list(rows["trend"]) == ["span", "first", "last", "stages", "felt"]
    assert list(rows["trend"]["stages"][0]) == ["first", "last", "n_days", "valence", "top", "emotions"]
    assert rows["trend"]["last"] == TODAY.isoformat()
    assert list(rows["words"]) == ["first", "last", "n_entries", "help", "words"]
    assert rows["words"]["words"][0] == {"word": "비", "n_entries": 8, "top": "neutral"}
    assert (rows["ahead"]["days"], rows["ahead"]["why_not"]) == ([], "few")
    assert rows["low"] == {
        "lasts": True,
        "stretch": {
            "first": (TODAY - timedelta(days=13)).isoformat(), "last": TODAY.isoformat(), "n_days": 8, "n_heavy": 8,
        },
    }  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_each_says_the_same_to_people(run, days, command):
    code, out, err = run(command)
    assert code == 0
    assert len(out + err) > 20


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("year", "0"), "a year is written as 2026"),
        (("trend", "yaer"), "did you mean 'year'"),
        (("words", "--from", "2026-13-40"), "2026-11-21"),
    ],
)
def test_what_is_not_there_is_refused_in_words(run, arguments, says):
    code, _, err = run(*arguments)
    assert code != 0
    assert says in err
