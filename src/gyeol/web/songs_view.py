"""Songs as people see them: cards with reasons and ratings, and what was shown before."""

from collections.abc import Mapping
from dataclasses import dataclass

from gyeol.engine import Engine
from gyeol.engine.songs import KIND
from gyeol.engine.songs.answers import SongAnswer, SongSuggestion
from gyeol.phrases import Phrases
from gyeol.store import lines


@dataclass(frozen=True)
class SongCard:
    """A song to look at.

    Attributes:
        id: `list/slug`.
        title, artist: as its list writes them; the artist may be "".
        year: as text, or "".
        theme: what it is about, or "".
        reason: why it was chosen, in a sentence.
        feeling: whose colour it has.
        link: where to look for its video; nothing is fetched.
        rating: 1 to 5, 0 if there is none.
    """

    id: str
    title: str
    artist: str
    year: str
    theme: str
    reason: str
    feeling: str
    link: str
    rating: int


@dataclass(frozen=True)
class Heard:
    """A song that was shown before; `rating` is 0 if there is none."""

    title: str
    artist: str
    rating: int


def cards(engine: Engine, answer: SongAnswer, say: Phrases, profile: str) -> list[SongCard]:
    """Return the songs of an answer, with the profile's last ratings."""
    ratings = lines.rated(engine.store, profile, KIND)
    return [_card(song, engine.songs.reason(song, say), ratings, say) for song in answer.songs]


def heard(engine: Engine, query: int, profile: str) -> list[Heard]:
    """Return the songs that were shown in the same line of answers before this one, the latest first."""
    store, catalog = engine.store, engine.songs.shelf.catalog
    before = [one for one in lines.family(store, query) if one < query]
    ratings = lines.rated(store, profile, KIND)
    songs = [catalog.items[catalog.row[i]] for i in lines.shown_in(store, before) if i in catalog.row]
    return [Heard(song.ko, song.group, ratings.get(song.id, 0)) for song in reversed(songs)]


def _card(song: SongSuggestion, reason: str, ratings: Mapping[str, int], say: Phrases) -> SongCard:
    return SongCard(
        id=song.id,
        title=song.title,
        artist=song.artist,
        year=str(song.year or ""),
        theme=song.theme(say.language),
        reason=reason,
        feeling=song.because.feeling or next(iter(song.feelings), "neutral"),
        link=song.link,
        rating=ratings.get(song.id, 0),
    )
