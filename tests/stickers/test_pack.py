import pytest
from hypothesis import given
from hypothesis import strategies as st

from gyeol.errors import BadData
from gyeol.stickers.pack import NAME, Pack, slug, unique


@given(st.text(max_size=300))
def test_every_title_has_a_name_and_always_the_same(title):
    name = slug(title)
    assert NAME.fullmatch(name)
    assert slug(title) == name
    assert NAME.fullmatch(slug(name))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Angry Cat!", "angry-cat"),
        ("화난_고양이", "hwanan_goyangi"),
        ("모찌 2탄", "mojji-2tan"),
        ("Café", "cafe"),
        ("  -- x --  ", "x"),
    ],
)
def test_names_can_be_read(title, name):
    assert slug(title) == name


def test_decomposed_korean_has_the_same_name():
    assert slug("\u1112\u116a\u1102\u1161\u11ab") == slug("화난")


def test_titles_of_other_scripts_stay_apart():
    assert slug("ねこ") != slug("いぬ")
    assert slug("ねこ cat") != slug("いぬ cat")


@given(st.lists(st.sampled_from(["a", "a-2", "b", "c" * 64]), max_size=30))
def test_unique_names_are_unique_and_valid(names):
    taken = set()
    given_names = [unique(name, taken) for name in names]
    assert len(set(given_names)) == len(names)
    assert all(NAME.fullmatch(name) for name in given_names)


def test_round_trip_of_every_field(tmp_path):
    pack = Pack("mochi", "모찌", "Mochi", "gumdrop", "CC0-1.0", "나", "folder")
    pack.save(tmp_path)
    assert Pack.load(tmp_path) == pack


@pytest.mark.parametrize("name", ["", "A", "-a", "a/b", "..", "a b", "a" * 65, "한"])
def test_refuses_names_that_are_no_folder_names(name):
    with pytest.raises(BadData, match="name"):
        Pack(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "x"}',
        '{"format": 1}',
        '{"format": 99, "name": "a"}',
        "\x00",
        "[" * 100_000,
    ],
)
def test_refuses_a_damaged_cover(tmp_path, text):
    (tmp_path / "pack.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadData):
        Pack.load(tmp_path)
