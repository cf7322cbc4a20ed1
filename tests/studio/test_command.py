import json

import pytest
from typer.testing import CliRunner

from gyeol.cli import app
from gyeol.engine import Engine
from gyeol.engine.packs import Packs
from gyeol.errors import AlreadyThere, BadArtifact, BadRequest, NotThere, Refused, UnknownName
from tests import tiny_generator


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setenv("GYEOL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GYEOL_LANGUAGE", "en")
    monkeypatch.setattr("gyeol.engine.studio.ARTIFACTS", tmp_path / "none")

    def run(*arguments):
        found = CliRunner().invoke(app, ["emoji", "sample", *map(str, arguments)])
        if found.exception and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    return run


@pytest.fixture
def artefact(tmp_path):
    return tiny_generator.write(tmp_path / "artefact").path


def test_files_that_can_be_imported(run, artefact, tmp_path, models):
    out = tmp_path / "made"
    found = run("--feeling", "joy", "--count", 3, "--seed", 7, "--out", out, "--generator", artefact)
    assert found.exit_code == 0
    paths = found.stdout.split()
    assert len(paths) == 3
    source = json.loads((out / "provenance.json").read_text(encoding="utf-8"))
    assert (source["seed"], source["feeling"], source["licences"]) == (7, "joy", ["Apache-2.0"])
    report = Packs(models, tmp_path / "packs").import_path(out)[0]
    assert (report.understood, report.without_meaning) == (3, 0)
    assert "seed 7" in found.stderr


def test_the_same_seed_gives_the_same_bytes(run, artefact, tmp_path):
    for name in ("a", "b"):
        run("--feeling", "calm", "--count", 2, "--seed", 1, "--out", tmp_path / name, "--generator", artefact)
    both = [{p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("a", "b")]
    assert both[0] == both[1]


def test_json_and_a_pack(run, artefact):
    found = run("--feeling", "love", "--count", 2, "--pack", "Hearts", "--generator", artefact, "--json")
    row = json.loads(found.stdout)
    assert row["pack"] == "hearts"
    assert len(row["emoji"]) == 2
    assert set(row["dropped"]) == {"copies", "alike", "empty", "weaker"}
    with Engine.open() as engine:
        assert engine.pack("hearts")[0].n_stickers == 2
        assert {item.id for item in engine.pack("hearts")[1]} == {
            f"hearts/{one['id']}" for one in row["emoji"]
        }


def test_what_is_refused(run, artefact, tmp_path):
    to = ("--out", tmp_path / "made", "--generator", artefact)
    for arguments, error in (
        (("--feeling", "joy", "--generator", artefact), BadRequest),
        (("--feeling", "joyy", *to), UnknownName),
        (("--feeling", "joy", "--count", 0, *to), BadRequest),
        (("--feeling", "joy", "--count", 1000, *to), BadRequest),
        (("--feeling", "joy", "--out", tmp_path / "made"), NotThere),
        (("--feeling", "joy", "--out", tmp_path / "made", "--generator", "nobody"), UnknownName),
        (("--text", "죽고 싶어", *to), Refused),
        (("--feeling", "joy", "--out", artefact, "--generator", artefact), AlreadyThere),
        (("--feeling", "joy", "--out", artefact / "config.json", "--generator", artefact), AlreadyThere),
    ):
        with pytest.raises(error):
            run(*arguments)
    assert not (tmp_path / "made").exists()
    (artefact / "seen.npz").write_bytes(b"altered")
    with pytest.raises(BadArtifact):
        run("--feeling", "joy", *to)
