"""What every encoder promises; a new one is tested by adding one line to MAKERS."""

from pathlib import Path

import numpy as np
import pytest

import gyeol
from gyeol.encode import ENCODERS
from gyeol.encode.concepts import Concepts
from gyeol.encode.sentence import SentenceEncoder
from gyeol.encode.style import StyleEncoder
from tests.contracts import tiny_vision

SENTENCE = Path(gyeol.__file__).parent / "artifacts" / "sentence"
STYLE = Path(gyeol.__file__).parent / "artifacts" / "style"


def disc(size, colour, width=0):
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    far = np.hypot(x, y)
    inside = (far < size * 0.4) & (far > size * 0.4 - width if width else True)
    picture = np.zeros((size, size, 4), np.uint8)
    picture[inside] = (*colour, 255)
    return picture


EMPTY = np.zeros((9, 7, 4), np.uint8)
PICTURES = (
    [disc(64, (200, 30, 30)), disc(33, (0, 0, 0), 3), disc(128, (250, 210, 60)), disc(20, (9, 9, 90), 2)],
    EMPTY,
)
SAMPLES = {
    "concepts": (["생일 축하해", "coffee and cake", "비가 와", "커피", "a sleepy cat 🐱"], "그냥 그래"),
    "sentence": (["생일 축하해", "coffee and cake", "비가 와", "커피", "a sleepy cat 🐱"], "… !! 🐱"),
}


def from_the_lab(name, weights):
    """An encoder that needs the extra 'lab', with weights made from a config."""
    pytest.importorskip("transformers")
    return ENCODERS.get(name).load(weights())


MAKERS = {
    "bottleneck": lambda: from_the_lab("bottleneck", tiny_vision.bottleneck),
    "clip": lambda: from_the_lab("clip", tiny_vision.clip),
    "concepts": Concepts.load,
    "gram": lambda: from_the_lab("gram", tiny_vision.resnet),
    "sentence": lambda: SentenceEncoder.load(SENTENCE),
    "style": lambda: StyleEncoder.load(STYLE),
}


@pytest.fixture(params=sorted(MAKERS), scope="module")
def case(request):
    return MAKERS[request.param](), *SAMPLES.get(request.param, PICTURES)


def test_every_registered_encoder_is_tested():
    assert sorted(MAKERS) == ENCODERS.names()


def test_shape_and_type(case):
    encoder, inputs, _ = case
    rows = encoder.encode(inputs)
    assert rows.shape == (len(inputs), encoder.dim)
    assert rows.dtype == np.float32
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_rows_are_of_length_one(case):
    encoder, inputs, _ = case
    np.testing.assert_allclose(np.linalg.norm(encoder.encode(inputs), axis=1), 1, atol=1e-5)


def test_no_evidence_is_a_zero_row(case):
    encoder, inputs, nothing = case
    rows = encoder.encode([inputs[0], nothing])
    assert rows[0].any()
    assert not rows[1].any()


def test_batch_equals_loop(case):
    encoder, inputs, nothing = case
    batch = encoder.encode([*inputs, nothing])
    loop = [encoder.encode([one])[0] for one in (*inputs, nothing)]
    assert batch.tobytes() == np.stack(loop).tobytes()


def test_same_answer_whatever_came_before(case):
    encoder, inputs, nothing = case
    first = encoder.encode(inputs).tobytes()
    encoder.encode([*inputs[::-1], nothing])
    assert encoder.encode(inputs).tobytes() == first


def test_different_inputs_give_different_rows(case):
    encoder, inputs, _ = case
    rows = encoder.encode(inputs)
    assert (rows @ rows.T - np.eye(len(inputs))).max() < 0.9999


def test_name_carries_a_revision(case):
    encoder, _, _ = case
    name, _, revision = encoder.name.partition("@")
    assert name
    assert len(revision) == 12
