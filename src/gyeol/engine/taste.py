"""What a profile likes and sends."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from gyeol.engine.covers import cover
from gyeol.engine.shelf import Shelf

if TYPE_CHECKING:
    from gyeol.store import Store


class Taste:
    """The likes and uses of every profile.

    Args:
        store: returns the store, which is opened when it is first needed.
        shelf: returns all packs at hand.
    """

    def __init__(self, store: Callable[[], "Store"], shelf: Callable[[], Shelf]) -> None:
        self._store, self._shelf = store, shelf

    def likes(self, profile: str) -> list[str]:
        """Return the ids of the liked stickers that are still at hand, the oldest first."""
        row = self._shelf().catalog.row
        return [sticker for sticker in self._store().likes(profile) if sticker in row]

    def like(self, name: str, profile: str) -> None:
        """Like a sticker, or the cover stickers of a pack, so that its style counts; raise `UnknownName`."""
        shelf = self._shelf()
        wanted = [shelf.sticker(name).id] if "/" in name else cover(shelf, shelf.pack(name).name)
        for sticker in wanted:
            self._store().like(profile, sticker)

    def unlike(self, name: str, profile: str) -> None:
        """Forget the like of a sticker, or every like of a pack; forgetting what is not liked changes nothing."""
        mine = [name] if "/" in name else self._store().likes(profile)
        for sticker in mine:
            if sticker == name or sticker.partition("/")[0] == name:
                self._store().unlike(profile, sticker)

    def use(self, sticker_id: str, profile: str) -> None:
        """Count that a sticker was sent: what is sent more weighs more; raise `UnknownName`."""
        self._store().use(profile, self._shelf().sticker(sticker_id).id)
