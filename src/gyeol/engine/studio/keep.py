"""Keep made emoji: those that the user approves become stickers of a pack like any other, with where they came from."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from gyeol.catalog import Item
from gyeol.engine.packs import Packs
from gyeol.engine.studio.answers import Kept, Number
from gyeol.engine.studio.generators import GeneratorInfo
from gyeol.errors import AlreadyThere, CannotWrite
from gyeol.phrases import phrases
from gyeol.stickers.pack import FoundPack, FoundSticker, Pack, slug

PACK = "my-emoji"
SOURCE = "gyeol emoji studio"


class Keeper:
    """Writes packs of made emoji.

    Args:
        packs: where they go.
    """

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._lock = RLock()  # two taps at once add two emoji

    def items(self, pack: str | None = None) -> list[Item]:
        """Return what was kept in a pack, the newest first; [] if there is no such pack."""
        shelf = self._packs.shelf
        name = slug(pack) if pack else PACK
        if name not in shelf.packs or shelf.packs[name].source != SOURCE:
            return []
        rows = shelf.catalog.groups[name]
        kept = [shelf.catalog.items[row] for row in rows]
        return sorted(kept, key=lambda item: -int(item.facts.get("place", 0)))

    def add(self, made: Mapping[Number, tuple[bytes, GeneratorInfo]], pack: str | None = None) -> Kept:
        """Put emoji into a pack of made ones; those that are in it already stay as they are.

        Args:
            made: number -> its PNG, and what made it.
            pack: title or name of the pack; None: the usual one.

        Raises:
            AlreadyThere: a pack of this name is there that was not made here.
            CannotWrite: the disk is full or not ours to write; nothing changes.
        """
        with self._lock, writing(self._packs.workshop.root):
            cover = self._cover(pack)
            before = {item.id: item for item in self.items(cover.name)}
            place = 1 + max((int(item.facts.get("place", 0)) for item in before.values()), default=0)
            fresh = {n: one for n, one in made.items() if f"{cover.name}/{n}" not in before}
            stickers = [
                _sticker(number, data, info, place + i)
                for i, (number, (data, info)) in enumerate(fresh.items())
            ]
            if stickers:
                licences = [str(item.facts.get("licence", "")) for item in before.values()]
                licences += [sticker.licence for sticker in stickers]
                self._packs.workshop.extend(FoundPack(_stated(cover, licences), stickers))
            there = tuple(f"{cover.name}/{n}" for n in made if n not in fresh)
            return Kept(cover.name, tuple(f"{cover.name}/{n}" for n in fresh), there)

    def drop(self, numbers: Sequence[Number], pack: str | None = None) -> Kept:
        """Take emoji out of a pack of made ones; what is not in it is no fault. A pack left empty goes."""
        with self._lock, writing(self._packs.workshop.root):
            cover = self._cover(pack)
            there = {item.id for item in self.items(cover.name)}
            gone = [f"{cover.name}/{n}" for n in numbers if f"{cover.name}/{n}" in there]
            if gone:
                self._packs.workshop.shorten(cover.name, gone)
            return Kept(cover.name, (), ())

    def _cover(self, pack: str | None) -> Pack:
        name = slug(pack) if pack else PACK
        shelf = self._packs.shelf
        found = shelf.packs.get(name)
        if found is not None and found.source != SOURCE:
            raise AlreadyThere(
                f"a pack '{name}' is there that was not made in the studio; give the new one another name."
            )
        if found is not None:
            return found
        titles = {one: pack or phrases(one)("studio.pack") for one in ("ko", "en")}
        return Pack(name, titles["ko"], titles["en"], style="", attribution="gyeol", source=SOURCE)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what a disk refuses into an error for people."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(
            f"nothing can be written to '{folder}' ({error.strerror or error}); make room or change its rights, "
            "then try again. Nothing was changed."
        ) from error


def _stated(cover: Pack, licences: Sequence[str]) -> Pack:
    """Return the cover with the licences of all pictures that its generators have learned from."""
    each = [part for one in licences for part in one.split(" AND ") if part]
    stated = " AND ".join(sorted(set(each)))
    return Pack(cover.name, cover.ko, cover.en, cover.style, stated, cover.attribution, cover.source)


def _sticker(number: Number, data: bytes, info: GeneratorInfo, place: int) -> FoundSticker:
    korean, english = phrases("ko"), phrases("en")
    return FoundSticker(
        slug=str(number),
        file=f"{number.feeling}.png",
        data=lambda: data,
        ko=korean(f"studio.name.{number.feeling}"),
        en=english(f"studio.name.{number.feeling}"),
        keywords=(korean(f"feeling.{number.feeling}"), english(f"feeling.{number.feeling}")),
        emotion=number.feeling,
        licence=" AND ".join(one for one in info.licences if one),
        facts={
            "generator": f"{info.title}@{info.revision}",
            "seed": number.seed,
            "index": number.index,
            "trained_on": list(info.sources),
            "place": place,
        },
    )
