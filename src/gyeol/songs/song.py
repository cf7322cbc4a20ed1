"""One song as a table tells it, before anything is concluded from it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

_IGNORED = re.compile(r"[\W_]+")
_ASIDE = re.compile(r"\s*[(\[](?:feat|ft|with|prod)\b[^()\[\]]*[)\]]\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Song:
    """What a table says of a song; None, "" or empty where it says nothing.

    Attributes:
        title: as written; the song's number where the table has no titles.
        artist: who sings or plays it.
        number: the table's own id, which joins it to other tables.
        album: the record it is from.
        year: of its release.
        language: that it is sung in, as "ko"; "" if it is not told, or not sung.
        genres: as written.
        tags: moods and topics that listeners or the owner gave it.
        shares: tag -> how much of what was said of it is that tag, in [0, 1]; counts of an open scale too.
        heard: how many taggings the shares stand for; None if they were set by hand.
        theme_ko: a sentence about it in Korean.
        theme_en: a sentence about it in English.
        lyrics: its lines.
        sound: valence, energy, danceability, acousticness -> [0, 1].
        popularity: in [0, 1].
        url: of its video.
    """

    title: str
    artist: str = ""
    number: str = ""
    album: str = ""
    year: int | None = None
    language: str = ""
    genres: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    heard: float | None = None
    theme_ko: str = ""
    theme_en: str = ""
    lyrics: tuple[str, ...] = ()
    sound: Mapping[str, float] = field(default_factory=dict)
    popularity: float | None = None
    url: str = ""

    @property
    def same(self) -> tuple[str, str]:
        """What two rows of one song share: title and artist without case, blanks, marks and guests."""
        return plain(self.title), plain(self.artist)

    def joined(self, other: "Song") -> "Song":
        """Return this song with what only the other row knows."""
        gaps = {f.name: getattr(other, f.name) for f in fields(self) if not _told(getattr(self, f.name))}
        if self.title == self.number and other.title != other.number:  # an id stood in for the title
            gaps["title"] = other.title
        return replace(self, **gaps)


def _told(value: object) -> bool:
    return value is not None and value != "" and value != () and value != {}


def plain(name: str) -> str:
    """Return a name as it is compared: letters and digits only, in lower case, without "(feat. …)" at its end."""
    composed = unicodedata.normalize("NFKC", name)
    short = _ASIDE.sub("", composed)
    return _IGNORED.sub("", short or composed).casefold()
