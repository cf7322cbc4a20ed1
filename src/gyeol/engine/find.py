"""Find packs by what their covers say and what their stickers show."""

import unicodedata
from dataclasses import replace

from gyeol.catalog import Item
from gyeol.engine.answers import PackInfo
from gyeol.engine.covers import ON_COVER, info
from gyeol.engine.shelf import Shelf
from gyeol.stickers.pack import Pack


def find(shelf: Shelf, words: str) -> list[PackInfo]:
    """Return the packs that hold every word of a search, in their title, name or style or in one sticker.

    Titles come first, then packs by how many stickers fit; those stickers stand first on the cover. Case and
    Unicode form do not matter; no words find every pack.
    """
    wanted = _plain(words).split()
    found = []
    for name, pack in shelf.packs.items():
        by_title = _holds(_of_pack(pack), wanted)
        items = [shelf.catalog.items[row] for row in shelf.catalog.groups[name]]
        fitting = [item.id for item in items if _holds(_of_sticker(item), wanted)]
        if by_title or fitting:
            found.append((not by_title, -len(fitting), _with_cover(info(shelf, name), fitting)))
    return [pack_info for _, _, pack_info in sorted(found, key=lambda row: row[:2])]


def _with_cover(pack_info: PackInfo, first: list[str]) -> PackInfo:
    return replace(pack_info, cover=tuple(dict.fromkeys([*first, *pack_info.cover]))[:ON_COVER])


def _of_pack(pack: Pack) -> str:
    return _plain(" ".join((pack.name, pack.ko, pack.en, pack.style)))


def _of_sticker(item: Item) -> str:
    return _plain(" ".join((item.ko, item.en, *item.keywords)))


def _holds(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
