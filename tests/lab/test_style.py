import numpy as np
import pytest

torch = pytest.importorskip("torch")

from gyeol.encode.style import Config  # noqa: E402
from gyeol.encode.style_lines import statistics  # noqa: E402
from gyeol.lab.fit_encoder import FitConfig, fit, to_onnx  # noqa: E402
from gyeol.lab.style_data import measured  # noqa: E402
from gyeol.lab.style_measures import retrieval  # noqa: E402
from gyeol.lab.style_recipe import folds  # noqa: E402

pytestmark = pytest.mark.lab


def pictures(n, rng, speckled):
    """Blocks of flat grey-brown tones on a clear ground; or the same, speckled."""
    out = np.zeros((n, 128, 128, 4), np.uint8)
    for picture in out:
        for _ in range(4):
            y, x = rng.integers(8, 80, 2)
            picture[y : y + 36, x : x + 36] = (*rng.integers(60, 180, 3), 255)
        if speckled:
            picture[..., :3] = np.where(
                rng.random((128, 128, 1)) < 0.3, picture[..., :3] // 2, picture[..., :3]
            )
    return list(out)


def test_measured_leaves_empty_pictures_without_evidence():
    some = [*pictures(2, np.random.default_rng(0), True), np.zeros((30, 20, 4), np.uint8)]
    found = measured(some, "grey", 0, lambda what, share: None)
    assert found.any(axis=1).tolist() == [True, True, False]


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
    both = [*pictures(30, rng, False), *pictures(30, rng, True)]
    style = np.repeat(["flat", "speckled"], 30)
    known = measured(both, "plain", 0, lambda what, share: None)
    net = fit(known, style, Config(dim=9), FitConfig(n_discriminant=1, n_principal=20))
    rows = net(torch.from_numpy(known)).numpy()
    assert retrieval(rows, style, style, np.full(60, "")).p_at_1 == 1
    to_onnx(net, tmp_path / "model.onnx")
    session = ort.InferenceSession(str(tmp_path / "model.onnx"), providers=["CPUExecutionProvider"])
    served = session.run(None, {"statistics": known[:5]})[0]
    np.testing.assert_allclose(served, rows[:5], atol=1e-4)


def test_folds_hold_every_pack_once():
    parts = folds(["a", "b", "c", "d", "a"], 3)
    assert sorted(pack for part in parts for pack in part) == ["a", "b", "c", "d"]


def test_statistics_are_finite_and_as_many_for_a_blank_canvas():
    blank = statistics(np.full((128, 128, 3), 255, np.uint8))
    noise = statistics(np.random.default_rng(0).integers(0, 256, (128, 128, 3), np.uint8))
    assert blank.shape == noise.shape
    assert np.isfinite(blank).all()
    assert np.isfinite(noise).all()
