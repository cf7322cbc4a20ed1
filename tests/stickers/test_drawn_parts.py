"""The tables that scenes are written in, and the curves that everything is made of."""

import numpy as np
import pytest

from gyeol.emotion import PRODUCT
from gyeol.stickers.drawn.compose import SIZE_PX, Scene, compose
from gyeol.stickers.drawn.curves import Curve, arc, ellipse, inside, line, number, polygon, smooth, star, tube
from gyeol.stickers.drawn.eyes import BROW_KINDS, EYE_KINDS
from gyeol.stickers.drawn.faces import MARKS, Features
from gyeol.stickers.drawn.figures import figure
from gyeol.stickers.drawn.mouths import MOUTH_KINDS
from gyeol.stickers.drawn.palettes import BRIGHT, mix, shade
from gyeol.stickers.drawn.poses import POSES
from gyeol.stickers.drawn.props import GRIPS, PROPS
from gyeol.stickers.drawn.scenes import REPERTOIRES
from gyeol.stickers.drawn.shapes import extent
from gyeol.stickers.drawn.species import CAST
from gyeol.stickers.drawn.styles import STYLES
from gyeol.stickers.drawn.wardrobe import WARDROBE

SCENES = [(feeling, act) for feeling, r in REPERTOIRES.items() for act in r.acts]


def test_every_feeling_has_a_repertoire_of_at_least_five_faces_and_eight_acts():
    assert tuple(REPERTOIRES) == PRODUCT.labels
    for repertoire in REPERTOIRES.values():
        assert len(repertoire.expressions) >= 5
        assert len({a.slug for a in repertoire.acts}) == len(repertoire.acts) >= 8


def test_every_expression_names_known_features():
    for repertoire in REPERTOIRES.values():
        for e in repertoire.expressions:
            known = (e.eyes in EYE_KINDS, e.mouth in MOUTH_KINDS, e.brows in BROW_KINDS)
            assert known == (True, True, True), e
            assert set(e.marks.split()) <= set(MARKS), e


def test_no_two_expressions_of_a_feeling_share_a_face():
    for repertoire in REPERTOIRES.values():
        faces = {(e.eyes, e.mouth, e.brows, e.marks) for e in repertoire.expressions}
        assert len(faces) == len(repertoire.expressions)


@pytest.mark.parametrize(("feeling", "act"), SCENES, ids=lambda v: getattr(v, "slug", v))
def test_every_act_names_known_things_and_places(feeling, act):
    repertoire = REPERTOIRES[feeling]
    posed = figure(CAST["cat"], repertoire.faces(act)[0], Features(), POSES[act.pose])
    assert set(act.faces.split()) <= {e.slug for e in repertoire.expressions}
    for word in act.props.split():
        name, _, place = word.partition("@")
        assert name in PROPS, word
        assert place.partition("*")[0] in posed.anchors, word
    assert act.ko.endswith("요"), "names are in 해요체"


def test_nothing_is_drawn_that_no_scene_uses():
    used = {word.partition("@")[0] for _, act in SCENES for word in act.props.split()} | {
        w.prop for w in WARDROBE
    }
    assert used == set(PROPS)
    assert set(GRIPS) <= used
    assert {act.pose for _, act in SCENES} == set(POSES)


@pytest.mark.parametrize("species", CAST.values(), ids=lambda s: s.name)
def test_every_character_fits_the_picture_in_every_feeling(species):
    for feeling, repertoire in REPERTOIRES.items():
        act = repertoire.acts[len(species.name) % len(repertoire.acts)]
        for mirrored in (False, True):
            scene = Scene(species, Features(), repertoire.faces(act)[0], act, wear="crown", mirrored=mirrored)
            left, top, right, bottom = extent(compose(scene, margin=20))
            room = SIZE_PX / 2 - 20
            assert max(-left, -top, right, bottom) <= room + 0.01, (feeling, act.slug)


def test_every_look_has_every_colour_and_a_known_character():
    for name, style in STYLES.items():
        for cast, palette in style.looks:
            assert cast in CAST, name
            assert set(BRIGHT) | {"skin", "limb", "dark", "edge"} <= set(palette), name


def test_a_circle_has_the_area_and_length_of_a_circle():
    flat = ellipse(3, -2, 50).flat()
    x, y = flat.T
    area = abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
    assert area == pytest.approx(np.pi * 2500, rel=0.01)
    assert np.hypot(x - 3, y + 2) == pytest.approx(50, rel=0.001)


def test_inside_knows_a_square():
    square = polygon((0, 0), (4, 0), (4, 4), (0, 4)).flat()
    x, y = np.array([2.0, 5.0, -1.0, 3.9]), np.array([2.0, 2.0, 2.0, 0.1])
    assert inside(square, x, y).tolist() == [True, False, False, True]


def test_path_data_is_written_the_same_way_everywhere():
    assert number(-0.04) == "0"
    assert number(3.0) == "3"
    assert number(-1.25) == "-1.2"
    assert line((-128, -128), (0, 0.24)).d == "M0 0L128 128.2"
    assert polygon((0, 0), (1, 0), (1, 1)).d.endswith("Z")


def test_turning_is_clockwise_on_a_screen_and_mirrors_are_exact():
    east = Curve(np.array([[1.0, 0.0]]), False)
    assert east.turned(90).points[0] == pytest.approx([0, 1])
    assert np.array_equal(east.scaled(-1, 1).points, [[-1, 0]])


def test_smooth_passes_its_knots_and_tubes_end_at_their_hand():
    knots = ((0.0, 0.0), (10.0, 5.0), (20.0, 0.0))
    assert smooth(*knots, closed=False).points[::3].tolist() == [list(k) for k in knots]
    closed, edge = tube((0, 0), (50, 0), 0, 10, 10)
    assert closed.closed
    assert not edge.closed
    assert closed.flat()[:, 0].max() == pytest.approx(60, abs=1)


def test_arcs_and_stars_reach_where_they_say():
    assert arc(0, 0, 10, 10, 0, 90).points[-1] == pytest.approx([0, 10])
    assert star(0, 0, 10, soft=0).points[:, 1].min() == pytest.approx(-10)


def test_colours_mix_and_darken():
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#102030", "#ffffff", 0) == "#102030"
    assert shade("#808080", 0.5) == "#404040"
    assert shade("#ffffff", 2) == "#ffffff"
