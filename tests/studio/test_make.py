import io

import numpy as np
import pytest
from PIL import Image

from gyeol.emotion import PRODUCT
from gyeol.engine.studio import MAX_COUNT
from gyeol.engine.studio.answers import MAX_SEED, Number
from gyeol.errors import BadArtifact, BadRequest, BadText, NotThere, UnknownName
from gyeol.generate.sampler import Sampler
from tests import tiny_generator


def ids(batch):
    return [one.id for one in batch.candidates]


def test_a_seed_gives_the_same_emoji_again(studio):
    first, again = studio.make("joy", seed=7), studio.make("joy", seed=7)
    assert first == again
    assert len(set(ids(first))) == 12
    assert not set(ids(first)) & set(ids(studio.make("joy", seed=8)))
    assert studio.make("joy").seed != studio.make("joy").seed


def test_a_picture_is_made_again_from_its_number(studio, models, packs, tmp_path):
    batch = studio.make("calm", seed=3, count=2)
    shown = [studio.picture(one) for one in ids(batch)]
    studio._drawn.clear()
    assert [studio.picture(one) for one in ids(batch)] == shown
    picture = Image.open(io.BytesIO(shown[0]))
    assert picture.mode == "RGBA"
    assert picture.size == (192, 192)


def test_examples_show_one_of_each_feeling_and_stay_the_same(studio):
    strip = Image.open(io.BytesIO(studio.examples()))
    assert strip.size == (12 * 192, 192)
    shown = np.asarray(strip).reshape(192, 12, 192, 4)
    assert (shown[..., 3].max((0, 2)) > 0).all()
    assert len({shown[:, place].tobytes() for place in range(12)}) == 12
    assert studio.examples() is studio.examples()


def test_no_examples_without_a_generator(bare):
    with pytest.raises(NotThere):
        bare.examples()


def test_few_pictures_stay_in_memory(studio, monkeypatch):
    monkeypatch.setattr("gyeol.engine.studio._PICTURES", 5)
    batch = studio.make("joy", seed=1)
    assert len(studio._drawn) == 5
    assert studio.picture(ids(batch)[0])


def test_the_clearest_come_first_and_doubt_is_told(studio, models, monkeypatch):
    batch = studio.make("surprise", seed=1)
    sure = [one.confidence for one in batch.candidates]
    assert sure == sorted(sure, reverse=True)
    monkeypatch.setattr("gyeol.engine.studio.make._CHOICE", 1)
    both = studio.make("surprise", seed=1, count=24).candidates
    assert batch.candidates == both[:12]
    assert batch.weaker == 12
    for one in batch.candidates:
        rgba = np.asarray(Image.open(io.BytesIO(studio.picture(one.id))))
        row = models.picture.predict_proba([rgba])[0]
        assert one.confidence == pytest.approx(row[PRODUCT.index("surprise")])
        clear = row.max() >= models.picture.threshold
        assert one.seen_as == (PRODUCT.labels[row.argmax()] if clear else None)
        assert one.agreed == (one.seen_as == "surprise")


def test_copies_of_the_training_are_dropped_and_replaced(bare, tmp_path):
    tiny = Sampler.load(tiny_generator.write(tmp_path / "first").path)
    seen = np.concatenate([tiny.sample(["joy"], np.random.default_rng([7, i])) for i in (0, 2, 3)])
    tiny_generator.write(tmp_path / "generators" / "tiny", seen=seen)
    batch = bare.make("joy", seed=7, count=5)
    assert batch.copies == 3
    assert not {0, 2, 3} & {one.number.index for one in batch.candidates}
    assert len(batch.candidates) == batch.weaker == 5
    copied = Number("joy", 7, 2, batch.candidates[0].number.revision)
    with pytest.raises(NotThere):
        bare.picture(str(copied))
    with pytest.raises(NotThere):
        bare.approve([str(copied)])
    assert bare.kept() == []


def test_a_generator_that_repeats_itself_gives_one(bare, tmp_path):
    tiny_generator.write(tmp_path / "generators" / "tiny", spread=0.0)
    batch = bare.make("joy", seed=7, count=5)
    assert len(batch.candidates) == 1
    assert batch.alike == 19


def test_a_generator_that_draws_nothing_gives_none(bare, tmp_path):
    tiny_generator.write(tmp_path / "generators" / "tiny", empty=True)
    batch = bare.make("joy", seed=7, count=5)
    assert batch.candidates == ()
    assert batch.empty == 20


def test_a_text_asks_for_its_strongest_feeling(studio):
    batch = studio.make(text="도와줘서 정말 고마워", seed=1, count=2)
    assert batch.feeling == batch.reading.top == "gratitude"
    assert all(one.number.feeling == "gratitude" for one in batch.candidates)


def test_in_a_crisis_nothing_is_made(studio, monkeypatch):
    monkeypatch.setattr(studio.generators, "get", lambda name: pytest.fail("a generator was asked"))
    batch = studio.make(text="죽고 싶어")
    assert batch.help.level == "crisis"
    assert batch.candidates == ()


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"feeling": "joy", "count": 0}, BadRequest),
        ({"feeling": "joy", "count": 1000}, BadRequest),
        ({"feeling": "joy", "count": MAX_COUNT + 1}, BadRequest),
        ({"feeling": "joy", "seed": -1}, BadRequest),
        ({"feeling": "joy", "seed": MAX_SEED + 1}, BadRequest),
        ({"feeling": "joyy"}, UnknownName),
        ({"feeling": "joy", "text": "both"}, BadRequest),
        ({}, BadRequest),
        ({"text": "  "}, BadText),
        ({"feeling": "joy", "generator": "tini"}, UnknownName),
        ({"feeling": "joy", "generator": "../packs"}, UnknownName),
    ],
)
def test_what_cannot_be_made_is_refused(studio, asked, error):
    with pytest.raises(error):
        studio.make(**asked)


def test_without_any_generator_it_says_how_to_get_one(bare):
    assert bare.generators.all() == []
    with pytest.raises(NotThere, match="gyeol train"):
        bare.make("joy")
    assert bare.kept() == []


def test_an_altered_generator_is_refused_and_the_others_work(studio, tmp_path):
    bad = tiny_generator.write(tmp_path / "generators" / "a-bad", name="bad").path
    (bad / "model.onnx").write_bytes((bad / "model.onnx").read_bytes() + b" ")
    assert [one.name for one in studio.generators.all()] == ["tiny"]
    with pytest.raises(BadArtifact, match="differs"):
        studio.make("joy", generator="a-bad")
    assert studio.make("joy", generator="tiny", count=1).candidates


@pytest.mark.parametrize(
    "written", ["", "joy-7-3", "joyy-7-3-0123456789ab", "joy-07-3-0123456789ab", "joy-7-3-0123456789AB",
                "joy-4294967296-3-0123456789ab", "joy-7-3-0123456789ab/../x", "joy-7-3-0123456789ab"],
)  # fmt: skip
def test_numbers_that_name_nothing(studio, written):
    with pytest.raises(NotThere):
        studio.picture(written)


def test_numbers_read_back():
    number = Number("fatigue", MAX_SEED, 399, "0123456789ab")
    assert Number.parse(str(number)) == number
