"""`gyeol corrections`, `gyeol learn` and `gyeol models rollback | drift`."""

import json

import pytest
from typer.testing import CliRunner

from gyeol.cli import app
from gyeol.errors import BadRequest, UnknownName

TEXT = "팀 회식 끝나고 완전 쀼쀼해졌다"


def run(*arguments):
    found = CliRunner().invoke(app, list(arguments))
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


def test_a_correction_is_kept_listed_exported_imported_and_forgotten(tmp_path):
    made = json.loads(run("corrections", "add", "joy,calm", TEXT, "--json").stdout)
    assert (made["id"], made["labels"], made["version"]) == (1, ["joy", "calm"], 1)
    again = json.loads(run("corrections", "add", "joy", TEXT, "--json").stdout)  # one's own last word
    assert (again["id"], again["version"]) == (1, 2)
    reading = json.loads(run("emotions", TEXT, "--json").stdout)
    assert (reading["top"], "+" in reading["model"]) == ("joy", True)
    run("corrections", "export", str(tmp_path / "c.csv"))
    run("corrections", "forget", "1")
    assert json.loads(run("corrections", "list", "--json").stdout) == {"corrections": []}
    (tmp_path / "c.csv").open("a", encoding="utf-8").write("글,jo,,,,,\n")
    imported = run("corrections", "import", str(tmp_path / "c.csv"), "--json")
    assert (json.loads(imported.stdout)["new"], "did you mean 'joy'" in imported.stderr) == (1, True)


def test_learning_too_little_is_refused_with_a_code_of_its_own():
    run("corrections", "add", "joy", TEXT)
    found = run("learn", "--json")
    assert found.exit_code == 9
    tried = json.loads(found.stdout)
    assert (tried["promoted"], tried["reasons"], tried["n"]) == (False, ["too_few"], 1)
    assert json.loads(run("models", "drift", "--json").stdout)["alarm"] is None
    with pytest.raises(BadRequest, match="nothing to roll back"):
        run("models", "rollback")


def test_a_wrong_label_and_a_missing_sentence_are_named():
    with pytest.raises(UnknownName, match="did you mean 'sadness'"):
        run("corrections", "add", "sadnes", TEXT)
    assert run("corrections", "add", "joy").exit_code == 2
