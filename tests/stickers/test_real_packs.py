"""The development packs must go through: no picture of theirs is in this repository."""

from collections import Counter

import pytest

from gyeol.stickers.library import prepare
from gyeol.stickers.meaning import meaning
from gyeol.stickers.readers import read

pytestmark = pytest.mark.data


def test_all_packs_are_found_in_one_go(data_root):
    packs = list(read(data_root / "packs"))
    assert len(packs) == 24
    assert sum(len(pack.stickers) for pack in packs) == 6077
    assert all(pack.pack.licence and pack.pack.attribution and pack.pack.style for pack in packs)
    assert not any(pack.ignored for pack in packs)


def test_the_smallest_pack_goes_through_whole(data_root, tmp_path):
    pack = min(read(data_root / "packs"), key=lambda pack: len(pack.stickers))
    items, emotion, report = prepare(pack, tmp_path)
    assert len(items) == len(emotion) == len(pack.stickers)
    assert report.understood > 0.7 * len(items)


def test_every_feeling_that_the_manifest_names_is_understood(data_root):
    evidence = Counter(
        meaning(sticker).evidence
        for pack in read(data_root / "packs")
        for sticker in pack.stickers
        if sticker.emotion
    )
    assert set(evidence) == {"manifest"}
