"""The values that the diary answers with; what the CLI, the API and the pages render."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gyeol.diary.files import Skipped
from gyeol.engine.answers import Reading
from gyeol.safety import Help, Level

WAYS = ("sentences", "reference", "textrank", "summary")


@dataclass(frozen=True)
class SentenceReading:
    """What one sentence feels.

    Attributes:
        start: its first character in the text as given; characters are Unicode code points.
        end: one past its last.
        text: `given[start:end]`.
        top: its strongest label.
        emotions: label -> calibrated probability in [0, 1].
        confidence: in [0, 1], the probability of its strongest label.
        weight: its share in the day by our rule; those of all sentences sum to 1.
        valence: in [-1, 1], how pleasant it is.
        crisis: "crisis" or "light" if it speaks of suicide or self-harm, else None.
        used: whether the way looked at it; "reference" drops neutral ones, "textrank" keeps only extracted ones.
    """

    start: int
    end: int
    text: str
    top: str
    emotions: Mapping[str, float]
    confidence: float
    weight: float
    valence: float
    crisis: Level | None
    used: bool


@dataclass(frozen=True)
class DiaryReading:
    """A day read sentence by sentence.

    Attributes:
        help: where to find help, shown above everything else; None where no need was seen.
        day: the one reading of the day, in the form that songs and stickers take; by the ways "sentences" and
            "reference" its emotions are shares of the day that sum to 1.
        confidence: in [0, 1], how sure the sentences were, by their weights.
        way: one of `WAYS`.
        splitter: who found the sentences: "rules" or "kiwi".
        sentences: in the order of the text.
        timeline: how pleasant the day was from its first sentence to its last, in [-1, 1], smoothed 1-2-1.
        summary: what was read in place of the text by the ways "textrank" and "summary", else "".
    """

    help: Help | None
    day: Reading
    confidence: float
    way: str
    splitter: str
    sentences: tuple[SentenceReading, ...]
    timeline: tuple[float, ...]
    summary: str

    @property
    def foreign(self) -> bool:
        """As `Reading.foreign`, of the day as one."""
        return self.day.foreign


@dataclass(frozen=True)
class DayMood:
    """What a day of the diary felt like, all its entries together.

    Attributes:
        day: which.
        top: the strongest feeling of its entries.
        emotions: label -> probability in [0, 1].
        confidence: in [0, 1].
        entries: their ids, in the order of writing.
    """

    day: date
    top: str
    emotions: Mapping[str, float]
    confidence: float
    entries: tuple[int, ...]


@dataclass(frozen=True)
class Imported:
    """What became of a file: how many entries were kept, and what was skipped, with line and reason."""

    n_entries: int
    skipped: tuple[Skipped, ...]
