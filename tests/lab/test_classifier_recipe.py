"""Recipes: read, refuse, train, resume, on an invented corpus small enough for seconds."""

import itertools
import subprocess
import sys
import tomllib

import pytest

from gyeol.classify import load
from gyeol.errors import BadData, BadSetting, UnknownName
from gyeol.lab.history import read_history

pytest.importorskip("torch")
recipes = pytest.importorskip("gyeol.lab.recipe")
pytestmark = pytest.mark.lab

RECIPE = """
name = "tiny"
classifier = "wordcnn"
[data]
corpora = ["kote"]
dev_share = 0.2
[model]
n_buckets = 512
dim = 8
n_filters = 8
widths = [1, 2]
n_hidden = 8
n_grams = 512
[fit]
epochs = 3
batch_size = 16
learning_rate = 0.05
dropout = 0.1
threads = 1
"""
WORDS = {
    "42,40": ["신난다", "기쁘다", "행복하다"],
    "5,36": ["슬프다", "서럽다", "눈물난다"],
    "24": ["세 시다", "집이다"],
}


@pytest.fixture
def recipe(tmp_path, monkeypatch):
    lines = [
        f"{label}-{i}-{word}\t{when} {who} {word}{i}\t{label}"
        for label, words in WORDS.items()
        for word, when, who, i in itertools.product(words, ["오늘", "어제"], ["나는", "너는"], range(8))
    ]
    (tmp_path / "kote").mkdir()
    (tmp_path / "kote" / "train.tsv").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("GYEOL_DATA", str(tmp_path))
    path = tmp_path / "tiny.toml"
    path.write_text(RECIPE, encoding="utf-8")
    return path


def quiet(_what, _done):
    pass


def test_a_recipe_becomes_an_artefact_that_has_learnt(recipe, tmp_path):
    steps = []
    artifact = recipes.train(
        recipe, {"fit.epochs": "8"}, tmp_path / "out", lambda what, done: steps.append((what, done))
    )
    assert steps[-1] == ("done", 1.0)
    assert artifact.config["data"][0]["corpus"] == "kote"
    assert artifact.metrics["kote dev"]["accuracy"] > 0.9
    assert "must not" not in artifact.card or artifact.card.count("Do not use it") == 1
    assert [set(epoch) for epoch in read_history(artifact)] == [{"train_loss", "dev_loss"}] * 8
    found = load(tmp_path / "out")
    labels = found.taxonomy.labels
    assert labels[found.predict_proba(["오늘 나는 기쁘다"])[0].argmax()] == "joy"
    assert labels[found.predict_proba(["어제 너는 서럽다"])[0].argmax()] == "sadness"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kote", "out", "tiny.toml"]


def test_the_same_seed_gives_the_same_weights(recipe, tmp_path):
    one = recipes.train(recipe, {}, tmp_path / "one", quiet)
    two = recipes.train(recipe, {}, tmp_path / "two", quiet)
    other = recipes.train(recipe, {"fit.seed": "5"}, tmp_path / "other", quiet)
    hashes = [a.config["files"]["weights.safetensors"] for a in (one, two, other)]
    assert hashes[0] == hashes[1] != hashes[2]
    assert other.config["seed"] == 5


def test_a_killed_run_goes_on_and_ends_as_if_never_killed(recipe, tmp_path):
    whole = recipes.train(recipe, {}, tmp_path / "whole", quiet)
    seen = []

    def kill(what, done):
        seen.append(what)
        if what.startswith("epoch 3/3") and done == 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recipes.train(recipe, {}, tmp_path / "out", kill)
    assert not (tmp_path / "out").exists()
    seen.clear()
    again = recipes.train(recipe, {}, tmp_path / "out", lambda what, done: seen.append(what))
    assert not any(what.startswith(("epoch 1/3", "epoch 2/3")) for what in seen)
    assert again.config["files"] == whole.config["files"]


def test_a_checkpoint_of_other_options_is_not_resumed(recipe, tmp_path):
    def kill(what, done):
        if what.startswith("epoch 3/3"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recipes.train(recipe, {}, tmp_path / "out", kill)
    seen = []
    recipes.train(recipe, {"fit.dropout": "0.0"}, tmp_path / "out", lambda what, done: seen.append(what))
    assert any(what.startswith("epoch 1/3") for what in seen)


def test_overrides_are_laid_over_the_recipe(recipe):
    found = recipes.read(recipe, {"fit.epochs": "7", "data.root": "/some/dir", "model.widths": "[1]"})
    assert (found.fit.epochs, found.data.root, found.model.widths) == (7, "/some/dir", (1,))


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("fit.epoch", "3", "unknown setting 'fit.epoch'"),
        ("fits.epochs", "3", "unknown setting 'fits'"),
        ("fit.epochs", "many", "fit.epochs"),
        ("fit.epochs", "0", "at least 1"),
        ("data.dev_share", "1.5", "between 0 and 1"),
        ("name.x", "1", "no section"),
        ("fit.corpus_weight", "{kotte = 2.0}", "'kotte'"),
        ("data.most", "{nsmc = 2}", "'nsmc'"),
    ],
)
def test_a_wrong_setting_is_named(recipe, key, value, message):
    with pytest.raises(BadSetting, match=message):
        recipes.read(recipe, {key: value})


def test_an_unknown_family_or_corpus_is_named(recipe):
    with pytest.raises(UnknownName, match="wordcnn"):
        recipes.read(recipe, {"classifier": "wordcn"})
    with pytest.raises(UnknownName, match="kote"):
        recipes.plan(recipe, {"data.corpora": '["kotee"]'})


def test_a_broken_or_missing_recipe_is_named(recipe, tmp_path):
    with pytest.raises(BadSetting, match="no recipe"):
        recipes.read(tmp_path / "none.toml", {})
    recipe.write_text("name = [", encoding="utf-8")
    with pytest.raises(BadSetting, match="no TOML"):
        recipes.read(recipe, {})


def test_a_corpus_whose_weights_may_not_ship_is_refused(recipe, tmp_path):
    with pytest.raises(BadData, match="may not be in an artefact that ships"):
        recipes.train(recipe, {"data.corpora": '["kote", "dair"]'}, tmp_path / "out", quiet)
    assert not (tmp_path / "out").exists()


def test_a_plan_trains_nothing(recipe, tmp_path):
    plan = recipes.plan(recipe, {})
    assert sum(plan["rows"]["kote"].values()) == 256
    assert plan["recipe"]["fit"]["epochs"] == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kote", "tiny.toml"]


def test_a_plan_tells_the_classes_before_and_after(recipe):
    plan = recipes.plan(
        recipe, {"data.drop": '["없음"]', "data.merge": "{'행복' = ['기쁨']}", "data.single": "false"}
    )
    assert list(plan["classes"]) == ["before", "drop", "merge"]
    assert "없음" in plan["classes"]["before"]
    assert "없음" not in plan["classes"]["drop"]
    with pytest.raises(UnknownName, match="label"):
        recipes.plan(recipe, {"data.drop": '["없슴"]'})


def test_the_shipped_recipe_is_valid():
    text = (recipes.Path(__file__).parents[2] / "recipes" / "emotion.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["name"] == "gyeol-emotion"
    recipes.read(recipes.Path(__file__).parents[2] / "recipes" / "emotion.toml", {})


def test_without_torch_the_extra_is_named():
    code = "import sys; sys.modules['torch'] = None; import gyeol.lab.recipe"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MissingExtra" in done.stderr
    assert "pip install 'gyeol[lab]'" in done.stderr
