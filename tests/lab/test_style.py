import numpy as np
import pytest

torch = pytest.importorskip("torch")

from gyeol.encode.style import Config  # noqa: E402
from gyeol.lab.fit_encoder import (  # noqa: E402
    FitConfig,
    fit,
    measured,
    to_onnx,
)
from gyeol.lab.style_measures import retrieval  # noqa: E402
from gyeol.lab.style_net import to_grey, turn_hue  # noqa: E402
from gyeol.lab.style_recipe import altered, folds  # noqa: E402
from gyeol.lab.style_stats import N_STATISTICS, statistics  # noqa: E402

pytestmark = pytest.mark.lab


def pictures(n, rng, speckled):
    """Blocks of flat grey-brown tones on white; or the same, speckled."""
    out = np.full((n, 64, 64, 3), 255, np.uint8)
    for picture in out:
        for _ in range(4):
            y, x = rng.integers(4, 40, 2)
            picture[y : y + 18, x : x + 18] = rng.integers(60, 180, 3)
        if speckled:
            picture[:] = np.where(rng.random((64, 64, 1)) < 0.3, picture // 2, picture)
    return out


def test_statistics_have_their_number_and_are_finite():
    x = torch.from_numpy(pictures(3, np.random.default_rng(0), True).transpose(0, 3, 1, 2).copy())
    found = statistics(x)
    assert found.shape == (3, N_STATISTICS)
    assert torch.isfinite(found).all()
    assert torch.isfinite(statistics(torch.full((1, 3, 64, 64), 255, dtype=torch.uint8))).all()


def test_statistics_of_grey_ignore_a_turn_of_hue():
    x = to_grey(torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(1)) * 255)
    turned = turn_hue(x, torch.tensor([1.0, 4.0]))
    torch.testing.assert_close(statistics(x), statistics(turned), atol=2e-3, rtol=0)


def test_retrieval_known_answer():
    rows = np.array([[1, 0], [0.9, 0.1], [0, 1], [0.1, 0.9], [0.8, 0.2]], np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    pack, family = np.array(list("aabbb")), np.array(list("xxyyy"))
    motif = np.array(["1", "2", "3", "4", "2"])
    got = retrieval(rows, pack, family, motif)
    assert got.n == 5
    assert got.p_at_1 == pytest.approx(4 / 5)  # the last is nearest to the second, which shows the same thing
    assert got.family_at_1 == pytest.approx(4 / 5)
    assert got.content_confusion == pytest.approx(1 / 5)


def test_fit_tells_styles_apart_and_exports_the_same_rows(tmp_path):
    ort = pytest.importorskip("onnxruntime")
    rng = np.random.default_rng(0)
    both = np.concatenate([pictures(30, rng, False), pictures(30, rng, True)])
    style = np.repeat(["flat", "speckled"], 30)
    known = measured(both, "test", 1, lambda what, share: None)
    net = fit(known, style, Config(dim=9), FitConfig(n_discriminant=1))
    rows = net.project(torch.from_numpy(known)).numpy()
    assert retrieval(rows, style, style, np.full(60, "")).p_at_1 == 1
    to_onnx(net, net.config.size_px, tmp_path / "model.onnx")
    session = ort.InferenceSession(str(tmp_path / "model.onnx"), providers=["CPUExecutionProvider"])
    served = session.run(None, {"pictures": np.ascontiguousarray(both[:5].transpose(0, 3, 1, 2))})[0]
    np.testing.assert_allclose(served, rows[:5], atol=2e-3)


def test_folds_hold_every_pack_once():
    parts = folds(["a", "b", "c", "d", "a"], 3)
    assert sorted(pack for part in parts for pack in part) == ["a", "b", "c", "d"]


def test_each_picture_gets_its_own_hue():
    x = np.full((2, 8, 8, 3), (200, 30, 30), np.uint8)
    turned = altered(x, "hue", seed=3)
    assert not np.array_equal(turned[0], turned[1])
    assert np.array_equal(altered(x, "hue", seed=3), turned)
