import hashlib
import io
import re
import subprocess
import sys
from itertools import islice

import numpy as np
import pytest
from PIL import Image

from gyeol.emotion import PRODUCT
from gyeol.errors import BadRequest, UnknownName
from gyeol.stickers.drawn import SHIPPED, STYLES, draw
from gyeol.stickers.drawn.compose import Scene, compose
from gyeol.stickers.drawn.faces import Features
from gyeol.stickers.drawn.palettes import BRIGHT, character
from gyeol.stickers.drawn.scenes import REPERTOIRES
from gyeol.stickers.drawn.species import CAST
from gyeol.stickers.drawn.styles import STYLES as LOOKS
from gyeol.stickers.drawn.styles.svg import document
from gyeol.stickers.svg import render

HANGUL = re.compile(r"[가-힣]")


def picture(svg: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(render(svg))))


def digest(style: str) -> str:
    return hashlib.sha256("".join(d.svg for d in draw(style, seed=7, count=14)).encode()).hexdigest()


def test_enough_packs_in_enough_styles():
    assert len(SHIPPED) >= 12
    assert len({p.style for p in SHIPPED}) >= 8
    assert {p.style for p in SHIPPED} <= set(STYLES)
    assert (
        len({p.name for p in SHIPPED})
        == len({p.ko for p in SHIPPED})
        == len({p.en for p in SHIPPED})
        == len(SHIPPED)
    )
    assert len({(p.style, p.seed) for p in SHIPPED}) == len(SHIPPED)
    for pack in SHIPPED:
        assert re.fullmatch(r"[a-z0-9-]+", pack.name)
        assert HANGUL.search(pack.ko)
        assert HANGUL.search(pack.about_ko)
        assert pack.about_en.isascii()


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda p: p.name)
def test_each_pack_does_five_different_things_for_each_feeling(pack):
    drawings = list(draw(pack.style, seed=pack.seed, count=pack.count))
    assert len(drawings) == pack.count >= 60
    assert len({d.slug for d in drawings}) == len({d.svg for d in drawings}) == pack.count
    for feeling in PRODUCT.labels:
        acts = {d.slug.split("-", 2)[2] for d in drawings if d.feeling == feeling}
        assert len(acts) >= 5, feeling


def test_same_bytes_in_another_process():
    code = f"from tests_digest import digest\nfor s in {STYLES!r}: print(digest(s))"
    helper = (
        "import hashlib, sys, types\nfrom gyeol.stickers.drawn import draw\n"
        "module = types.ModuleType('tests_digest')\n"
        "module.digest = lambda style: hashlib.sha256("
        "''.join(d.svg for d in draw(style, seed=7, count=14)).encode()).hexdigest()\n"
        "sys.modules['tests_digest'] = module\n"
    )
    environment = {"PYTHONHASHSEED": "77", "LC_ALL": "C", "OMP_NUM_THREADS": "1"}
    answer = subprocess.run(
        [sys.executable, "-c", helper + code], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == [digest(style) for style in STYLES]


def test_a_longer_pack_begins_with_the_shorter():
    assert list(draw("flat", seed=3, count=5)) == list(islice(draw("flat", seed=3, count=40), 5))


def test_four_hundred_stickers_are_all_different():
    drawings = list(draw("flat", seed=7, count=400))
    assert len({d.svg for d in drawings}) == len({d.slug for d in drawings}) == 400
    assert len({(d.ko, d.en) for d in drawings}) == 400


@pytest.mark.parametrize("style", STYLES)
def test_other_seeds_draw_other_packs(style):
    first = [next(draw(style, seed=seed, count=1)).svg for seed in range(4)]
    assert len(set(first)) == 4


def test_names_are_natural_strings_in_both_languages():
    for d in draw("soft", seed=1, count=200):
        assert HANGUL.search(d.ko), d.ko
        assert not re.search(r"[A-Za-z]", d.ko), d.ko
        assert d.en.isascii(), d.en
        assert d.en[0].isupper(), d.en
        assert d.ko == " ".join(d.ko.split())
        assert d.en == " ".join(d.en.split())
        assert re.fullmatch(r"[a-z0-9-]+", d.slug)
        assert sum(bool(HANGUL.search(k)) for k in d.keywords) >= 3
        assert sum(k.isascii() for k in d.keywords) >= 3
        assert PRODUCT.title(d.feeling, "ko") in d.keywords
        assert d.feeling in d.keywords


@pytest.mark.parametrize("style", STYLES)
def test_pictures_fill_their_canvas_and_touch_no_border(style):
    for drawing in islice(draw(style, seed=5, count=60), 0, 60, 17):
        pixels = picture(drawing.svg)
        assert pixels.shape == (256, 256, 4)
        alpha = pixels[..., 3]
        border = np.concatenate(
            [alpha[:2].ravel(), alpha[-2:].ravel(), alpha[:, :2].ravel(), alpha[:, -2:].ravel()]
        )
        assert border.max() == 0, drawing.slug
        ys, xs = np.nonzero(alpha > 40)
        assert max(np.ptp(xs), np.ptp(ys)) >= 0.8 * 256, drawing.slug
        assert abs((xs.min() + xs.max()) / 2 - 127.5) < 10, drawing.slug
        assert abs((ys.min() + ys.max()) / 2 - 127.5) < 12, drawing.slug


@pytest.mark.parametrize("style", STYLES)
def test_svg_is_small_and_plain(style):
    for drawing in draw(style, seed=2, count=12):
        assert len(drawing.svg) < 60_000
        assert "<text" not in drawing.svg
        assert "nan" not in drawing.svg
        assert "-0 " not in drawing.svg


def looks(svg: str) -> list[float]:
    """Describe how a picture is made rather than what it shows: texture, edges, borders, gradients."""
    pixels = picture(svg).astype(float) / 255
    alpha, rgb = pixels[..., 3], pixels[..., :3]
    solid = alpha > 0.9
    grey = np.where(solid, rgb.mean(-1), 1.0)
    right, down = np.abs(np.diff(grey, axis=1)), np.abs(np.diff(grey, axis=0))
    chroma = (rgb.max(-1) - rgb.min(-1))[solid]
    levels = (rgb[solid] * 31).astype(int) @ np.array([1, 32, 1024])
    inner = np.concatenate([right[solid[:, 1:]], down[solid[1:]]])
    return [
        np.log(len(np.unique(levels))),
        float(chroma.mean()),
        float((rgb[solid].min(-1) > 0.96).mean()),
        float((rgb[solid].max(-1) < 0.3).mean()),
        float((inner == 0).mean()),
        float(((inner > 0) & (inner < 0.02)).mean()),
        float((inner > 0.02).mean()),
        float((inner > 0.25).mean()),
        float(((alpha > 0.02) & (alpha < 0.98)).mean()),
    ]


def same_scenes(style: str) -> list[str]:
    """Paint the same bear, in the same colours, doing the same four things, in one style."""
    own = {
        "thread": "#ffffff",
        "plate": "#1b1436",
        "paper": "#fff8e6",
        "screen": "#0a6ab8",
        "skin-2": "#f2988c",
    }
    palette = {**character(BRIGHT, "#d9a066"), **own, "skin-3": "#f7ecd2", "skin-4": "#8ec5ea"}
    out = []
    for feeling in ("joy", "sadness", "anger", "surprise"):
        repertoire = REPERTOIRES[feeling]
        act = repertoire.acts[1]
        scene = Scene(CAST["bear"], Features(), repertoire.faces(act)[0], act)
        shapes = compose(scene, margin=LOOKS[style].margin)
        out.append(document(LOOKS[style].paint(shapes, palette, np.random.default_rng(1))))
    return out


def test_styles_can_be_told_apart_by_their_make_alone():
    rows = [(style, looks(svg)) for style in STYLES for svg in same_scenes(style)]
    names = np.array([name for name, _ in rows])
    features = np.array([row for _, row in rows])
    features /= features.std(0)
    distance = np.linalg.norm(features[:, None] - features[None], axis=-1)
    np.fill_diagonal(distance, np.inf)
    right = names[distance.argmin(1)] == names
    assert right.mean() >= 0.85, {
        s: float(right[names == s].mean()) for s in STYLES if not right[names == s].all()
    }


def test_unknown_style_offers_a_near_miss():
    with pytest.raises(UnknownName, match="did you mean 'pixel'"):
        draw("pixl", seed=0, count=1)


@pytest.mark.parametrize(("seed", "count"), [(-1, 5), (0, 0), (0, -3), (0, 1001)])
def test_seed_and_count_out_of_range_are_refused_at_once(seed, count):
    with pytest.raises(BadRequest):
        draw("flat", seed=seed, count=count)
