"""The places of the app, as its one navigation shows them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page that the navigation leads to.

    Attributes:
        name: a page sets `active` to it; its title is the phrase `page.places.NAME`, its icon `icons/NAME.html`.
        path: its address.
    """

    name: str
    path: str


# the pages about stickers: (name, address); titles are the phrases `page.tabs.NAME`
SHELF_TABS = (
    ("shelf", "/packs"),
    ("taste", "/taste"),
    ("map", "/map"),
    ("bring", "/bring"),
)

PLACES = (
    Place("chat", "/"),
    Place("diary", "/diary"),
    Place("songs", "/songs"),
    Place("packs", "/packs"),
)
