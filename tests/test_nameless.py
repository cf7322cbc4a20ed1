"""A bought pack of nameless pictures gets feelings from what it shows, and says how sure that is."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

import gyeol
from gyeol import artifact
from gyeol.emotion import PRODUCT
from gyeol.encode.picture import PictureReader
from gyeol.engine import Engine
from gyeol.stickers.drawn import draw
from gyeol.stickers.image import rgba
from gyeol.stickers.svg import render

SHIPPED = Path(gyeol.__file__).parent / "artifacts" / "picture"


@pytest.fixture(scope="module")
def reader():
    return PictureReader.load(SHIPPED)


def test_the_artefact_is_small_and_made_of_what_may_ship():
    found = artifact.load(SHIPPED, kind="picture")
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 5_000_000
    assert found.config["recipe"] == "recipes/picture-emotion.toml"
    assert {"packs unseen", "packs unseen, characters"} <= set(found.metrics)
    root = os.environ.get("GYEOL_DATA")
    if root:
        with (Path(root) / "packs" / "packs.csv").open(encoding="utf-8", newline="") as sheet:
            ships = {row["pack"] for row in csv.DictReader(sheet) if row["weights_may_ship"] == "yes"}
        assert {row["corpus"] for row in found.config["data"][:-1]} <= ships


def test_drawings_that_it_has_never_seen_are_mostly_read_right(reader):
    drawings = [d for style in ("flat", "kawaii") for d in draw(style, seed=977, count=24)]
    proba = reader.predict_proba([rgba(render(d.svg, 128)) for d in drawings])
    right = [PRODUCT.labels[int(row.argmax())] == d.feeling for row, d in zip(proba, drawings, strict=True)]
    assert np.mean(right) > 0.5  # chance: 0.08


def test_a_pack_of_24_nameless_pictures_becomes_usable(reader, tmp_path):
    (tmp_path / "bought").mkdir()
    for i, drawing in enumerate(draw("soft", seed=978, count=24), start=1):
        (tmp_path / "bought" / f"{i:02d}.png").write_bytes(render(drawing.svg, 128))
    with Engine.open(tmp_path / "home") as engine:
        (report,) = engine.import_packs(tmp_path / "bought")
        _, items = engine.pack("bought")
        rows = {
            item.id: engine.shelf.catalog.spaces["emotion"][engine.shelf.catalog.row[item.id]]
            for item in items
        }
    assert report.evidence["picture"] >= 6
    assert report.evidence["picture"] + report.evidence.get("none", 0) == 24
    for item in items:
        if item.facts["evidence"] == "picture":
            assert reader.threshold <= item.facts["confidence"] <= 1
            assert rows[item.id].any()
        else:
            assert "confidence" not in item.facts
            assert not rows[item.id].any()


def test_text_on_a_sticker_wins_over_its_picture(tmp_path):
    (tmp_path / "said").mkdir()
    happy = next(d for d in draw("flat", seed=979, count=12) if d.feeling == "joy")
    (tmp_path / "said" / "1.png").write_bytes(render(happy.svg, 128))
    (tmp_path / "said" / "manifest.csv").write_text("file,text\n1.png,화났어\n", encoding="utf-8")
    with Engine.open(tmp_path / "home") as engine:
        engine.import_packs(tmp_path / "said")
        (item,) = engine.pack("said")[1]
        row = engine.shelf.catalog.spaces["emotion"][engine.shelf.catalog.row[item.id]]
    assert item.facts["evidence"] == "manifest"
    assert PRODUCT.labels[int(row.argmax())] == "anger"
