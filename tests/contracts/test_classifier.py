"""The contract of every classifier: a new one is tested by adding one line to MAKERS."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, fields, replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import gyeol
from gyeol.artifact import write
from gyeol.classify import CLASSIFIERS, KIND, cnn, linear, load, lstm, widedeep
from gyeol.classify.calibrate import ByLanguage, Calibration
from gyeol.classify.grams import WideTable
from gyeol.classify.vocabulary import frequent
from gyeol.classify.widedeep import Head, WideDeep
from gyeol.classify.wordcnn import Config, WordCnn
from gyeol.emotion import PRODUCT, Taxonomy
from gyeol.errors import BadArtifact
from gyeol.learn import Delta, Frequencies, Tuned
from gyeol.learn.cues import hashed

TEXTS = [
    "좋아ㅋㅋ",
    "so tired...",
    "😭",
    "",
    "3시에 봐",
    "가" * 300,
    "I'm not happy but okay, 그래도 괜찮아 " * 20,
]
SHIPPED = Path(gyeol.__file__).parent / "artifacts" / "emotion"
ALONE = widedeep.Config(n_grams=500, n_members=0)
SMALL = Config(n_buckets=500, dim=8, n_filters=6, widths=(1, 3), n_hidden=5, n_grams=400)


def wordcnn(config=SMALL, taxonomy=PRODUCT):
    rng = np.random.default_rng(3)
    weights = {k: rng.normal(0, 0.5, s).astype(np.float16) for k, s in config.shapes(len(taxonomy)).items()}
    weights["table"] = rng.integers(-127, 128, (config.n_buckets, config.dim), np.int8)
    weights["scale"] = np.full(config.n_buckets, 0.01, np.float16)
    n = len(taxonomy)
    weights["wide"] = rng.integers(-127, 128, (config.n_grams, n), np.int8)
    weights |= {name: np.full(config.n_grams, 0.05, np.float16) for name in ("wide_scale", "wide_idf")}
    lines = ByLanguage(calibration_of(rng, n), calibration_of(rng, n))
    return WordCnn(config, taxonomy, weights, lines)


def wide_alone(config=ALONE, taxonomy=PRODUCT):
    """The deep part needs a graph that torch exports: see tests/lab/test_label_recipe.py."""
    rng, n = np.random.default_rng(5), len(taxonomy)
    idf, scale = np.ones(config.n_grams, np.float32), np.full(config.n_grams, 0.05, np.float32)
    wide = WideTable(
        idf, rng.integers(-127, 128, (config.n_grams, n), np.int8), scale, np.zeros(n, np.float32)
    )
    head = Head(np.zeros((0, n), np.float32), np.full(n, 0.3, np.float32))
    scales = Calibration(rng.uniform(0.5, 2, n).astype(np.float32), rng.normal(size=n).astype(np.float32))
    return WideDeep(config, taxonomy, wide, None, head, scales)


def calibration_of(rng, n):
    return Calibration(rng.uniform(0.5, 2, n).astype(np.float32), rng.normal(size=n).astype(np.float32))


def over_words(family, default):
    """Return a maker of a family that reads the words of TEXTS through random weights."""

    def make(config=default, taxonomy=PRODUCT):
        rng, known = np.random.default_rng(5), frequent(TEXTS * 2, config.n_words)
        shapes = config.shapes(len(known), len(taxonomy))
        weights = {name: rng.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes.items()}
        return family(config, taxonomy, known, weights, calibration_of(rng, len(taxonomy)))

    return make


def linear_of(config=linear.Config(n_terms=60), taxonomy=PRODUCT):  # noqa: B008
    rng = np.random.default_rng(6)
    found = sorted({term for text in TEXTS for term in linear.terms(text, config)})[: config.n_terms]
    shapes = {"idf": len(found), "out": (len(found), len(taxonomy)), "out_bias": len(taxonomy)}
    weights = {name: rng.normal(0, 1, shape).astype(np.float32) for name, shape in shapes.items()}
    return linear.Linear(config, taxonomy, found, weights, calibration_of(rng, len(taxonomy)))


def tuned():
    rng, rows = np.random.default_rng(8), np.unique(np.concatenate([hashed(text) for text in TEXTS]))
    delta = Delta(rows, rng.normal(0, 2, (len(rows), 12)).astype(np.float32))
    return Tuned(wordcnn(), delta, Frequencies.count(TEXTS), model="tuned@untrained")


def bert(config=None, taxonomy=PRODUCT):
    """Return a tiny one made from a config; skip without the lab, which alone can make it."""
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from gyeol.classify.bert import Bert, Config
    from gyeol.lab.bert_net import BertNet, read_tokenizer
    from tests.lab.tiny_bert import make

    config = config or Config(max_pieces=40)
    with tempfile.TemporaryDirectory() as folder:
        tiny = make(Path(folder))
        torch.manual_seed(3)
        net = BertNet(config, tiny, len(taxonomy), dropout=0.1)
        torch.nn.init.normal_(net.out.weight, std=1.0)
        calibration = calibration_of(np.random.default_rng(7), len(taxonomy))
        return Bert(config, taxonomy, read_tokenizer(tiny, config).to_str(), net.graph(), calibration)


def bert_options():
    try:
        from gyeol.classify.bert import Config
    except ModuleNotFoundError:
        return None
    return Config(source="elsewhere", max_pieces=16, int8=False, single=True)


MAKERS = {
    "bert": bert,
    "cnn": over_words(cnn.Cnn, cnn.Config(dim=6, n_filters=5)),
    "linear": linear_of,
    "lstm": over_words(lstm.Lstm, lstm.Config(dim=6, n_hidden=5, n_layers=2, both_ways=True)),
    "tuned": tuned,
    "widedeep": wide_alone,
    "wordcnn": wordcnn,
}
OTHER = {
    "bert": bert_options(),
    "cnn": cnn.Config(n_words=9, dim=4, n_filters=3, widths=(1, 2), single=True),
    "linear": linear.Config(word_grams=1, shortest=3, longest=3, least=1, n_terms=50, single=True),
    "lstm": lstm.Config(
        n_words=9,
        dim=4,
        n_hidden=3,
        n_layers=2,
        both_ways=True,
        read_at_padding=True,
        padded_to=7,
        single=True,
    ),
    "widedeep": widedeep.Config(
        n_grams=301, n_buckets=9, n_words=3, dim=6, n_hidden=7, n_members=0, single=True, korean=True
    )
    if find_spec("kiwipiepy")
    else None,
    "wordcnn": Config(n_buckets=301, dim=6, n_filters=3, widths=(2, 4), n_hidden=7, n_grams=77),
}
WRONG = {
    "cnn": {"n_filters": 499},
    "linear": {"n_terms": 49},
    "lstm": {"n_hidden": 499},
    "widedeep": {"n_grams": 499},
    "wordcnn": {"n_buckets": 499},
}


def save(classifier, folder):
    return write(
        folder,
        classifier.write,
        kind=KIND,
        name="tiny",
        options=classifier.options(),
        taxonomy="any",
        seed=0,
        recipe="none",
        data=[],
        metrics={},
        about="",
    )


@pytest.fixture(params=sorted(MAKERS), scope="module")
def classifier(request):
    return MAKERS[request.param]()


def test_every_registered_family_is_under_contract():
    assert set(CLASSIFIERS.names()) == set(MAKERS) == {*OTHER, "tuned"}


def test_shape_type_and_range(classifier):
    proba = classifier.predict_proba(TEXTS)
    assert proba.shape == (len(TEXTS), len(classifier.taxonomy))
    assert proba.dtype == np.float32
    assert proba.min() >= 0
    assert proba.max() <= 1
    assert np.ptp(proba, axis=0).max() > 0.01  # it does look at the text
    assert classifier.predict_proba([]).shape == (0, len(classifier.taxonomy))


def test_batch_equals_loop(classifier):
    together = classifier.predict_proba(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        assert classifier.predict_proba([text])[0].tobytes() == row.tobytes()


def test_same_answer_whatever_came_before(classifier):
    first = classifier.predict_proba(TEXTS)
    classifier.predict_proba([f"noise {i}" for i in range(50)])
    assert classifier.predict_proba(TEXTS[::-1])[::-1].tobytes() == first.tobytes()


@pytest.mark.parametrize("name", sorted(OTHER))  # that of "tuned", which rests on what ships: tests/learn
def test_round_trip_with_every_option_not_default(name, tmp_path):
    config = OTHER[name] or pytest.skip("needs the extra 'lab', or 'korean' for widedeep")
    default = type(config)()
    assert all(getattr(config, f.name) != getattr(default, f.name) for f in fields(config))
    taxonomy = Taxonomy("two", ("up", "down"), ("위", "아래"), ("up", "down"))
    made = MAKERS[name](config, taxonomy)
    save(made, tmp_path / "a")
    found = load(tmp_path / "a")
    assert found.config == config
    assert found.taxonomy == taxonomy
    assert found.model.startswith("tiny@")
    assert found.predict_proba(TEXTS).tobytes() == made.predict_proba(TEXTS).tobytes()
    saved = json.loads((tmp_path / "a" / "config.json").read_text(encoding="utf-8"))["options"]
    assert saved == {"classifier": name, **json.loads(json.dumps(asdict(config)))}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_weights_that_do_not_fit_the_options_are_refused_at_load(name, tmp_path):
    made = MAKERS[name]()
    made.config = replace(made.config, **WRONG[name])
    save(made, tmp_path / "a")
    with pytest.raises(BadArtifact, match=r"table|weight|terms"):
        load(tmp_path / "a")


def test_an_unknown_option_is_refused_at_load(tmp_path):
    made = wordcnn()
    options = made.options() | {"depth": 3}
    made.options = lambda: options
    save(made, tmp_path / "a")
    with pytest.raises(BadArtifact, match="depth"):
        load(tmp_path / "a")


def test_a_calibration_of_other_labels_is_refused(tmp_path):
    made = wordcnn()
    three = Calibration(np.ones(3, np.float32), np.zeros(3, np.float32))
    made.calibration = ByLanguage(three, three)
    save(made, tmp_path / "a")
    with pytest.raises(BadArtifact, match="calibrate 12"):
        load(tmp_path / "a")


_ASK = """
import sys, hashlib
from pathlib import Path
from gyeol.classify import load
texts = ["오늘 정말 좋았어", "I was tired but happy", "😭😭", "그래도 괜찮아 " * 400]
print(hashlib.sha256(load(Path(sys.argv[1])).predict_proba(texts).tobytes()).hexdigest())
print(sorted(m for m in ("torch", "sklearn", "onnxruntime", "gyeol.lab") if m in sys.modules))
"""


def ask(folder, threads):
    env = os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads, "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", _ASK, str(folder)], env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_the_shipped_classifier_answers_alike_with_any_number_of_threads_and_without_the_lab():
    one, two = ask(SHIPPED, "1"), ask(SHIPPED, "2")
    assert one == two
    assert one[1] == "[]"


def test_the_shipped_classifier_speaks_the_product_taxonomy():
    assert load(SHIPPED).taxonomy == PRODUCT
    assert sum(p.stat().st_size for p in SHIPPED.iterdir()) <= 15 * 2**20
