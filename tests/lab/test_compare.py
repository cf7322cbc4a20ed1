"""Comparisons against known answers: counts, intervals that hold the truth, what cannot stand side by side."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from gyeol import Engine
from gyeol.classify import load
from gyeol.cli import app
from gyeol.errors import BadData
from gyeol.lab.compare import compare, parameters
from tests.contracts.test_classifier import linear_of, save, wordcnn

TEXTS = [("i feel happy", "joy"), ("so sad", "sadness"), ("how dare you", "anger"), ("i love you", "love")]


@pytest.fixture
def dair(tmp_path):
    path = tmp_path / "val.txt"
    path.write_text(
        "".join(f"{text} {i};{label}\n" for i in range(30) for text, label in TEXTS), encoding="utf-8"
    )
    return path


@pytest.fixture
def folders(tmp_path):
    for name, made in (("a", wordcnn()), ("b", linear_of())):
        save(made, tmp_path / name)
    return [
        next(m.path for m in Engine.open().models() if m.config["kind"] == "emotion"),
        tmp_path / "a",
        tmp_path / "b",
    ]


def quiet(_what, _done):
    pass


def test_the_first_is_the_one_to_beat(folders, dair):
    shipped, other, linear = compare(folders, "dair", dair, quiet)
    assert [s.family for s in (other, linear)] == ["wordcnn", "linear"]
    assert shipped.ahead == 0
    assert shipped.ahead_95 == (0, 0)
    assert shipped.accuracy > 0.7  # the others were never trained
    assert other.ahead == pytest.approx(other.accuracy - shipped.accuracy)
    for standing in (shipped, other, linear):
        assert standing.n == 120
        assert standing.accuracy_95[0] <= standing.accuracy <= standing.accuracy_95[1]
        assert standing.macro_f1_95[0] <= standing.macro_f1 <= standing.macro_f1_95[1] + 1e-6
        assert standing.seconds_per_1000 > 0
    assert compare(folders, "dair", dair, quiet)[1].accuracy_95 == other.accuracy_95


def test_the_interval_of_the_accuracy_is_that_of_a_binomial(folders, dair):
    shipped = compare(folders[:1], "dair", dair, quiet)[0]
    spread = 1.96 * np.sqrt(shipped.accuracy * (1 - shipped.accuracy) / 120)
    assert (shipped.accuracy_95[1] - shipped.accuracy_95[0]) / 2 == pytest.approx(spread, abs=0.015)


def test_parameters_are_counted(tmp_path):
    made = wordcnn()
    artifact = save(made, tmp_path / "a")
    config, n = made.config, 12
    dense = sum(int(np.prod(shape)) for shape in config.shapes(n).values())
    assert parameters(artifact) == dense + config.n_buckets * (config.dim + 1) + config.n_grams * (n + 2)
    assert load(tmp_path / "a").config == config


def test_different_labels_cannot_stand_side_by_side(folders, tmp_path):
    from gyeol.corpora import CORPORA
    from gyeol.emotion import Taxonomy

    labels = CORPORA.get("kote").labels
    save(wordcnn(taxonomy=Taxonomy("kote", labels, labels, labels)), tmp_path / "fine")
    rows = tmp_path / "kote.tsv"
    rows.write_text("a\t정말 고맙다\t4\nb\t너무 슬프다\t5\n", encoding="utf-8")
    with pytest.raises(BadData, match="side by side"):
        compare([folders[0], tmp_path / "fine"], "kote", rows, quiet)


def test_the_command_prints_a_row_each(folders, dair):
    arguments = ["compare", *map(str, folders), "--corpus", "dair", "--path", str(dair)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert "wordcnn" in done.stdout
    rows = [json.loads(line) for line in CliRunner().invoke(app, [*arguments, "--json"]).stdout.splitlines()]
    assert len(rows) == 3
    assert {"parameters", "megabytes", "seconds_per_1000", "accuracy_95", "macro_f1_95"} <= set(rows[0])
