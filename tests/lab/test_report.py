"""The report: findings with known answers, a page that needs nothing else, figures in both languages."""

import json
import re

import numpy as np
import pytest
from PIL import Image

from gyeol.artifact import write
from gyeol.classify import KIND, linear
from gyeol.emotion import Taxonomy
from gyeol.errors import AlreadyThere
from gyeol.phrases import phrases

pytest.importorskip("sklearn")
pytest.importorskip("matplotlib")
pytest.importorskip("wordcloud")
from gyeol.corpora import CORPORA
from gyeol.lab import examine, page
from gyeol.lab.fit_linear import fit_linear
from gyeol.lab.scoring import Answers, Rows

pytestmark = pytest.mark.lab
LABELS = ("sadness", "joy", "love", "anger", "fear", "surprise")


def answers(texts, truth, proba, labels=("a", "b")):
    true = np.eye(len(labels), dtype=bool)[truth]
    rows = Rows(CORPORA.get("dair"), tuple(texts), labels, true, True, lambda p: p, "own labels")
    proba = np.asarray(proba, np.float32)
    return Answers(rows, proba, np.eye(len(labels), dtype=bool)[proba.argmax(1)])


def test_the_surest_error_comes_first():
    found = examine.worst_errors(answers(["x", "y", "z"], [0, 0, 1], [[0.4, 0.6], [0.1, 0.9], [0.2, 0.8]]))
    assert [(f.text, f.given, f.said) for f in found] == [("y", ("a",), "b"), ("x", ("a",), "b")]
    assert found[0].confidence == pytest.approx(0.9)
    assert found[0].given_proba == pytest.approx(0.1)


def test_a_label_is_doubted_only_when_neighbours_doubt_it_too():
    truth = [0] * 12 + [1] * 12
    truth[3] = 1  # among the a's: wrong
    vectors = np.array([[1, i * 0.01] for i in range(12)] + [[i * 0.01, 1] for i in range(12)], np.float32)
    proba = np.array([[0.9, 0.1]] * 12 + [[0.1, 0.9]] * 12)
    proba[20] = [0.9, 0.1]  # the classifier errs, its neighbours do not
    found = examine.noise_candidates(answers([f"t{i}" for i in range(24)], truth, proba), vectors)
    assert [f.text for f in found] == ["t3"]


def test_overlap_contradictions_and_telling_words():
    assert examine.overlap(["a b c", "c b a x", "x c b a", "q"], ["a b c", "X a b c"]) == {
        "same": 1,
        "alike": 2,
    }
    said = answers(["same", "same", "other"], [0, 1, 0], [[1, 0]] * 3)
    assert examine.contradictions(said.rows) == 1
    texts = ["the sun"] * 5 + ["the rain"] * 5
    told = examine.telling_words(answers(texts, [0] * 5 + [1] * 5, [[1, 0]] * 10).rows)
    assert list(told["a"]) == ["sun"]
    assert list(told["b"]) == ["rain"]


def test_planes_are_the_same_twice_and_at_most_so_many():
    vectors = np.random.default_rng(0).normal(size=(60, 5)).astype(np.float32)
    rows, places = examine.flattened(vectors, most=40)
    again = examine.flattened(vectors, most=40)[1]
    assert len(rows) == 40
    assert list(places) == ["PCA", "t-SNE"]
    assert all((places[name] == again[name]).all() for name in places)
    spread = places["PCA"].var(0)
    assert spread[0] >= spread[1]


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A linear classifier of dair's labels, with a history, and a file to measure it on."""
    root = tmp_path_factory.mktemp("report")
    words = {
        "joy": "happy",
        "sadness": "blue",
        "anger": "cross",
        "fear": "afraid",
        "love": "fond",
        "surprise": "stunned",
    }
    lines = [
        (f"i feel {w} on day {i} & <b>so</b> it goes {chr(97 + i)}", label)
        for label, w in words.items()
        for i in range(8)
    ]
    lines += [("i feel happy anyway", "anger"), ("i feel happy anyway", "joy")]
    texts, labels = zip(*lines, strict=True)
    target = np.eye(6, dtype=np.float32)[[LABELS.index(label) for label in labels]]
    made = fit_linear(
        texts,
        target,
        Taxonomy("dair", LABELS, LABELS, LABELS),
        linear.Config(single=True),
        inverse_penalty=9,
        seed=0,
    )
    history = [
        {"epoch": e, "train_loss": 2 / e, "dev_loss": 2.1 / e, "train_accuracy": e / 3, "dev_accuracy": e / 4}
        for e in (1, 2, 3)
    ]

    def fill(folder):
        made.write(folder)
        (folder / "history.json").write_text(json.dumps(history), encoding="utf-8")

    options = {"kind": KIND, "name": "tiny", "taxonomy": "dair", "seed": 0, "recipe": "none", "data": []}
    write(root / "a", fill, options=made.options(), metrics={}, about="", **options)
    (root / "val.txt").write_text("".join(f"{t};{label}\n" for t, label in lines), encoding="utf-8")
    return root


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_stands_alone_and_tells_everything(trained, tmp_path, language):
    say, stages = phrases(language), []
    written = page.write_report(
        trained / "a", "dair", trained / "val.txt", tmp_path / "out", say, lambda what, done: stages.append(what),
        train=trained / "val.txt",
    )  # fmt: skip
    html = written.read_text(encoding="utf-8")
    assert f'lang="{language}"' in html
    for key in (
        "distribution",
        "curves",
        "classification",
        "confusion",
        "reliability",
        "vectors",
        "words",
        "errors",
        "noise",
        "leaks",
    ):
        assert f'<section id="{key}"><h2>{say(f"report.{key}")}' in html
    assert not re.findall(r'(?:src|href)="(?!data:|#)', html)  # nothing is fetched
    assert "<b>so</b>" not in html
    assert say("report.overlap", same=50, alike=0, n=50) in html
    assert say("report.repeated", n=1, contradictions=1) in html
    assert "happy" in html.split('id="leaks"')[1]
    names = {p.name for p in (tmp_path / "out").glob("*.png")}
    assert {
        "distribution.png",
        "curves.png",
        "confusion.png",
        "reliability.png",
        "vectors.png",
        "words-6.png",
    } <= names
    with Image.open(tmp_path / "out" / "curves.png") as picture:
        assert picture.width > 600
    assert stages[-1] == say("report.done")


def test_nothing_of_the_users_is_overwritten(trained, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(AlreadyThere, match="no report"):
        page.write_report(
            trained / "a", "dair", trained / "val.txt", tmp_path, phrases("en"), lambda what, done: None
        )
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_curves_are_drawn_where_only_losses_were_kept():
    history = [{"train_loss": 1.0, "dev_loss": 1.1}, {"train_loss": 0.5, "dev_loss": 0.8}]
    assert len(page.figures.learning_curves(history, phrases("ko")).axes) == 1
