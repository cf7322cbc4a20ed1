"""Songs for a text: read it, find five songs, take ratings, find five more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gyeol import safety, text
from gyeol import store as stores
from gyeol.catalog import Array, Item
from gyeol.engine.answers import Reading
from gyeol.engine.diary.said import Felt
from gyeol.engine.models import Models
from gyeol.engine.songs import intake
from gyeol.engine.songs.answers import SongAnswer, SongSuggestion
from gyeol.engine.songs.choose import rank, suggestion, weights
from gyeol.engine.songs.lists import SongLists, SongReport
from gyeol.engine.songs.reasons import song_reason
from gyeol.engine.songs.shelf import SongShelf
from gyeol.engine.songs.taste import Past
from gyeol.errors import BadRequest
from gyeol.phrases import Phrases
from gyeol.recommend import Query
from gyeol.settings import Settings
from gyeol.songs import mood as moods
from gyeol.songs import playlist, video
from gyeol.songs.link import link, searched
from gyeol.store import Asked, Shown

if TYPE_CHECKING:
    from gyeol.store import Store

KIND = "songs"
MAX_SONGS = 50
_DISLIKED = 2  # rated so or lower, a song never returns


class Songs:
    """Chooses songs for texts.

    Args:
        trained: read the texts.
        store: returns the store, which is opened when it is first needed.
        own: folder of the user's lists; need not exist.
        settings: whose help lines to show, and the key for videos.
        read: reads a text, or a diary sentence by sentence, as one.
    """

    def __init__(
        self,
        trained: Models,
        store: Callable[[], "Store"],
        own: Path,
        settings: Settings,
        read: Callable[[str], Reading],
    ) -> None:
        self._trained, self._store, self._own = trained, store, own
        self._settings, self._read = settings, read

    @cached_property
    def lists(self) -> SongLists:
        """The lists at hand, and how to bring and remove one."""
        return SongLists(self._trained, self._own)

    def take_list(self, path: Path, *, name: str | None = None, replace: bool = False) -> SongReport:
        """Import what a stranger may have sent: as `lists.import_path`, in a process of its own with limits."""
        return intake.take(self._own, path, name=name, replace=replace)

    @property
    def shelf(self) -> SongShelf:
        """All lists at hand, as they are on disk now."""
        return self.lists.shelf

    def for_text(
        self,
        message: str,
        *,
        mood: str = "same",
        emotion: int = 3,
        meaning: int = 3,
        n: int = 5,
        lists: Sequence[str] = (),
        reading: Reading | None = None,
        said: Felt | None = None,
        profile: str | None = "me",
    ) -> SongAnswer:
        """Return n songs for a text; the same text, lists and ratings always give the same songs.

        What the profile rated before, for whatever text, has a say; what it rated 1 or 2 stays away.

        Args:
            message: the text, or a diary.
            mood: "same", "opposite", or "lift" for a gentle way up in the order of the songs.
            emotion: how much the feeling matters, 1 to 5.
            meaning: how much it matters what the song is about, 1 to 5.
            n: at most `MAX_SONGS`.
            lists: names of the lists to choose from; none: all.
            reading: the feelings, if they have been read already; None reads the text.
            said: what its author says it feels, answered in place of the reading; the reading is what is recorded.
            profile: under whom the answer is recorded, and whose dislikes stay away; None: nobody.

        Raises:
            BadText: the text is empty or too long.
            BadRequest: a number is out of range.
            UnknownName: no such mood or list.
        """
        importance = (_importance("emotion", emotion), _importance("meaning", meaning))
        if not 1 <= n <= MAX_SONGS:
            raise BadRequest(f"n must be between 1 and {MAX_SONGS}, not {n}.")
        shelf, clean = self.shelf.of(lists), text.check(message)
        told = reading or self._read(message)
        meant = replace(told, top=said.top, emotions=said.emotions) if said else told
        wanted = moods.targets(moods.felt(meant.emotions), mood, n)
        rated = stores.lines.rated(self._store(), profile, KIND) if profile is not None else {}
        offer = safety.check(message, self._settings.country)
        if offer is not None and offer.level == "crisis":  # help instead of a playlist
            return SongAnswer(meant, offer, mood, (), None)
        query = Query(self._about(text.normalise(clean), told.language), _disliked(rated))
        songs = self._songs(shelf, query, wanted, weights(*importance, mood), Past(rated))
        number = None
        if profile is not None:
            asked = _asked(told, query, wanted, mood, importance, _catalogue(shelf, lists))
            number = self._record(profile, asked, songs)
        return SongAnswer(meant, offer, mood, songs, number)

    def more(self, query_id: int, *, n: int = 5, profile: str = "me") -> SongAnswer:
        """Return n further songs after an answer, by every rating so far, low ones too.

        No song of the whole line of answers comes again, nor does one that the profile ever rated 1 or 2; a song
        that was passed over counts a little less than an indifferent one. At the end the list is empty.

        Raises:
            BadRequest: the profile has no such answer, it was not about songs, or a list that it was chosen from has
                been removed.
        """
        if not 1 <= n <= MAX_SONGS:
            raise BadRequest(f"n must be between 1 and {MAX_SONGS}, not {n}.")
        store = self._store()
        line = stores.lines.family(store, query_id)
        first = self._asked_for_songs(line[0] if line else query_id)
        mood, importance, lists = _terms(first)
        shelf, shown = self._still_there(lists, query_id), stores.lines.shown_in(store, line)
        rated = stores.lines.rated(store, profile, KIND)
        query = Query(self._fitting(first.vectors), frozenset(shown) | _disliked(rated))
        wanted = np.broadcast_to(first.vectors["end"], (n, len(first.vectors["end"])))
        songs = self._songs(shelf, query, wanted, weights(*importance, mood), Past(rated, shown))
        again = replace(first, catalogue=_catalogue(shelf, lists), parent=query_id)
        return SongAnswer(None, None, mood, songs, self._record(profile, again, songs))

    def rate(self, query_id: int, song_id: str, value: int) -> None:
        """Keep a rating, 1 to 5, of a song that was shown; a later one replaces it.

        Raises:
            BadRequest: the value is no whole number from 1 to 5, or the song was not shown in this answer.
        """
        self.rate_all(query_id, [(song_id, value)])

    def rate_all(self, query_id: int, ratings: Sequence[tuple[str, int]]) -> None:
        """Keep (song, value) pairs as `rate` does; none of them at all if one is wrong."""
        self._asked_for_songs(query_id)
        self._store().rate_all(query_id, ratings)

    def shown_ids(self, query_id: int) -> list[str]:
        """Return the ids of the songs of an answer, in order; raise `BadRequest` if there is none."""
        self._asked_for_songs(query_id)
        return [shown.item for shown in self._store().shown(query_id)]

    def shown(self, query_id: int) -> list[Item]:
        """Return the songs of an answer that are still at hand, in order; raise `BadRequest` if there is no answer."""
        catalog = self.shelf.catalog
        return [catalog.items[catalog.row[i]] for i in self.shown_ids(query_id) if i in catalog.row]

    def export(self, query_id: int, form: str) -> str:
        """Return the songs of an answer as a playlist: "m3u", "csv" or "json".

        Raises:
            BadRequest: there is no such answer.
            UnknownName: no such form.
        """
        return playlist.write(self.shown(query_id), form)

    def video(self, song_id: str) -> str:
        """Return the address of a song's video: that of its list, or what YouTube finds, or a search address.

        The one call here that opens a connection, and only if the setting `youtube_key` is filled; artist and title
        are sent, nothing else.

        Raises:
            UnknownName: no such song.
            RemoteError: YouTube cannot be reached or refuses the key.
        """
        item = self.shelf.song(song_id)
        if item.facts.get("url") or not self._settings.youtube_key:
            return link(item)
        return video.find(searched(item), self._settings.youtube_key) or link(item)

    def reason(self, song: SongSuggestion, words: Phrases) -> str:
        """Return in a sentence why a song was chosen, in the language of `words`."""
        concept = song.because.concept
        axes = self.lists.concepts
        title = axes.title(concept, words.language) if concept else None
        rated = self.shelf.catalog.row.get(song.because.rated or "")
        name = None if rated is None else self.shelf.catalog.items[rated].ko
        return song_reason(words, song.because, title, name, again=song.because.rated == song.id)

    def _songs(
        self,
        shelf: SongShelf,
        query: Query,
        wanted: Array,
        weight: Mapping[str, float],
        past: Past,
    ) -> tuple[SongSuggestion, ...]:
        axes = self.lists.concepts.labels
        found = rank(shelf.catalog, query, wanted, weight, past)
        return tuple(
            suggestion(shelf.catalog, target, query, song, axes, found.taste)
            for target, song in zip(wanted, found.songs, strict=False)
        )

    def _asked_for_songs(self, query_id: int) -> Asked:
        asked = self._store().asked(query_id)
        if asked.kind != KIND:
            raise BadRequest(
                f"only an answer with songs can be continued or rated here; {query_id} has {asked.kind}."
            )
        return asked

    def _still_there(self, lists: Sequence[str], query_id: int) -> SongShelf:
        shelf = self.shelf
        for name in lists:
            if name not in shelf.lists and name not in shelf.damaged:
                raise BadRequest(
                    f"the list '{name}' that answer {query_id} was chosen from has been removed; import it again under "
                    "this name, or ask anew."
                )
        return shelf.of(lists)

    def _about(self, message: str, language: str) -> dict[str, Array]:
        """Return what a text is about; of one that is neither Korean nor English only what emoji and names say."""
        spaces = {s: e for s, e in self.lists.about.items() if language != "und" or s == "concepts"}
        return {space: encoder.encode([message])[0] for space, encoder in spaces.items()}

    def _fitting(self, vectors: Mapping[str, Array]) -> dict[str, Array]:
        """Return what a stored text was about, in the spaces whose encoder of now has as many axes."""
        about = self.lists.about.items()
        return {s: vectors[s] for s, encoder in about if s in vectors and len(vectors[s]) == encoder.dim}

    def _record(self, profile: str, asked: Asked, songs: Sequence[SongSuggestion]) -> int:
        return self._store().record(profile, asked, [Shown(s.id, s.score, s.why) for s in songs])


def _asked(
    told: Reading, query: Query, wanted: Array, mood: str, importance: tuple[int, int], catalogue: str
) -> Asked:
    """Return a request for the store; its terms are vectors too, so that "more" needs nothing else."""
    vectors = {
        "emotion": wanted[0],
        "end": wanted[-1],
        **query.vectors,
        "importance": np.asarray(importance, np.float32),
        "mood": np.asarray([moods.MOODS.index(mood)], np.float32),
    }
    return Asked(KIND, told.language, told.emotions, vectors, told.model, catalogue)


def _terms(asked: Asked) -> tuple[str, tuple[int, int], list[str]]:
    """Return mood, importances and lists of a recorded request."""
    emotion, meaning = (int(value) for value in asked.vectors["importance"])
    return moods.MOODS[int(asked.vectors["mood"][0])], (emotion, meaning), asked.catalogue.split(" ")[1:]


def _catalogue(shelf: SongShelf, lists: Sequence[str]) -> str:
    """Return the revision of the catalogue, followed by the lists that alone were asked for."""
    return " ".join((shelf.revision, *lists))


def _disliked(ratings: Mapping[str, int]) -> frozenset[str]:
    return frozenset(song for song, value in ratings.items() if value <= _DISLIKED)


def _importance(what: str, value: int) -> int:
    if type(value) is not int or not 1 <= value <= 5:
        raise BadRequest(
            f"the importance of {what} is a whole number from 1 to 5, not {value!r}; choose one of them."
        )
    return value
