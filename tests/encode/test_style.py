import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import gyeol
from gyeol import artifact
from gyeol.encode.image import CANVAS_PX
from gyeol.encode.style import KIND, StyleEncoder
from gyeol.encode.style_lines import statistics
from gyeol.errors import BadArtifact
from tests.encode.test_image import on_ground, sticker

FOLDER = Path(gyeol.__file__).parent / "artifacts" / "style"


@pytest.fixture(scope="module")
def encoder():
    return StyleEncoder.load(FOLDER)


def likeness(encoder, a, b):
    rows = encoder.encode([a, b])
    return float(rows[0] @ rows[1])


def test_the_artefact_is_small_and_says_how_it_was_measured():
    found = artifact.load(FOLDER, kind=KIND)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 8_000_000
    assert found.config["options"]["size_px"] == CANVAS_PX
    assert found.config["options"]["dim"] <= 256
    assert {"unseen packs, plain", "unseen packs, hue", "unseen packs, grey"} <= set(found.metrics)


def test_ground_does_not_change_the_style(encoder):
    assert likeness(encoder, sticker(), on_ground(sticker(), (255, 255, 255))) > 0.999


def speckled(size=96):
    picture = sticker(size)
    speck = np.random.default_rng(0).integers(0, 255, picture.shape[:2])
    picture[..., :3] = np.where(picture[..., 3:] > 0, speck[..., None], 0)
    return picture


def test_hue_matters_less_than_how_it_is_drawn(encoder):
    red, blue = sticker(colour=(200, 40, 40)), sticker(colour=(40, 40, 200))
    assert likeness(encoder, red, blue) > likeness(encoder, red, speckled()) + 0.2


def test_size_matters_less_than_how_it_is_drawn(encoder):
    assert likeness(encoder, sticker(96), sticker(256)) > likeness(encoder, sticker(96), speckled()) + 0.2


def test_a_white_shape_has_a_row_and_an_empty_picture_has_none(encoder):
    white = sticker()
    white[..., :3] = 255
    rows = encoder.encode([white, np.zeros_like(white), np.full_like(white, 255)])
    assert np.linalg.norm(rows, axis=1).round(5).tolist() == [1, 0, 0]


def test_the_steepest_slopes_overflow_nothing():
    luma = np.random.default_rng(0).integers(0, 256, (128, 128, 1), np.uint8)
    found = statistics(luma.repeat(3, axis=2))
    assert np.abs(found).max() < 10  # squares of 32 bits overflowed once, and a mean of cosines was 213


def test_an_artefact_of_another_size_is_refused(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "style")
    old = artifact.load(FOLDER, kind=KIND)
    artifact.write(
        tmp_path / "style",
        lambda draft: shutil.copy(FOLDER / "model.onnx", draft) and None,
        kind=KIND, name="x", options={"dim": 8, "size_px": 17}, taxonomy=None, seed=0, recipe="r", data=[],
        metrics=json.loads(json.dumps(old.metrics)), about="x",
    )  # fmt: skip
    with pytest.raises(BadArtifact, match="17 px"):
        StyleEncoder.load(tmp_path / "style")
