"""The BERT family on a tiny model made from a config: the loader's manners, the twin, the export, the recipe."""

import time

import numpy as np
import pytest

from gyeol.classify import load
from gyeol.errors import BadData, RemoteError

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
from gyeol.classify.bert import Config, pieces  # noqa: E402
from gyeol.emotion import PRODUCT  # noqa: E402
from gyeol.lab import hub, reference_recipe  # noqa: E402
from gyeol.lab.bert_net import BertNet, network, read_tokenizer  # noqa: E402
from gyeol.lab.fit_reference import batch  # noqa: E402
from tests.lab.test_reference import quiet, recipe  # noqa: E402, F401
from tests.lab.tiny_bert import make  # noqa: E402

pytestmark = pytest.mark.lab
TEXTS = ["i feel happy", "so sad today", "좋아", "we are so so so tired again and again"]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return make(tmp_path_factory.mktemp("hub") / "tiny")


def test_padding_does_not_leak_and_the_export_is_the_net(tiny):
    for int8, most in ((False, 1e-4), (True, 0.02)):
        config = Config(source=str(tiny), max_pieces=32, int8=int8)
        torch.manual_seed(1)
        build, served, numbers = network(config, TEXTS, PRODUCT, 0.1)
        net = build().eval()
        with torch.inference_mode():
            together = net(*batch(numbers, np.arange(len(TEXTS)))).numpy()
            alone = np.concatenate([net(*batch(numbers, np.array([i]))).numpy() for i in range(len(TEXTS))])
        np.testing.assert_allclose(alone, together, atol=1e-5)
        proba = 1 / (1 + np.exp(-together))
        assert np.abs(served(net).predict_proba(TEXTS) - proba).max() < most


def test_words_are_known_and_hangul_is_not_taken_apart(tiny):
    tokenizer = read_tokenizer(tiny, Config(source=str(tiny)))
    assert pieces("I feel 좋아", tokenizer).tolist() == [2, 5, 6, 22, 23, 3]
    assert len(pieces("so " * 500, tokenizer)) == 128


def test_a_tokenizer_that_knows_nothing_is_refused(tiny, tmp_path):
    other = make(tmp_path / "other")
    (other / "vocab.txt").write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]), encoding="utf-8"
    )
    with pytest.raises(BadData, match="does not know"):
        network(Config(source=str(other)), TEXTS, PRODUCT, 0.1)
    (other / "vocab.txt").unlink()
    with pytest.raises(BadData, match=r"neither tokenizer\.json nor"):
        read_tokenizer(other, Config())


def test_more_pieces_than_the_model_reads_are_refused(tiny):
    with pytest.raises(BadData, match="at most 64"):
        BertNet(Config(source=str(tiny)), tiny, 2, dropout=0.1)


def test_offline_the_command_that_fetches_is_told_at_once(monkeypatch):
    for offline in (True, False):
        monkeypatch.setenv("HF_HUB_OFFLINE", "1" if offline else "0")
        monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")  # nothing listens there
        start = time.perf_counter()
        with pytest.raises(RemoteError, match="hf download nobody/nothing-here"):
            hub.find("nobody/nothing-here")
        assert time.perf_counter() - start < 1


def test_a_folder_comes_first_and_a_wrong_one_is_said(tiny, tmp_path):
    assert hub.find(str(tiny)) == tiny
    with pytest.raises(BadData, match=r"no config\.json"):
        hub.find(str(tmp_path))
    with pytest.raises(BadData, match="no folder"):
        hub.find(str(tmp_path / "none"))


def test_it_learns_by_recipe(recipe, tiny, tmp_path):  # noqa: F811
    text = recipe.read_text(encoding="utf-8").replace('"lstm"', '"bert"')
    recipe.write_text(
        text.replace("dim = 8\nn_hidden = 8", f'source = "{tiny}"\nmax_pieces = 24'), encoding="utf-8"
    )
    changes = {"fit.optimiser": "adabelief", "fit.schedule": "cosine", "fit.clip": "1.0", "fit.epochs": "8"}
    artifact = reference_recipe.train(recipe, changes, tmp_path / "out", quiet)
    found = load(tmp_path / "out")
    assert artifact.metrics["dev"]["accuracy"] > 0.8
    assert found.taxonomy.labels[found.predict_proba(["we feel glad today"])[0].argmax()] == "joy"
