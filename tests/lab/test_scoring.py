"""Scores against known answers: which labels are compared, what each measure says, what masking takes away."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from gyeol.cli import app
from gyeol.emotion import PRODUCT, Taxonomy
from gyeol.errors import BadData, UnknownName
from gyeol.lab.keywords import give_aways, read_keywords, without
from gyeol.lab.scoring import ask, measures, read_rows
from tests.lab.lab_worlds import ByWord

DAIR = "i feel happy;joy\ni am happy today;joy\nso sad;sadness\nhow dare you;anger\n"
DAIR_LABELS = ("sadness", "joy", "love", "anger", "fear", "surprise")
EIGHT = [
    "n",
    "accuracy",
    "macro_f1",
    "weighted_precision",
    "weighted_recall",
    "weighted_f1",
    "ece",
    "per_label",
]


@pytest.fixture
def dair(tmp_path):
    path = tmp_path / "val.txt"
    path.write_text(DAIR, encoding="utf-8")
    return path


def own(labels):
    return Taxonomy("own", tuple(labels), tuple(labels), tuple(labels))


def test_known_answers_on_single_labels(dair):
    classifier = ByWord(own(DAIR_LABELS), {"happy": "joy", "sad": "sadness", "dare": "joy"})
    found = measures(ask(classifier, read_rows("dair", dair, classifier.taxonomy)))
    assert list(found) == EIGHT
    assert (found["n"], found["accuracy"], found["weighted_recall"]) == (4, 0.75, 0.75)
    assert found["per_label"]["joy"] == pytest.approx({"precision": 2 / 3, "recall": 1, "f1": 0.8, "n": 2})
    assert found["macro_f1"] == pytest.approx((0.8 + 1 + 0) / 3)
    assert found["weighted_precision"] == pytest.approx(2 / 3 * 0.5 + 0.25)
    assert set(found["per_label"]) == {"joy", "sadness", "anger"}


def test_the_order_of_the_artefacts_labels_does_not_matter(dair):
    words = {"happy": "joy", "sad": "sadness", "dare": "anger"}
    for labels in (DAIR_LABELS, DAIR_LABELS[::-1]):
        classifier = ByWord(own(labels), words)
        assert measures(ask(classifier, read_rows("dair", dair, classifier.taxonomy)))["accuracy"] == 1


def test_the_product_is_compared_through_a_scheme_where_one_has_the_labels(dair):
    classifier = ByWord(PRODUCT, {"happy": "gratitude", "sad": "fatigue", "dare": "disgust"})
    rows = read_rows("dair", dair, PRODUCT)
    assert rows.through == "dair6"
    assert measures(ask(classifier, rows))["accuracy"] == 1


def test_the_product_is_compared_through_links_in_what_raters_could_say(tmp_path):
    path = tmp_path / "kote.tsv"
    path.write_text("a\t정말 고맙다\t4\nb\t너무 슬프다\t5\n", encoding="utf-8")
    rows = read_rows("kote", path, PRODUCT)
    assert rows.through == "links"
    assert (rows.labels, rows.single) == (PRODUCT.labels, False)
    classifier = ByWord(PRODUCT, {"고맙다": "gratitude", "슬프다": "sadness"})
    assert measures(ask(classifier, rows))["accuracy"] == 1


def test_a_family_that_chose_its_cuts_is_measured_with_them(tmp_path):
    path = tmp_path / "go.tsv"
    path.write_text("so angry\t2\tx\n", encoding="utf-8")
    labels = read_rows("goemotions", path, PRODUCT).corpus.labels
    classifier = ByWord(own(labels), {"angry": "anger"})
    classifier.cuts = np.full(len(labels), 0.001, np.float32)
    assert ask(classifier, read_rows("goemotions", path, classifier.taxonomy)).said.all()


def test_what_cannot_be_compared_is_said(dair, tmp_path):
    with pytest.raises(BadData, match="cannot be compared with those of corpus 'dair' \\(sadness, joy"):
        read_rows("dair", dair, own(["up", "down"]))
    reviews = tmp_path / "reviews.tsv"
    reviews.write_text("id\tdocument\trating\n1\t좋다\t10\n", encoding="utf-8")
    with pytest.raises(BadData, match="cannot be compared"):
        read_rows("nsmc", reviews, PRODUCT)
    with pytest.raises(BadData, match="no file"):
        read_rows("dair", tmp_path / "none.txt", PRODUCT)
    with pytest.raises(UnknownName, match="did you mean 'dair'"):
        read_rows("dare", dair, PRODUCT)
    dair.write_text("\n", encoding="utf-8")
    with pytest.raises(BadData, match="no labelled row"):
        read_rows("dair", dair, PRODUCT)


def test_keywords_are_found_where_they_give_the_label_away():
    texts = [f"{word} 이야기 {i}" for word in ("행복해요", "행복하다", "우울해") for i in range(6)]
    truth = np.array([[t.startswith("행복"), t.startswith("우울")] for t in texts])
    truth[-1] = [True, False]
    found = give_aways(texts, truth, ("joy", "sadness"))
    assert "우울" in found["sadness"]  # five of six, above four of five
    assert "joy" not in found  # most texts carry it, so that nothing gives it away
    assert give_aways(texts, truth, ("joy", "sadness"), purity=0.9)["sadness"] == ()


def test_masking_takes_words_and_hangul_beginnings_but_nothing_else():
    assert without(["나는 행복합니다, I'm HAPPY happily"], ["행복", "happy"]) == ["나는 , I'm happily"]


def test_a_keyword_reader_falls_when_its_keywords_are_gone(dair):
    dair.write_text(
        "".join(f"happy {i};joy\nsad {i};sadness\n" for i in range(8)) + "oh;love\n" * 1, encoding="utf-8"
    )
    classifier = ByWord(own(DAIR_LABELS), {"happy": "joy", "sad": "sadness", "oh": "love"})
    rows = read_rows("dair", dair, classifier.taxonomy)
    keywords = [w for some in give_aways(rows.texts, rows.truth, rows.labels).values() for w in some]
    assert set(keywords) == {"happy", "sad"}
    assert measures(ask(classifier, rows))["accuracy"] == 1
    assert measures(ask(classifier, rows.of(without(rows.texts, keywords))))["accuracy"] < 0.6


def test_keywords_of_several_words_are_taken_out_where_they_follow_each_other():
    texts = ["너무 보고  싶어서 울었다", "보고 왔다, 싶어", "I was Over the Moon today", "over the moonlight"]
    assert without(texts, ["보고 싶어", "over the moon"]) == [
        "너무 울었다", "보고 왔다, 싶어", "I was today", "over the moonlight",
    ]  # fmt: skip


def test_keywords_are_read_from_lines_and_from_what_collecting_leaves(tmp_path):
    (tmp_path / "words.txt").write_text("\ufeff신나\n\n보고 싶어\n", encoding="utf-8")
    (tmp_path / "words.toml").write_text('joy = ["신나"]\nlove = ["보고 싶어"]\n', encoding="utf-8")
    assert (
        read_keywords(tmp_path / "words.txt")
        == read_keywords(tmp_path / "words.toml")
        == ["신나", "보고 싶어"]
    )


def test_a_list_of_keywords_that_is_none_is_refused(tmp_path):
    (tmp_path / "empty.txt").write_text("\n \n", encoding="utf-8")
    (tmp_path / "bent.toml").write_text("joy = 3\n", encoding="utf-8")
    for name in ("none.txt", "empty.txt", "bent.toml"):
        with pytest.raises(BadData, match="one a line"):
            read_keywords(tmp_path / name)


def test_the_command_prints_one_object(dair, tmp_path):
    from gyeol import Engine

    shipped = str(next(m.path for m in Engine.open().models() if m.config["kind"] == "emotion"))
    done = CliRunner().invoke(app, ["evaluate", shipped, "--corpus", "dair", "--path", str(dair), "--json"])
    assert done.exit_code == 0
    assert list(json.loads(done.stdout)) == EIGHT
    (tmp_path / "words.txt").write_text("happy\n", encoding="utf-8")
    masked = ["--corpus", "dair", "--path", str(dair), "--keywords", str(tmp_path / "words.txt")]
    done = CliRunner().invoke(app, ["evaluate", shipped, *masked])
    assert "happy" in done.stderr
    assert "dair6" in done.stdout
