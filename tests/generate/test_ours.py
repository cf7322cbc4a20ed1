from dataclasses import replace

import numpy as np
import onnxruntime
import pytest

torch = pytest.importorskip("torch")

from gyeol.emotion import PRODUCT  # noqa: E402
from gyeol.errors import BadSetting  # noqa: E402
from gyeol.generate.near import DIM, describe, near  # noqa: E402
from gyeol.generate.ours import Config, Generator, premultiplied  # noqa: E402
from gyeol.lab.export_gan import export  # noqa: E402
from tests.lab.gan_worlds import TINY, faces  # noqa: E402

pytestmark = pytest.mark.lab


def taught(n=60):
    torch.manual_seed(0)
    some = faces(n)
    net = Generator(TINY["ours"], n)
    straight = torch.from_numpy(some.rgba).permute(0, 3, 1, 2).float() / 255
    net.remember(premultiplied(straight), torch.from_numpy(some.feeling))
    return net.eval(), some


def asked(label, n):
    return torch.eye(len(PRODUCT))[[PRODUCT.index(label)] * n]


def test_parts_come_from_pictures_of_the_asked_feeling():
    net, some = taught()
    # a code that says only whether its picture was pleasant
    net.means.copy_(torch.from_numpy(some.positive)[:, None, None].expand_as(net.means))
    net.spreads.zero_()
    told = []
    net.paint_parts = lambda codes: told.append(codes)
    for label in ("joy", "anger"):
        net(torch.randn(200, net.config.noise), asked(label, 200))
    assert told[0].mean() > 0.99
    assert told[1].mean() < 0.01


def test_a_second_picture_with_a_ground_like_the_first_lends_eyes_or_mouth():
    net, _ = taught()
    place = torch.arange(60.0)
    net.means.copy_(place[:, None, None].expand_as(net.means))
    net.spreads.zero_()
    told = []
    net.paint_parts = lambda codes: told.append(codes[..., 0])
    net(torch.randn(500, net.config.noise), asked("joy", 500))
    ground, upper, lower = told[0].T
    eyes, mouth = ground != upper, ground != lower
    assert (eyes ^ mouth).all()
    assert 0.4 < eyes.float().mean() < 0.6
    assert ground.unique().numel() > 25
    assert (upper - lower).abs().mean() < 10  # at random it would be 20


def test_a_feeling_without_pictures_still_gets_one():
    net, _ = taught()
    assert net(torch.randn(3, net.config.noise), asked("disgust", 3)).isfinite().all()


def test_upper_and_lower_codes_reach_their_rows_alone():
    net, _ = taught()
    codes = torch.zeros(1, 3, net.config.code)
    plain = net.paint_parts(codes)
    for i, quiet in ((1, slice(63, 64)), (2, slice(0, 4))):
        moved = codes.clone()
        moved[:, i] = 3
        change = (net.paint_parts(moved) - plain).abs().amax((0, 1, 3))
        assert change[quiet].max() < 1e-6 < change.max()


def test_the_graph_makes_what_the_network_makes(tmp_path):
    net, some = taught()
    noise, feeling = torch.randn(5, net.config.noise), asked("joy", 5)
    export(net, some, tmp_path)
    graph = onnxruntime.InferenceSession(tmp_path / "model.onnx")
    with torch.inference_mode():
        expected = net(noise, feeling).numpy()
    found = graph.run(["rgba"], {"noise": noise.numpy(), "feeling": feeling.numpy()})[0]
    assert found.shape == (5, 4, 64, 64)
    assert np.abs(found - expected).max() < 1e-3
    with np.load(tmp_path / "seen.npz") as arrays:
        assert arrays["descriptors"].shape == (60, DIM)
        copies = near(describe(some.rgba[:9]), arrays["descriptors"], float(arrays["threshold"]))
    assert copies.all()


def test_noise_has_a_number_for_each_choice_and_each_coordinate():
    with pytest.raises(BadSetting, match="noise"):
        Generator(replace(Config(), noise=100), 5)
