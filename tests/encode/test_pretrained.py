"""Encoders over networks of the hub, on tiny ones made from a config."""

import time

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from gyeol.encode.gram import Config, GramEncoder, _Sketch  # noqa: E402
from gyeol.encode.pixels import CLIP, IMAGENET, normalised  # noqa: E402
from gyeol.errors import BadData, RemoteError  # noqa: E402
from gyeol.lab.open_encoder import open_encoder  # noqa: E402
from tests.contracts import tiny_vision  # noqa: E402

pytestmark = pytest.mark.lab


def test_the_sketch_keeps_distances_of_gram_matrices():
    rng = np.random.default_rng(0)
    features = [torch.from_numpy(rng.random((40, 25), np.float32) ** 3) for _ in range(8)]
    grams = [(f @ f.T / f.shape[1]).flatten() for f in features]

    def error(dim):
        sketch = _Sketch(40, dim, np.random.default_rng(1))
        found = [sketch(f) for f in features]
        pairs = [(i, j) for i in range(8) for j in range(i)]
        ratio = [float((found[i] - found[j]).norm() / (grams[i] - grams[j]).norm()) for i, j in pairs]
        return abs(np.mean(ratio) - 1), np.std(ratio)

    assert error(4096)[0] < 0.1
    assert error(4096)[1] < 0.05
    assert error(64)[1] > error(4096)[1]  # fewer axes, coarser distances


def test_the_sketch_is_that_of_the_whole_matrix():
    """Summed over places, the convolutions are the sketch of Σ f fᵀ: each entry goes to the sum of its two cells."""
    rng = np.random.default_rng(2)
    features = torch.from_numpy(rng.random((6, 5), np.float32))
    sketch = _Sketch(6, 16, np.random.default_rng(3))
    gram = (features @ features.T / 5).numpy()
    expected = np.zeros(16)
    left, right = (table.numpy() for table in sketch.tables)
    for i in range(6):
        for j in range(6):
            a, b = np.flatnonzero(left[:, i])[0], np.flatnonzero(right[:, j])[0]
            expected[(a + b) % 16] += left[a, i] * right[b, j] * gram[i, j]
    np.testing.assert_allclose(sketch(features).numpy(), expected, atol=1e-5)


def test_grey_gram_does_not_see_hues_and_rgb_does():
    red, green = np.zeros((2, 40, 40, 4), np.uint8)
    red[8:30, 8:30] = (110, 30, 30, 255)
    green[8:30, 8:30] = (30, 71, 30, 255)  # of nearly the same tone
    tones = [round(float(p[10, 10, :3] @ (0.299, 0.587, 0.114))) for p in (red, green)]
    assert abs(tones[0] - tones[1]) <= 1
    colours = GramEncoder.load(tiny_vision.resnet(), Config(size_px=64)).encode([red, green])
    greys = GramEncoder.load(tiny_vision.resnet(), Config(size_px=64, grey=True)).encode([red, green])
    assert colours.shape == (2, 256)
    assert np.linalg.norm(greys[0] - greys[1]) < 0.2 * np.linalg.norm(colours[0] - colours[1])


def test_normalised_pads_on_white_and_keeps_proportions():
    picture = np.zeros((10, 40, 4), np.uint8)
    picture[..., 3] = 255
    x = normalised(picture, 20, IMAGENET)
    assert x.shape == (3, 20, 20)
    assert x.dtype == np.float32
    white, black = ((v - np.asarray(IMAGENET[0])) / IMAGENET[1] for v in (1.0, 0.0))
    np.testing.assert_allclose(x[:, 0, 0], white, atol=1e-5)
    np.testing.assert_allclose(x[:, 10, 10], black, atol=1e-5)
    assert normalised(np.zeros((4, 4, 4), np.uint8), 20, CLIP) is None
    assert normalised(np.zeros((0, 4, 4), np.uint8), 20, CLIP) is None


def test_hub_models_come_from_a_folder_first_and_are_missed_quickly_offline(monkeypatch, tmp_path):
    assert open_encoder("gram", str(tiny_vision.resnet())).name.startswith("gram@")
    assert open_encoder("clip", str(tiny_vision.clip())).dim == 24
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    start = time.monotonic()
    with pytest.raises(RemoteError, match=r"hf download microsoft/resnet-50 .* --weights DIR"):
        open_encoder("gram")
    assert time.monotonic() - start < 5  # a second on an idle machine
    with pytest.raises(BadData, match=r"no config\.json"):
        open_encoder("gram", str(tmp_path))


def test_a_pretrained_network_is_fine_tuned_and_missed_by_name(tmp_path, monkeypatch):
    from gyeol.encode.bottleneck import BottleneckEncoder
    from gyeol.encode.bottleneck import Config as Shape
    from gyeol.lab.bottleneck_recipe import plan
    from gyeol.lab.fit_bottleneck import FitConfig, fit

    rng = np.random.default_rng(0)
    pixels = rng.normal(size=(8, 3, 32, 32)).astype(np.float32)
    shape = Shape(source=str(tiny_vision.efficientnet()), size_px=32)
    options = FitConfig(epochs=1, batch_size=4, threads=1)
    net = fit(pixels, np.array(["a", "b"] * 4), shape, options, lambda what, share: None)
    assert net(torch.zeros(1, 3, 32, 32)).shape == (1, 128)
    assert BottleneckEncoder.load(tiny_vision.bottleneck()).dim == 128
    assert plan(tiny_vision.folder() / "bottleneck.toml", {})["rows"] == {"dark": 6, "light": 6}
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(RemoteError, match="hf download google/efficientnet-b0"):
        fit(pixels, np.array(["a", "b"] * 4), Shape(), options, lambda what, share: None)
