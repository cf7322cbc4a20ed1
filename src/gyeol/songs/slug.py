"""Names of songs and lists that can stand in an address and on a command line."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from gyeol.errors import BadRequest
from gyeol.songs.song import Song

_NOT_WORD = re.compile(r"[^\w]+|_+")
_LONGEST = 40


def slug(name: str) -> str:
    """Return letters and digits of any script in lower case, joined by hyphens; "" if there are none."""
    plain = _NOT_WORD.sub("-", unicodedata.normalize("NFKC", name).casefold()).strip("-")
    return plain[:_LONGEST].rstrip("-")


def slugs(list_name: str, songs: Sequence[Song]) -> list[str]:
    """Return an id for each song, `list/artist-title`, made different by a number where two are alike."""
    seen: Counter[str] = Counter()
    ids = []
    for song in songs:
        base = "-".join(part for part in (slug(song.artist), slug(song.title)) if part) or "song"
        seen[base] += 1
        ids.append(f"{list_name}/{base}" + (f"-{seen[base]}" if seen[base] > 1 else ""))
    return _apart(ids)


def _apart(ids: list[str]) -> list[str]:
    """Return the ids, each once: "b-2" may be a title as well as the second "b"."""
    taken: set[str] = set()
    for i, name in enumerate(ids):
        n = 2
        while name in taken:
            name, n = f"{ids[i]}-{n}", n + 1
        taken.add(name)
        ids[i] = name
    return ids


def list_name(name: str) -> str:
    """Return the name of a list as its folder is called; raise `BadRequest` if nothing of it is left."""
    short = slug(name)
    if not short:
        raise BadRequest(
            f"a list needs a name with a letter or digit, unlike '{name[:40]}'; choose one with --name."
        )
    return short
