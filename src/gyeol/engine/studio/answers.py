"""What the studio answers with, and the number by which a made emoji can be made again."""

import re
from dataclasses import dataclass, replace
from typing import Self

from gyeol.emotion import PRODUCT
from gyeol.engine.answers import Reading
from gyeol.errors import NotThere
from gyeol.safety import Help

MAX_SEED = 2**32 - 1
_NUMBER = re.compile(r"([a-z]+)-(0|[1-9]\d{0,9})-(0|[1-9]\d{0,3})-([0-9a-f]{12})")


@dataclass(frozen=True)
class Number:
    """All that it takes to make an emoji again, written `joy-7-3-0123456789ab`; nothing else of it is kept.

    Attributes:
        feeling: the label that was asked for.
        seed: of the batch, 0 to `MAX_SEED`.
        index: its place among what the seed gives.
        revision: of the generator's artefact.
    """

    feeling: str
    seed: int
    index: int
    revision: str

    def __str__(self) -> str:
        return f"{self.feeling}-{self.seed}-{self.index}-{self.revision}"

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read a written number; raise `NotThere` if it is none."""
        match = _NUMBER.fullmatch(written)
        if match is None or match[1] not in PRODUCT.labels or int(match[2]) > MAX_SEED:
            raise NotThere(f"no emoji has the number '{written[:80]}'; make new ones.")
        return cls(match[1], int(match[2]), int(match[3]), match[4])


@dataclass(frozen=True)
class Candidate:
    """A made emoji that nobody has kept yet.

    Attributes:
        number: makes it again.
        confidence: how sure the reader of pictures is that it shows the feeling asked for, 0 to 1.
        seen_as: the feeling that the reader sees most; None if it sees none clearly.
    """

    number: Number
    confidence: float
    seen_as: str | None

    @property
    def id(self) -> str:
        """The written number."""
        return str(self.number)

    @property
    def agreed(self) -> bool:
        """Whether the reader sees the feeling that was asked for."""
        return self.seen_as == self.number.feeling


@dataclass(frozen=True)
class Batch:
    """New emoji for a feeling.

    Attributes:
        feeling: the label.
        seed: gives the same again.
        generator: `name@revision`, "" in a crisis, when nothing is made.
        candidates: those whose feeling shows most clearly first.
        copies: how many were dropped since they nearly copy a picture of the training.
        alike: how many since they nearly repeat another one.
        empty: how many since hardly anything was on them.
        weaker: how many since others show the feeling more clearly.
        reading: of the text that asked, if one did.
        help: where to find help; in a crisis there are no emoji.
    """

    feeling: str
    seed: int
    generator: str
    candidates: tuple[Candidate, ...]
    copies: int = 0
    alike: int = 0
    empty: int = 0
    weaker: int = 0
    reading: Reading | None = None
    help: Help | None = None

    @property
    def dropped(self) -> dict[str, int]:
        """Why emoji were left out -> how many."""
        return {"copies": self.copies, "alike": self.alike, "empty": self.empty, "weaker": self.weaker}

    def of(self, reading: Reading, help_first: Help | None) -> Self:
        """Return the same as the answer to a text."""
        return replace(self, reading=reading, help=help_first)


@dataclass(frozen=True)
class Kept:
    """What approving did.

    Attributes:
        pack: name of the pack.
        added: ids of the stickers that are new in it.
        there: ids of those that were in it already.
    """

    pack: str
    added: tuple[str, ...]
    there: tuple[str, ...] = ()
