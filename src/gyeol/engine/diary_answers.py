"""The values that the diary answers with; what the CLI, the API and the pages render."""

from collections.abc import Mapping
from dataclasses import dataclass

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
        day: the one reading of the day, in the form that songs and stickers take.
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
