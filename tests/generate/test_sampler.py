import json

import numpy as np
import pytest

from gyeol.errors import BadArtifact, UnknownName
from gyeol.generate.sampler import Sampler
from tests import tiny_generator


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tiny_generator.write(tmp_path_factory.mktemp("emoji") / "tiny").path


@pytest.fixture(scope="module")
def sampler(folder):
    return Sampler.load(folder)


def test_a_picture_a_label(sampler):
    made = sampler.sample(["joy", "anger", "joy"], np.random.default_rng(7))
    assert made.shape == (3, 64, 64, 4)
    assert made.dtype == np.uint8
    assert made[..., 3].max() == 255
    assert made[0, 0, 0, 3] == 0
    assert sampler.sample([], np.random.default_rng(0)).shape == (0, 64, 64, 4)


def test_the_same_stream_gives_the_same_bytes_whatever_else_is_made(sampler):
    alone = sampler.sample(["joy"], np.random.default_rng(7))
    beside = sampler.sample(["joy", "love", "calm"], np.random.default_rng(7))
    assert np.array_equal(alone[0], beside[0])
    assert not np.array_equal(alone[0], sampler.sample(["joy"], np.random.default_rng(8))[0])
    assert not np.array_equal(alone[0], sampler.sample(["anger"], np.random.default_rng(7))[0])


def test_unknown_feelings_are_refused(sampler):
    with pytest.raises(UnknownName, match="did you mean 'joy'"):
        sampler.sample(["joyy"], np.random.default_rng(0))


@pytest.mark.parametrize("file", ["model.onnx", "seen.npz", "config.json"])
def test_one_altered_byte_is_refused(tmp_path, file):
    folder = tiny_generator.write(tmp_path / "tiny").path
    data = bytearray((folder / file).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / file).write_bytes(data)
    with pytest.raises(BadArtifact):
        Sampler.load(folder)


@pytest.mark.parametrize("options", [{"size": 32, "noise": 16}, {"size": 64}, {"size": 64, "noise": 17}])
def test_what_makes_something_else_is_refused(tmp_path, options):
    folder = tiny_generator.write(tmp_path / "tiny", options=options).path
    with pytest.raises(BadArtifact, match="train"):
        Sampler.load(folder)


def test_a_missing_artefact_says_so(tmp_path):
    with pytest.raises(BadArtifact, match=r"config\.json"):
        Sampler.load(tmp_path / "none")


def test_the_card_says_what_it_was_made_from(folder):
    assert (
        json.loads((folder / "config.json").read_text(encoding="utf-8"))["data"][0]["licence"] == "Apache-2.0"
    )
