"""The reference models: twins agree, padding does not leak (or does, where asked), recipes train, resume and refuse."""

import itertools
import json

import numpy as np
import pytest

from gyeol.classify import cnn, linear, load, lstm
from gyeol.classify.calibrate import identity, temperature
from gyeol.classify.vocabulary import frequent
from gyeol.emotion import Taxonomy
from gyeol.errors import BadData, BadSetting, UnknownName

torch = pytest.importorskip("torch")
recipes = pytest.importorskip("gyeol.lab.reference_recipe")
from gyeol.lab.adabelief import AdaBelief  # noqa: E402
from gyeol.lab.fit_linear import fit_linear  # noqa: E402
from gyeol.lab.fit_reference import batch  # noqa: E402
from gyeol.lab.reference_nets import CnnNet, LstmNet  # noqa: E402

pytestmark = pytest.mark.lab

TEXTS = [
    "좋아 좋아",
    "i was tired but it was worth it!!",
    "",
    "왜 나만 왜",
    "one two three four five six",
    "i was one",
]
TWO = Taxonomy("two", ("up", "down"), ("위", "아래"), ("up", "down"))
CONFIGS = [
    lstm.Config(dim=5, n_hidden=4),
    lstm.Config(dim=5, n_hidden=4, n_layers=2, both_ways=True),
    lstm.Config(dim=5, n_hidden=4, both_ways=True, read_at_padding=True, padded_to=5),
    cnn.Config(dim=5, n_filters=4, widths=(2, 3)),
]


def twins(config):
    torch.manual_seed(1)
    known = frequent(TEXTS * 2, 100)
    kind, family = (LstmNet, lstm.Lstm) if isinstance(config, lstm.Config) else (CnnNet, cnn.Cnn)
    net = kind(config, len(known), 2, dropout=0.5).eval()
    numbers = [known.numbers(text) for text in TEXTS]
    if isinstance(config, lstm.Config):
        numbers = [lstm.padded(some, config) for some in numbers]
    return net, family(config, TWO, known, net.weights(), identity(2)), numbers


@pytest.mark.parametrize("config", CONFIGS)
def test_numpy_equals_torch_in_a_batch_and_alone(config):
    net, served, numbers = twins(config)
    with torch.inference_mode():
        together = net(*batch(numbers, np.arange(len(numbers)))).numpy()
        alone = np.concatenate([net(*batch(numbers, np.array([i]))).numpy() for i in range(len(numbers))])
    np.testing.assert_allclose(served.logits(TEXTS), together, atol=1e-5)
    np.testing.assert_allclose(alone, together, atol=1e-5)


def test_reading_at_the_padding_forgets_the_text_and_reading_at_the_end_does_not():
    rng = np.random.default_rng(0)
    known = frequent(["good bad"] * 2, 9)
    config = lstm.Config(dim=4, n_hidden=4)
    weights = {k: rng.normal(0, 0.6, s).astype(np.float32) for k, s in config.shapes(len(known), 2).items()}
    weights["embed"][0] = 0

    def told_apart(read_at_padding):
        options = lstm.Config(dim=4, n_hidden=4, read_at_padding=read_at_padding, padded_to=80)
        one, other = lstm.Lstm(options, TWO, known, weights, identity(2)).logits(["good", "bad"])
        return np.abs(one - other).max()

    assert told_apart(True) < told_apart(False) / 50


def test_linear_learns_what_scikit_learn_learns():
    features = pytest.importorskip("sklearn.feature_extraction.text")
    models = pytest.importorskip("sklearn.linear_model")
    texts = [f"{w} {'abcdefg'[i % 7]}x" for w in ("good", "fine", "nice", "bad", "sad") for i in range(20)]
    truth = np.array([i // 20 > 2 for i in range(100)]).astype(int)
    config = linear.Config(word_grams=1, longest=0, single=True)
    made = fit_linear(texts, np.eye(2, dtype=np.float32)[truth], TWO, config, inverse_penalty=1.0, seed=0)
    theirs = features.TfidfVectorizer(token_pattern=r"[a-z]+", sublinear_tf=True, min_df=2)
    model = models.LogisticRegression(C=1.0).fit(theirs.fit_transform(texts), truth)
    np.testing.assert_allclose(
        made.predict_proba(texts)[:, 1], model.predict_proba(theirs.transform(texts))[:, 1], atol=0.02
    )


def test_a_label_that_never_occurs_is_never_said():
    three = Taxonomy("three", ("a", "b", "c"), ("a", "b", "c"), ("a", "b", "c"))
    texts, target = ["x y", "x z", "w v", "w u"] * 3, np.eye(3, dtype=np.float32)[[0, 0, 1, 1] * 3]
    for single in (True, False):
        config = linear.Config(single=single)
        made = fit_linear(texts, target, three, config, inverse_penalty=4.0, seed=0)
        assert made.predict_proba(texts)[:, 2].max() < 1e-6
        assert (made.predict_proba(texts).argmax(1) == target.argmax(1)).all()


def test_adabelief_takes_the_step_of_the_paper():
    p = torch.tensor([1.0], requires_grad=True)
    optimiser = AdaBelief([p], lr=0.1, weight_decay=0.01)
    p.grad = torch.tensor([2.0])
    optimiser.step()
    # m = 0.1 * 2, s = 0.001 * (2 - 0.2)^2; both corrected for their start
    assert p.item() == pytest.approx(1 * (1 - 0.001) - 0.1 * (0.2 / 0.1) / np.sqrt(1.8**2), abs=1e-5)
    for _ in range(300):
        p.grad = 2 * (p.detach() - 0.5)
        optimiser.step()
    assert p.item() == pytest.approx(0.5, abs=0.05)


def test_a_temperature_mends_a_boaster():
    truth = np.array([0, 1] * 50)
    logits = 9 * np.eye(2)[np.where(np.arange(100) < 80, truth, 1 - truth)].astype(np.float32)
    assert temperature(logits, truth).apply(logits, single=True).max() == pytest.approx(0.8, abs=0.02)


RECIPE = """
kind = "reference"
name = "tiny"
classifier = "lstm"
dev_share = 0.2
[data]
corpus = "dair"
[model]
dim = 8
n_hidden = 8
[fit]
epochs = 4
batch_size = 16
learning_rate = 0.02
threads = 1
"""


@pytest.fixture
def recipe(tmp_path, monkeypatch):
    words = {"joy": ["happy", "glad"], "sadness": ["sad", "blue"], "anger": ["cross", "mad"]}
    lines = [
        f"{who} feel {word} {when};{label}"
        for label, some in words.items()
        for word, who, when in itertools.product(
            some, ["i", "you", "we", "they"], ["now", "today", "again", "still", "so"]
        )
    ]
    (tmp_path / "dair_emotion").mkdir()
    (tmp_path / "dair_emotion" / "train.txt").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "dair_emotion" / "val.txt").write_text("happy me;joy\nsad me;sadness\n", encoding="utf-8")
    monkeypatch.setenv("GYEOL_DATA", str(tmp_path))
    path = tmp_path / "tiny.toml"
    path.write_text(RECIPE, encoding="utf-8")
    return path


def quiet(_what, _done):
    pass


@pytest.mark.parametrize("family", ["cnn", "linear", "lstm"])
def test_each_family_learns_by_recipe(recipe, tmp_path, family):
    text = recipe.read_text(encoding="utf-8").replace('"lstm"', f'"{family}"')
    head, model = (
        "dim = 8\nn_hidden = 8",
        {"cnn": "dim = 8\nn_filters = 8", "linear": "", "lstm": "dim = 8\nn_hidden = 8"},
    )
    recipe.write_text(text.replace(head, model[family]), encoding="utf-8")
    artifact = recipes.train(recipe, {}, tmp_path / "out", quiet)
    found = load(tmp_path / "out")
    assert found.config.single
    assert found.taxonomy.labels[found.predict_proba(["we feel glad today"])[0].argmax()] == "joy"
    assert artifact.metrics["report"]["accuracy"] == 1
    assert artifact.metrics["dev"]["n"] > 10
    assert (tmp_path / "out" / "history.json").is_file() == (family != "linear")
    assert artifact.config["data"][0]["rows"] == 120 - artifact.metrics["dev"]["n"]


def test_a_killed_run_goes_on_and_ends_as_if_never_killed(recipe, tmp_path):
    whole = recipes.train(recipe, {}, tmp_path / "whole", quiet)
    seen = []

    def kill(what, done):
        if what.startswith("epoch 3/4") and done == 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recipes.train(recipe, {}, tmp_path / "out", kill)
    assert not (tmp_path / "out").exists()
    again = recipes.train(recipe, {}, tmp_path / "out", lambda what, done: seen.append(what))
    assert not any(what.startswith(("epoch 1/4", "epoch 2/4")) for what in seen)
    assert again.config["files"] == whole.config["files"]


def test_patience_stops_early_and_the_best_epoch_is_kept(recipe, tmp_path):
    recipes.train(
        recipe, {"fit.epochs": "30", "fit.patience": "2", "fit.learning_rate": "0.3"}, tmp_path / "out", quiet
    )
    history = json.loads((tmp_path / "out" / "history.json").read_text(encoding="utf-8"))
    best = max(range(len(history)), key=lambda i: (history[i]["dev_accuracy"], -history[i]["dev_loss"]))
    assert len(history) < 30
    assert len(history) - 1 - best == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"fit.optimiser": "adabelief", "fit.schedule": "cosine"},
        {"fit.optimiser": "adamw", "fit.schedule": "linear", "fit.clip": "1.0"},
    ],
)
def test_every_optimiser_and_schedule_learns(recipe, tmp_path, changes):
    changes = {**changes, "fit.epochs": "6"}
    assert recipes.train(recipe, changes, tmp_path / "out", quiet).metrics["dev"]["accuracy"] > 0.8


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("model.depth", "3", "model.depth"),
        ("model.dim", "wide", "model.dim"),
        ("fit.optimiser", "sgdd", "fit.optimiser"),
        ("fit.epochs", "0", "at least 1"),
        ("dev_share", "1.0", "between 0 and 1"),
        ("data.helpers", '["kote"]', "no helpers"),
    ],
)
def test_a_wrong_setting_is_named(recipe, key, value, message):
    with pytest.raises(BadSetting, match=message):
        recipes.read(recipe, {key: value})


def test_wrong_names_and_too_few_rows_are_said(recipe, tmp_path):
    with pytest.raises(UnknownName, match="did you mean 'lstm'"):
        recipes.read(recipe, {"classifier": "lstn"})
    with pytest.raises(BadData, match="too few rows"):
        recipes.train(recipe, {"dev_share": "0.00001"}, tmp_path / "out", quiet)
    assert recipes.plan(recipe, {})["rows"]["report"] == 2


def test_a_gpu_that_is_not_there_is_said(recipe, tmp_path, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(BadSetting, match="no GPU here"):
        recipes.train(recipe, {"fit.device": "cuda"}, tmp_path / "out", quiet)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["bert", "cnn", "linear", "lstm"])
def test_the_recipes_that_ship_are_valid(name):
    assert recipes.read(recipes.Path(__file__).parents[2] / "recipes" / f"{name}.toml", {}).classifier == name
