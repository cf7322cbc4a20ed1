"""The model that is trained in torch and the one that serves in NumPy are the same function."""

import numpy as np
import pytest

from gyeol.classify.calibrate import ByLanguage, identity
from gyeol.classify.wordcnn import Config, WordCnn, eight_bits
from gyeol.emotion import PRODUCT

torch = pytest.importorskip("torch")
twin = pytest.importorskip("gyeol.lab.wordcnn_torch")
pytestmark = pytest.mark.lab

TEXTS = [
    "좋아",
    "I was tired but it was worth it!!",
    "",
    "😭 ㅠㅠ 왜 나만",
    "하나 둘 셋 넷 다섯 여섯 일곱",
    "not bad, 힘들지만 안 슬퍼",
]
CONFIG = Config(n_buckets=3000, dim=12, n_filters=10, widths=(1, 2, 3), n_hidden=9, n_grams=0)


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(2)
    made = twin.WordCnnTorch(CONFIG, {"product": 12, "kote": 44}, dropout=0.5, word_dropout=0.3).eval()
    with torch.no_grad():
        made.gate.normal_()  # untrained gates and shifts do nothing
        made.shift.normal_()
    return made


def logits(model, texts):
    encoded = twin.encode(texts, CONFIG.n_buckets)
    with torch.inference_mode():
        return model(twin.batch(encoded, range(len(texts)), 2))["product"].numpy()


def test_numpy_equals_torch_but_for_eight_bits(model):
    served = WordCnn(CONFIG, PRODUCT, model.weights(), ByLanguage(identity(12), identity(12))).logits(TEXTS)
    assert np.abs(served - logits(model, TEXTS)).max() < 0.01


def test_padding_does_not_leak_between_texts(model):
    together = logits(model, TEXTS)
    for i, text in enumerate(TEXTS):
        assert np.allclose(logits(model, [text])[0], together[i], atol=1e-5)


def test_eight_bits_err_by_at_most_half_a_step():
    table = np.random.default_rng(0).normal(size=(50, 7)).astype(np.float32)
    table[3] = 0
    small, scale = eight_bits(table)
    assert np.abs(small * scale[:, None] - table).max() <= scale.max() * 0.6
    assert not small[3].any()
