"""Flag hostile texts for a moderator, with the words that weighed: a linear model and a list of words, in NumPy.

A flag is a reason for a person to look, never for a machine to punish: see `docs/hostile.md`.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from gyeol import artifact
from gyeol.catalog import Array
from gyeol.classify.hostile_words import Found, lexicon
from gyeol.classify.words import ids, words
from gyeol.text import language

KIND = "hostile"
Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")
_MOST_REASONS = 5
_LEAST_WEIGHT = 0.25  # in the logit: what moves it less is no reason
_BESIDE_LISTED = 0.6  # where the list already gives reasons
_UNAIMED_EN = 0.7  # English learned from anger, much of which is at nobody
_WORD = re.compile(r"[^\s.,!?~\"'“”‘’()\[\]…]+")


@dataclass(frozen=True)
class Config:
    """The options of the model, saved whole.

    Attributes:
        n_buckets: of the hashed pieces of words, a table a language.
        threshold: the share from which a text is flagged, by language in the order of `LANGUAGES`.
    """

    n_buckets: int = 65_536
    threshold: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True)
class Reason:
    """A word that weighed.

    Attributes:
        word: as it stands in the text.
        start: its first character in the text.
        end: one past its last.
        kind: "swear", "insult", "contempt" (of a group), "wish" (of harm), "threat", or "like" what people marked.
    """

    word: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Verdict:
    """How hostile a text is.

    Attributes:
        share: how likely somebody would mark it, 0 to 1.
        flagged: whether a moderator should look.
        aimed: whether it speaks to or of somebody but the writer.
        quoted: whether the words may be somebody else's.
        reasons: the words that weighed, the weightiest first; empty if it is not flagged.
    """

    share: float
    flagged: bool
    aimed: bool
    quoted: bool
    reasons: tuple[Reason, ...]


class Hostile:
    """Logistic regression over hashed pieces of words, and a list of words; serves an artefact of kind "hostile".

    Attributes:
        name: `name@revision`.
    """

    def __init__(self, name: str, config: Config, weights: Mapping[str, NDArray[np.float16]]) -> None:
        self.name, self.config = name, config
        self._weights = {key: np.asarray(weight, np.float32) for key, weight in weights.items()}

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read an artefact of kind "hostile"; raise `BadArtifact`."""
        found = artifact.load(folder, kind=KIND)
        options = json.loads(json.dumps(found.config["options"]))
        config = Config(options["n_buckets"], tuple(options["threshold"]))
        return cls(f"{found.name}@{found.revision}", config, load_file(found.file("weights.safetensors")))

    def read(self, texts: Sequence[str]) -> list[Verdict]:
        """Judge each text; each alone, so that none changes another."""
        return [self._read(text) for text in texts]

    def shares(self, texts: Sequence[str]) -> Array:
        """Return (n,) how likely each text is hostile."""
        return np.array([verdict.share for verdict in self.read(texts)], np.float32)

    def _read(self, text: str) -> Verdict:
        spoken: Language = "ko" if language(text) == "ko" else "en"
        listed = lexicon(spoken).find(text)
        weight, bias = self._weights[spoken], float(self._weights[f"{spoken}_bias"][0])
        found = pieces(text, self.config.n_buckets)
        norm = math.sqrt(max(len(found), 1))
        logit = float(weight[found].sum()) / norm + bias
        # two independent voices: either alone is enough (noisy or)
        learned = 1 / (1 + math.exp(-logit)) * (_UNAIMED_EN if spoken == "en" and not listed.aimed else 1)
        share = 1 - (1 - learned) * (1 - listed.share)
        if listed.quoted or listed.own:
            share *= 0.5
        flagged = share >= self.config.threshold[LANGUAGES.index(spoken)]
        reasons = self._reasons(text, listed, weight, norm) if flagged else ()
        return Verdict(round(share, 4), flagged, listed.aimed, listed.quoted, reasons)

    def _reasons(self, text: str, listed: Found, weight: Array, norm: float) -> tuple[Reason, ...]:
        named = [Reason(text[start:end], start, end, kind) for start, end, kind in listed.words]
        taken = [(reason.start, reason.end) for reason in named]
        others = []
        for match in _WORD.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            moved = float(weight[pieces(match[0], self.config.n_buckets)].sum()) / norm
            others.append((moved, Reason(match[0], match.start(), match.end(), "like")))
        others.sort(key=lambda pair: -pair[0])
        like = [reason for moved, reason in others if moved >= (_BESIDE_LISTED if named else _LEAST_WEIGHT)]
        return tuple((named + like)[:_MOST_REASONS])


def pieces(text: str, n_buckets: int) -> NDArray[np.int32]:
    """Return the buckets of all pieces of a text's words, each once, sorted."""
    found = [ids(word, n_buckets) for word in words(text)]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int32)
