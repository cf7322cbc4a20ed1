"""The catalogue that ships: facts about songs, and what they are about in our own words.

`gyeol.csv` is written by hand: title, artist and year are facts; theme lines and tags are ours, and no line of any
lyric is in it. `recipes/build_songs.py` checks it and fills its spaces.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from gyeol.songs.readers import read
from gyeol.songs.song import Song, plain

SOURCE = Path(__file__).parent / "gyeol.csv"
NAME = "gyeol"
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


def songs() -> tuple[Song, ...]:
    """Return the songs of the catalogue."""
    return read(SOURCE).songs


def unmatched(ours: Iterable[Song], facts: Iterable[Song]) -> list[Song]:
    """Return our Korean songs of which no row of a table of facts has the title, the artist and the year.

    A title may lack what the table has in brackets, as a translation.
    """
    known = {(name, plain(fact.artist), fact.year) for fact in facts for name in _names(fact.title)}
    korean = (song for song in ours if song.language == "ko")
    return [
        song
        for song in korean
        if not known & {(n, plain(song.artist), song.year) for n in _names(song.title)}
    ]


def _names(title: str) -> set[str]:
    return {plain(title), plain(_ASIDE.sub("", title))} - {""}
