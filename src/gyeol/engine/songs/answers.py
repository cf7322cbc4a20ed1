"""The values that songs are answered with; what the CLI, the API and the pages render."""

from collections.abc import Mapping
from dataclasses import dataclass

from gyeol.engine.answers import Reading
from gyeol.safety import Help


@dataclass(frozen=True)
class SongBecause:
    """The reason for a song: what its score would fall without, or None where nothing of the kind spoke for it.

    Attributes:
        feeling: the label of the product taxonomy that the wanted mood and the song share.
        evidence: what says so most of all: "given", "tags", "theme", "lyrics" or "sound".
        words: the tags that say it, if the evidence is "tags".
        concept: the axis of the space "concepts" that text and song clearly share, or None.
        about: True if text and song say alike things, by the space "meaning".
        rated: the id of the song whose rating speaks for it most, or None.
    """

    feeling: str | None
    evidence: str | None
    words: tuple[str, ...] = ()
    concept: str | None = None
    about: bool = False
    rated: str | None = None


@dataclass(frozen=True)
class SongSuggestion:
    """One song of an answer; `score` is exactly the sum of `why`.

    Attributes:
        id: `list/slug`.
        list: name of its list.
        title: as its list writes it.
        artist: "" where its list does not say.
        year: of its release, or None.
        theme_ko: a sentence about it in Korean, or "".
        theme_en: a sentence about it in English, or "".
        score: the higher the better, comparable within one answer only.
        why: space -> its part of the score.
        feelings: label -> share of the song's emotion row, strongest first.
        link: the video that its list names, else an address that searches for it; nothing is fetched to make it.
        because: what to tell the user.
    """

    id: str
    list: str
    title: str
    artist: str
    year: int | None
    theme_ko: str
    theme_en: str
    score: float
    why: Mapping[str, float]
    feelings: Mapping[str, float]
    link: str
    because: SongBecause

    def theme(self, language: str) -> str:
        """Return what it is about in "ko" or "en", in the other language if there is no such sentence."""
        ours, other = (self.theme_ko, self.theme_en) if language == "ko" else (self.theme_en, self.theme_ko)
        return ours or other


@dataclass(frozen=True)
class SongAnswer:
    """Songs for a text, or more of them.

    Attributes:
        reading: the feelings read, or what the author said they are; None for "more", when the text is gone.
        help: where to find help; with level "crisis" it stands instead of songs.
        mood: "same", "opposite" or "lift".
        songs: best first; for "lift" in the order to hear them; empty when nothing is left.
        query: number under which the answer was recorded, for ratings and for more; None if it was not.
    """

    reading: Reading | None
    help: Help | None
    mood: str
    songs: tuple[SongSuggestion, ...]
    query: int | None
