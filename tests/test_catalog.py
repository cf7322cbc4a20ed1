"""The catalogue: round trip, zero rows, stacking."""

import numpy as np
import pytest

from gyeol.catalog import Catalog, Item, concat, filled_by, unit
from gyeol.errors import BadData
from tests.worlds import world


def test_round_trip_keeps_every_field(tmp_path):
    item = Item(
        "p/1", "p", "곰", "bear", "pictures/1.png", ("곰", "bear"), {"codepoint": "1f43b", "frames": 3}
    )
    before = Catalog((item,), {"emotion": np.eye(1, 3, dtype=np.float32)}, {"emotion": "toy"})
    before.save(tmp_path)
    after = Catalog.load(tmp_path)
    assert after.items == before.items
    assert after.filled == before.filled == filled_by(tmp_path)
    np.testing.assert_array_equal(after.spaces["emotion"], before.spaces["emotion"])


def test_unit_leaves_zero_rows_zero():
    rows = unit(np.array([[3, 4], [0, 0]], np.float32))
    np.testing.assert_allclose(rows, [[0.6, 0.8], [0, 0]], atol=1e-7)


def test_grouped_has_one_unit_row_a_pack_and_ignores_zero_rows():
    packs = world().grouped()
    assert [item.id for item in packs.items] == ["p0", "p1", "p2", "p3"]
    np.testing.assert_allclose(np.linalg.norm(packs.spaces["emotion"], axis=1), 1, atol=1e-6)
    assert packs.spaces["style"].argmax(1).tolist() == [0, 1, 2, 3]


def test_concat_fills_a_missing_space_with_zero_rows():
    first, second = world(1, 2), Catalog((Item("x/1", "x"),), {}, {})
    both = concat([first, second], {"emotion": 3}, {"emotion": "toy"})
    assert len(both) == 3
    assert not both.spaces["emotion"][2].any()
    assert len(concat([], {"emotion": 3}, {})) == 0


def test_rows_that_do_not_match_the_items_are_refused():
    with pytest.raises(BadData, match="2 rows for 1 items"):
        Catalog((Item("a/1", "a"),), {"emotion": np.zeros((2, 3), np.float32)})


@pytest.mark.parametrize("name", ["items.jsonl", "spaces.safetensors"])
@pytest.mark.parametrize("content", [None, b"\xff{", b"[1]\n"])
def test_a_damaged_catalogue_is_refused_in_words(tmp_path, name, content):
    world().save(tmp_path)
    (tmp_path / name).unlink() if content is None else (tmp_path / name).write_bytes(content)
    with pytest.raises(BadData, match="import it again"):
        Catalog.load(tmp_path)
