"""A recipe of kind "labels" from invented rows to an artefact, and the parity of what is served."""

import itertools

import numpy as np
import pytest

from gyeol.classify import load
from gyeol.errors import BadData, BadSetting

torch = pytest.importorskip("torch")
label_recipe = pytest.importorskip("gyeol.lab.label_recipe")
from gyeol.classify import grams  # noqa: E402
from gyeol.classify.widedeep import Config  # noqa: E402
from gyeol.classify.wordgru import WordGru  # noqa: E402
from gyeol.lab.fit_wordgru import HEAD, wordgru_logits  # noqa: E402
from gyeol.lab.history import read_history  # noqa: E402
from gyeol.lab.sparse import count, inverse_document_frequency, weigh  # noqa: E402
from gyeol.lab.wordgru_torch import WordGruTorch, encode, export, frequent, tables  # noqa: E402

pytestmark = pytest.mark.lab

RECIPE = """
kind = "labels"
name = "tiny"
[data]
corpus = "dair"
helpers = ["curse_ko"]
[model]
n_grams = 2048
n_buckets = 512
n_words = 50
dim = 8
n_hidden = 8
n_members = 2
[fit]
folds = 3
threads = 1
[fit.wide]
penalty = 0.5
[fit.deep]
epochs = 3
batch_size = 8
learning_rate = 0.02
"""
WORDS = {
    "joy": ["happy", "glad", "merry"],
    "sadness": ["sad", "gloomy", "tearful"],
    "anger": ["angry", "furious"],
}
TEXTS = ["i feel glad", "gloomy day 😭", "", "오늘은 furious", "x" * 50, "so merry " * 40]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("data")
    (root / "dair_emotion").mkdir()
    (root / "curse_ko").mkdir()
    for part, days in (("train", ["monday", "friday", "sunday"]), ("val", ["today"])):
        rows = [
            f"i feel {word} {how} on {day};{label}"
            for label, words in WORDS.items()
            for word, how, day in itertools.product(words, ["so", "very", "quite"], days)
        ]
        (root / "dair_emotion" / f"{part}.txt").write_text("\n".join(rows), encoding="utf-8")
    lines = [f"문장 {i} {'나쁜말' if i % 2 else '고운말'}|{i % 2}" for i in range(40)]
    (root / "curse_ko" / "dataset.txt").write_text("\n".join(lines), encoding="utf-8")
    (root / "tiny.toml").write_text(RECIPE, encoding="utf-8")
    return root


def quiet(_what, _done):
    pass


def train(folder, out, **changes):
    overrides = {"data.root": f'"{folder}"'} | {k.replace("__", "."): v for k, v in changes.items()}
    return label_recipe.train(folder / "tiny.toml", overrides, out, quiet)


@pytest.fixture(scope="module")
def artifact(folder):
    return train(folder, folder / "out")


def test_it_has_learnt_and_says_what_it_was_measured_on(artifact):
    assert artifact.metrics["report"]["n"] == 24
    assert artifact.metrics["report"]["accuracy"] > 0.8
    assert 0 < artifact.metrics["held out (cross-fitted)"]["n"] < 72  # the folds of two members of three
    assert [row["corpus"] for row in artifact.config["data"]] == ["dair", "curse_ko"]
    assert artifact.config["options"]["single"] is True


def test_its_learning_curves_are_kept(artifact):
    history = read_history(artifact)
    assert [row["epoch"] for row in history] == [1, 2, 3]
    assert history[2]["train_loss"] < history[0]["train_loss"]
    assert history[2]["dev_accuracy"] > 1 / 3


def test_what_is_served_obeys_the_contract(artifact):
    classifier = load(artifact.path)
    proba = classifier.predict_proba(TEXTS)
    np.testing.assert_allclose(proba.sum(1), 1, atol=1e-5)
    for text, row in zip(TEXTS, proba, strict=True):
        assert classifier.predict_proba([text])[0].tobytes() == row.tobytes()
    assert classifier.predict_proba([]).shape == (0, 6)
    assert classifier.cuts.shape == (6,)


def test_the_same_seed_gives_the_same_weights_and_another_does_not(folder, artifact, tmp_path):
    again = train(folder, tmp_path / "again")
    other = train(folder, tmp_path / "other", fit__seed="1")
    assert again.config["files"]["wide.safetensors"] == artifact.config["files"]["wide.safetensors"]
    assert again.config["files"]["deep.safetensors"] == artifact.config["files"]["deep.safetensors"]
    assert other.config["files"]["deep.safetensors"] != artifact.config["files"]["deep.safetensors"]


def test_an_interrupted_run_goes_on_after_the_last_member(folder, tmp_path, artifact, monkeypatch):
    done = []

    def stop(what, _part):
        if what == "judging":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        label_recipe.train(folder / "tiny.toml", {"data.root": f'"{folder}"'}, tmp_path / "out", stop)
    assert not (tmp_path / "out").exists()
    monkeypatch.setattr("gyeol.lab.crossfit.fit_wordgru", lambda *a, **k: done.append(a))
    resumed = train(folder, tmp_path / "out")
    assert done == []
    assert resumed.config["files"]["deep.safetensors"] == artifact.config["files"]["deep.safetensors"]


def test_a_plan_trains_nothing(folder):
    found = label_recipe.plan(folder / "tiny.toml", {"data.root": f'"{folder}"'})
    assert found["rows"] == {"train": 72, "report": 24}
    assert found["recipe"]["model"]["single"] is True


@pytest.mark.parametrize("change", [{"fit.folds": "1"}, {"model.n_members": "9"}, {"fit.wide.speed": "2"}])
def test_impossible_settings_are_refused(folder, change):
    with pytest.raises(BadSetting):
        label_recipe.read(folder / "tiny.toml", change)


def test_one_class_is_refused(folder, tmp_path):
    (tmp_path / "dair_emotion").mkdir()
    (tmp_path / "dair_emotion" / "train.txt").write_text("a;joy\nb;joy\n", encoding="utf-8")
    (tmp_path / "dair_emotion" / "val.txt").write_text("\nc;joy\n", encoding="utf-8")
    with pytest.raises(BadData, match="fewer than two labels"):
        label_recipe.train(folder / "tiny.toml", {"data.root": f'"{tmp_path}"'}, tmp_path / "out", quiet)


def test_the_deep_reader_serves_what_was_trained():
    config = Config(n_buckets=512, n_words=20, dim=12, n_hidden=7)
    torch.manual_seed(0)
    members = [WordGruTorch(config, {HEAD: 5}).eval() for _ in range(2)]
    vocabulary = frequent(TEXTS * 2, config.n_words)
    encoded = encode(TEXTS, vocabulary, config.n_buckets)
    trained = np.mean([wordgru_logits(m, encoded, np.arange(len(TEXTS))) for m in members], 0)
    reader = WordGru(tables(members, vocabulary), export(members, HEAD))
    short = [
        i for i, text in enumerate(TEXTS) if len(text) < 100
    ]  # training cuts long texts, serving does not
    served = np.stack([reader.logits(text) for text in TEXTS])
    np.testing.assert_allclose(served[short], trained[short], atol=5e-3)
    assert np.ptp(served, 0).min() > 0.01


def test_padding_does_not_leak():
    config = Config(n_buckets=64, n_words=5, dim=6, n_hidden=5)
    torch.manual_seed(1)
    model, encoded = WordGruTorch(config, {HEAD: 3}).eval(), encode(TEXTS, (), config.n_buckets)
    together = wordgru_logits(model, encoded, np.arange(len(TEXTS)))
    alone = np.concatenate([wordgru_logits(model, encoded, np.array([i])) for i in range(len(TEXTS))])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_many_texts_are_weighed_as_one_is():
    counted = count(TEXTS, 256)
    idf = inverse_document_frequency(counted, 256, at_least=1)
    weighed = weigh(counted, idf)
    for i, text in enumerate(TEXTS):
        rows, weight = grams.features(text, idf)
        place = slice(weighed.start[i], weighed.start[i + 1])
        assert weighed.rows[place].tolist() == rows.tolist()
        np.testing.assert_allclose(weighed.weight[place], weight, rtol=1e-4)
