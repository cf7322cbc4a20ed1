"""Inception-v3 through the interface of torchvision, with a small network in its place."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402

from gyeol.errors import BadRequest, MissingExtra, UnknownName  # noqa: E402
from gyeol.lab.gan_features import network  # noqa: E402
from gyeol.lab.gan_score import Judge  # noqa: E402
from tests.lab.gan_worlds import faces  # noqa: E402

FILE = "inception_v3_google-0cc3c7bd.pth"


class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool, self.fc = nn.AdaptiveAvgPool2d(2), nn.Linear(12, 1000)

    def forward(self, x):
        assert x.shape[1:] == (3, 299, 299)
        assert x.min() >= -1
        assert x.max() <= 1
        return self.fc(self.pool(x).flatten(1))


@pytest.fixture
def torchvision(monkeypatch, tmp_path):
    weights = SimpleNamespace(DEFAULT=SimpleNamespace(url=f"https://example.org/models/{FILE}"))
    models = SimpleNamespace(Inception_V3_Weights=weights, inception_v3=lambda weights, init_weights: Tiny())
    monkeypatch.setitem(sys.modules, "torchvision", SimpleNamespace(models=models))
    monkeypatch.setitem(sys.modules, "torchvision.models", models)
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path))
    return tmp_path / "checkpoints"


def test_scores_name_the_network_and_its_weights(torchvision):
    torchvision.mkdir()
    torch.save(Tiny().state_dict(), torchvision / FILE)
    seen = network("inception")
    some = faces()
    rows = seen.features(some.pixels)
    assert rows.shape == (60, 12)
    assert rows[0].max() <= 1  # of the pictures, not of 1,000 classes
    found = Judge(some, seen=seen).whole(faces(55, seed=1).rgba)
    assert found["features"] == seen.name
    assert seen.name.startswith("inception_v3@")
    torch.save(Tiny().state_dict(), torchvision / "other.pth")
    assert network("inception", torchvision / "other.pth").name != seen.name
    assert np.array_equal(rows[:5], seen.features(some.pixels[:5]))


def test_weights_that_are_not_there_are_not_downloaded(torchvision):
    with pytest.raises(BadRequest, match="fetch them: python -c"):
        network("inception")
    torchvision.mkdir()
    (torchvision / FILE).write_bytes(b"no weights")
    with pytest.raises(BadRequest, match="does not hold"):
        network("inception")
    torch.save(nn.Linear(2, 2).state_dict(), torchvision / FILE)
    with pytest.raises(BadRequest, match="does not hold"):
        network("inception")


def test_without_torchvision_the_next_step_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "torchvision.models", None)
    with pytest.raises(MissingExtra, match="pip install torchvision torch=="):
        network("inception")


def test_only_known_networks_and_their_weights(tmp_path):
    with pytest.raises(UnknownName):
        network("inceptoin")
    with pytest.raises(BadRequest, match="not for 'style'"):
        network("style", tmp_path)
