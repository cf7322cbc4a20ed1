"""Check the catalogue of songs that ships and fill its spaces: `python recipes/build_songs.py [kpop_song_list.csv]`.

With a table of song facts (title, artist, year), every Korean entry must match a row of it. Run it again after a
change of `gyeol.csv`, of the classifier or of the encoder that fills the meaning space.
"""

import sys
from collections import Counter
from pathlib import Path

from gyeol.emotion import PRODUCT
from gyeol.engine.models import Models
from gyeol.engine.songs.lists import SHIPPED, SongLists, cover
from gyeol.songs import library, shipped
from gyeol.songs.matrix import matrix
from gyeol.songs.readers import read
from gyeol.songs.song import Song

AT_LEAST, LEADING = 300, 20


def faults(songs: tuple[Song, ...], facts: Path | None) -> list[str]:
    """Return what is wrong with the catalogue, in words."""
    leading = Counter(next(iter(song.shares)) for song in songs)
    korean = sum(song.language == "ko" for song in songs)
    found = [f"only {len(songs)} songs, at least {AT_LEAST} wanted"] * (len(songs) < AT_LEAST)
    found += [f"only {korean} Korean songs of {len(songs)}"] * (2 * korean < len(songs))
    found += [f"only {leading[f]} songs lead with {f}" for f in PRODUCT.labels if leading[f] < LEADING]
    found += [f"'{s.title}' lacks a theme line, a tag or a genre" for s in songs if not _told(s)]
    if facts is not None:
        lost = shipped.unmatched(songs, read(facts).songs)
        found += [f"no such fact: {s.title} – {s.artist} ({s.year})" for s in lost]
    return found


def _told(song: Song) -> bool:
    return bool(song.theme_ko and song.theme_en and song.tags and song.genres)


def main() -> None:
    """Check, then build."""
    songs = shipped.songs()
    wrong = faults(songs, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    if wrong:
        sys.exit("\n".join(wrong))
    readers = SongLists(Models(), SHIPPED).readers
    catalog = matrix(shipped.NAME, songs, readers)
    about = cover(shipped.NAME, "gyeol", shipped.SOURCE.name, catalog, readers.model, "Apache-2.0")
    library.write(SHIPPED, about, catalog)
    leading = Counter(next(iter(song.shares)) for song in songs)
    print(
        f"{len(catalog)} songs, {sum(s.language == 'ko' for s in songs)} Korean; leading feelings: {dict(leading)}"
    )


if __name__ == "__main__":
    main()
