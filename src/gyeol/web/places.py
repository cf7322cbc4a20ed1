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

# the pages of the diary, in the same way
DIARY_TABS = (
    ("write", "/diary"),
    ("year", "/diary/year"),
    ("trend", "/diary/trend"),
    ("words", "/diary/words"),
    ("files", "/diary/files"),
)

# the pages of what the user owns
DATA_TABS = (
    ("all", "/data"),
    ("learning", "/learning"),
    ("lock", "/lock"),
)

# the pages of songs
SONG_TABS = (
    ("listen", "/songs"),
    ("lists", "/songs/lists"),
)

TABS = {
    "packs": SHELF_TABS,
    "diary": DIARY_TABS,
    "data": DATA_TABS,
    "songs": SONG_TABS,
}  # by the name of their place

PLACES = (
    Place("chat", "/"),
    Place("diary", "/diary"),
    Place("songs", "/songs"),
    Place("packs", "/packs"),
    Place("studio", "/studio"),
    Place("data", "/data"),
)
