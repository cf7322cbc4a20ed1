"""The values that the engine answers with; what the CLI, the API and the pages render."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gyeol.safety import Help
from gyeol.stickers.pack import Pack


@dataclass(frozen=True)
class Reading:
    """The feelings read from one text.

    Attributes:
        text: as given.
        language: "ko", "en" or "und" (neither).
        top: the strongest label.
        emotions: label -> calibrated probability in [0, 1]; several may be high, they do not sum to 1.
        model: `name@revision` of the classifier.
    """

    text: str
    language: str
    top: str
    emotions: Mapping[str, float]
    model: str

    @property
    def foreign(self) -> bool:
        """Whether the text is in neither Korean nor English, so that the reading is little more than a guess."""
        return self.language == "und" and any(c.isalpha() for c in self.text)


@dataclass(frozen=True)
class Because:
    """The reason for a sticker: the strongest true summand of each space, or None where it had no say.

    Attributes:
        feeling: the label of the product taxonomy that text and sticker share most.
        concept: the name of the shared meaning, as "birthday".
        like: the name of the liked pack that it resembles most.
    """

    feeling: str | None
    concept: str | None
    like: str | None


@dataclass(frozen=True)
class Suggestion:
    """One sticker of an answer; `score` is exactly the sum of `why`.

    Attributes:
        id: `pack/slug`.
        pack: name of its pack.
        ko: Korean name.
        en: English name.
        score: the higher the better, comparable within one answer only.
        why: space -> its part of the score.
        path: the picture.
        because: what to tell the user.
    """

    id: str
    pack: str
    ko: str
    en: str
    score: float
    why: Mapping[str, float]
    path: Path
    because: Because

    def name(self, language: str) -> str:
        """Return its name in "ko" or "en"."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True)
class Answer:
    """Stickers for one text.

    Attributes:
        reading: the feelings read.
        help: where to find help, shown above everything else; None where no need was seen.
        stickers: best first.
        query: number under which the answer was recorded, for ratings; None if it was not.
    """

    reading: Reading
    help: Help | None
    stickers: tuple[Suggestion, ...]
    query: int | None


@dataclass(frozen=True)
class PackInfo:
    """A pack as lists show it.

    Attributes:
        pack: title, style, licence, attribution.
        n_stickers: how many pictures it holds.
        n_with_feeling: how many of them have an emotion.
        ours: True if it came with gyeol and cannot be removed.
        cover: ids of up to six stickers that show it best, one a feeling.
    """

    pack: Pack
    n_stickers: int
    n_with_feeling: int
    ours: bool
    cover: tuple[str, ...]


@dataclass(frozen=True)
class Similar:
    """A pack that looks like what was asked for.

    Attributes:
        info: the pack.
        similarity: cosine of the style vectors in [-1, 1].
        votes: its votes when several stickers asked, else 0.
    """

    info: PackInfo
    similarity: float
    votes: float
