"""The artefact folder: whole or not at all, and every altered byte is found."""

import json

import pytest

from gyeol import artifact
from gyeol.errors import BadArtifact


def make(folder, *, weights=b"weights", fill=None):
    return artifact.write(
        folder,
        fill or (lambda draft: (draft / "w.bin").write_bytes(weights) and None),
        kind="toy",
        name="toy-model",
        options={"dim": 3},
        taxonomy=None,
        seed=7,
        recipe="recipes/toy.toml",
        data=[{"corpus": "own", "rows": 2, "licence": "Apache-2.0", "sha256": "ab" * 32}],
        metrics={"dev": {"n": 2, "macro_f1": 0.51234}},
        about="A toy.",
    )


def test_round_trip_and_card(tmp_path):
    made = make(tmp_path / "toy")
    read = artifact.load(tmp_path / "toy", kind="toy")
    assert read == made
    assert read.file("w.bin").read_bytes() == b"weights"
    assert read.config["options"] == {"dim": 3}
    for shown in ("toy-model", "A toy.", "0.5123", "Apache-2.0", "recipes/toy.toml"):
        assert shown in read.card


@pytest.mark.parametrize("name", ["w.bin", "metrics.json", "README.md", "config.json"])
def test_one_altered_byte_is_found(tmp_path, name):
    make(tmp_path / "toy")
    path = tmp_path / "toy" / name
    content = path.read_bytes()
    path.write_bytes(content.replace(b"2", b"3", 1) if b"2" in content else b"Weights")
    with pytest.raises(BadArtifact, match="again"):
        artifact.load(tmp_path / "toy", kind="toy")


def test_missing_file_other_kind_newer_format_and_no_folder(tmp_path):
    make(tmp_path / "toy")
    with pytest.raises(BadArtifact, match="of kind 'toy', but 'style'"):
        artifact.load(tmp_path / "toy", kind="style")
    with pytest.raises(BadArtifact, match="no config"):
        artifact.load(tmp_path / "nothing", kind="toy")
    config = json.loads((tmp_path / "toy/config.json").read_text())
    (tmp_path / "toy/config.json").write_text(json.dumps(config | {"format": 99}))
    with pytest.raises(BadArtifact, match="upgrade"):
        artifact.load(tmp_path / "toy", kind="toy")
    make(tmp_path / "toy")
    (tmp_path / "toy/w.bin").unlink()
    with pytest.raises(BadArtifact, match=r"lacks its file 'w\.bin'"):
        artifact.load(tmp_path / "toy", kind="toy")


def test_a_failure_while_writing_leaves_the_old_artefact_and_no_draft(tmp_path):
    make(tmp_path / "toy")

    def fail(draft):
        (draft / "w.bin").write_bytes(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        make(tmp_path / "toy", fill=fail)
    assert artifact.load(tmp_path / "toy", kind="toy").file("w.bin").read_bytes() == b"weights"
    assert [p.name for p in tmp_path.iterdir()] == ["toy"]


def test_replacing_an_artefact_changes_its_revision(tmp_path):
    first = make(tmp_path / "toy")
    second = make(tmp_path / "toy", weights=b"other")
    assert first.revision != second.revision
    assert [p.name for p in tmp_path.iterdir()] == ["toy"]
