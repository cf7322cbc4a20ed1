"""The meaning of a sentence, Korean or English, as a vector: which words it shares, and which words mean alike."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from gyeol import artifact
from gyeol.catalog import Array, unit
from gyeol.errors import BadArtifact
from gyeol.text import normalise

KIND = "sentence"
START = "▁"  # before the first piece of a word, as in SentencePiece
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 40  # letters of a word; what follows is not read


@dataclass(frozen=True)
class Config:
    """The shape of the encoder.

    Attributes:
        dense_dim: axes of what words mean.
        gram_dim: axes that syllables and letters are hashed into.
        n_grams: how many different hashes of grams are weighed.
        dense_share: part of the dense axes in a cosine, (0, 1).
        frequency: the a of a / (a + p): pieces more frequent than this weigh less than half (Arora et al. 2017).
        start_weight: how much the first letter of a word counts as such; Korean words start with their stem.
        end_weight: how much the last letter of a word counts as such; Korean words end in particles and endings.
    """

    dense_dim: int = 256
    gram_dim: int = 1024
    n_grams: int = 1 << 17
    dense_share: float = 0.4
    frequency: float = 1e-4
    start_weight: float = 2.0
    end_weight: float = 0.25


@dataclass(frozen=True)
class Pieces:
    """Cuts words into the likeliest pieces of a vocabulary (Kudo 2018, unigram language model).

    Attributes:
        scores: piece -> its log probability; pieces that start a word start with `START`.
    """

    scores: Mapping[str, float]
    number: Mapping[str, int]
    longest: int

    @classmethod
    def of(cls, scores: Mapping[str, float]) -> Self:
        """Return the cutter of a vocabulary."""
        return cls(scores, {p: i for i, p in enumerate(scores)}, max(map(len, scores), default=1))

    def cut(self, word: str) -> list[int]:
        """Return the numbers of a word's pieces, those that are unknown left out (Viterbi 1967)."""
        text = START + word
        # best[i]: the score of the best cut of text[:i], where its last piece starts, and that piece's number
        best: list[tuple[float, int, int]] = [(0.0, 0, -1)]
        for end in range(1, len(text) + 1):
            unknown = (best[end - 1][0] - 30.0, end - 1, -1)
            known = (
                (best[at][0] + self.scores[text[at:end]], at, self.number[text[at:end]])
                for at in range(max(0, end - self.longest), end)
                if text[at:end] in self.scores
            )
            best.append(max(known, default=unknown))
        found, end = list[int](), len(text)
        while end:
            _, start, piece = best[end]
            if piece >= 0:
                found.append(piece)
            end = start
        return found[::-1]


def words(text: str) -> list[str]:
    """Return the words of a text, lower case, a number with its counter ("3시"); marks and emoji are left out."""
    return [word[:_LONGEST] for word in _WORD.findall(normalise(text).lower())]


@lru_cache(maxsize=1 << 16)
def grams(word: str) -> tuple[str, ...]:
    """Return the letters of a word and its pairs of letters, ends included."""
    ends = f"<{word}>"
    return (*word, *(ends[i : i + 2] for i in range(len(ends) - 1)))


def slot(gram: str, n_grams: int) -> int:
    """Return the number that a gram is weighed by; CRC-32 gives the same one on every machine."""
    return crc32(gram.encode()) % n_grams


class SentenceEncoder:
    """Serves an artefact of kind "sentence": pure NumPy, no torch.

    Two parts stand side by side, each of length 1, so that a cosine is their weighted sum: the tf-idf of letters and
    letter pairs, folded into `gram_dim` axes by a signed hash (Weinberger et al. 2009), and the mean of the vectors
    of its word pieces, which were found by factorising their co-occurrence (Levy & Goldberg 2014), with smooth
    inverse frequencies (Arora et al. 2017). A sentence and its translation stand near one another.
    """

    def __init__(
        self, name: str, config: Config, pieces: Pieces, vectors: NDArray[np.int8], scale: Array, idf: Array
    ) -> None:
        self.name, self.dim = name, config.dense_dim + config.gram_dim
        self._config, self._pieces = config, pieces
        self._vectors, self._scale, self._idf = vectors, scale, idf
        self._cut = lru_cache(maxsize=1 << 16)(pieces.cut)
        self._place = lru_cache(maxsize=1 << 16)(self._hash)

    @classmethod
    def load(cls, folder: Path, *, gram_dim: int | None = None) -> Self:
        """Read an artefact of kind "sentence"; raise `BadArtifact`.

        Args:
            folder: of the artefact.
            gram_dim: fold letters into so many axes; None: as many as it was made with. Its weights are the same.
        """
        found = artifact.load(folder, kind=KIND)
        config = Config(**found.config["options"])
        name = f"{found.name}@{found.revision}"
        if gram_dim is not None:
            config, name = replace(config, gram_dim=gram_dim), f"{name}/{gram_dim}"
        try:
            weights = load_file(found.file("weights.safetensors"))
            scores = json.loads(found.file("pieces.json").read_text(encoding="utf-8"))
            vectors, scale, idf = weights["vectors"], weights["scale"], weights["idf"].astype(np.float32)
        except (SafetensorError, KeyError, ValueError) as error:
            raise BadArtifact(f"'{folder}' cannot be read ({error}); train it again.") from None
        expected = ((len(scores), config.dense_dim), (len(scores),), (config.n_grams,))
        if (vectors.shape, scale.shape, idf.shape) != expected:
            raise BadArtifact(f"the weights of '{folder}' do not fit its options; train it again.")
        return cls(name, config, Pieces.of(scores), vectors, scale, idf)

    def encode(self, inputs: Sequence[str]) -> Array:
        """Return (n, dim) float32 unit rows; a zero row for a text without a known letter or piece."""
        rows = np.zeros((len(inputs), self.dim), np.float32)
        share = self._config.dense_share
        for row, text in zip(rows, inputs, strict=True):
            found = words(text)
            row[: self._config.gram_dim] = np.sqrt(1 - share) * self._letters(found)
            row[self._config.gram_dim :] = np.sqrt(share) * self._meaning(found)
        return unit(rows)

    def _letters(self, found: Sequence[str]) -> Array:
        counted = Counter(gram for word in found for gram in grams(word))
        if not counted:
            return np.zeros(self._config.gram_dim, np.float32)
        axes, weights = zip(*map(self._place, counted), strict=True)
        weight = np.asarray(weights) * (1 + np.log([*counted.values()]))
        return unit(np.bincount(axes, weight, self._config.gram_dim).astype(np.float32))

    def _meaning(self, found: Sequence[str]) -> Array:
        pieces = [piece for word in found for piece in self._cut(word)]
        if not pieces:
            return np.zeros(self._config.dense_dim, np.float32)
        return unit(self._scale[pieces] @ self._vectors[pieces].astype(np.float32))

    def _hash(self, gram: str) -> tuple[int, float]:
        """Return the axis of a gram and its weight with its sign."""
        # not CRC: it is linear, so that grams which differ in a few bits share axes more often than by chance
        mixed = int.from_bytes(blake2b(gram.encode(), digest_size=8).digest(), "little")
        weight = float(self._idf[slot(gram, len(self._idf))])
        if gram[0] == "<":
            weight *= self._config.start_weight
        elif gram[-1] == ">":
            weight *= self._config.end_weight
        return (mixed >> 1) % self._config.gram_dim, weight if mixed & 1 else -weight
