"""Recurrent networks over word vectors, read by ONNX Runtime one text at a time so that no text changes another."""

from dataclasses import dataclass

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from gyeol.classify.words import ids, words
from gyeol.errors import BadArtifact

Array = NDArray[np.float32]
_MOST_KEPT = 1 << 15  # word vectors kept in memory


@dataclass(frozen=True)
class Tables:
    """Word vectors of M members in eight bits, one scale a row.

    Attributes:
        words: those with a row of their own.
        own: (M, len(words), dim) int8, and `own_scale` (M, len(words)).
        pieces: (M, n_buckets, dim) int8, and `pieces_scale` (M, n_buckets).
    """

    words: tuple[str, ...]
    own: NDArray[np.int8]
    own_scale: Array
    pieces: NDArray[np.int8]
    pieces_scale: Array

    def __post_init__(self) -> None:
        """Raise `BadArtifact` if the parts do not fit each other."""
        if self.own.shape != (len(self.pieces), len(self.words), self.pieces.shape[-1]):
            raise BadArtifact(
                f"the word table has shape {self.own.shape}, which does not fit its words and pieces."
            )
        if self.own_scale.shape != self.own.shape[:2] or self.pieces_scale.shape != self.pieces.shape[:2]:
            raise BadArtifact("a table's scales do not fit its rows; train the artefact again.")

    def vector(self, word: str) -> Array:
        """Return (M * dim,): for each member the mean of the word's pieces, plus the word's own row if it has one."""
        rows = ids(word, self.pieces.shape[1])
        vector = (self.pieces[:, rows] * self.pieces_scale[:, rows, None]).mean(1)  # (M, D)
        if (row := self._row.get(word)) is not None:
            vector = vector + self.own[:, row] * self.own_scale[:, row, None]
        return np.asarray(vector.ravel(), np.float32)

    @property
    def _row(self) -> dict[str, int]:
        if "_rows" not in self.__dict__:  # built once; the dataclass stays frozen for everyone else
            self.__dict__["_rows"] = {word: i for i, word in enumerate(self.words)}
        return self.__dict__["_rows"]  # type: ignore[no-any-return]


class WordGru:
    """GRU (Cho 2014, https://arxiv.org/abs/1406.1078) in both directions with attention (Yang 2016, N16-1174).

    Deviations: one level, words in a text; the attention has no hidden layer; the maximum over the states and the mean
    word vector join the attended state; a word's vector is the mean of its hashed pieces (Bojanowski 2017,
    https://arxiv.org/abs/1607.04606), plus a row of its own if the word is frequent; members trained on different
    folds are averaged.
    """

    def __init__(self, tables: Tables, graph: bytes) -> None:
        self.tables, self.graph = tables, graph
        self._session = _session(graph)
        self._kept: dict[str, Array] = {}
        width = self._session.get_inputs()[0].shape[2]
        if width != len(tables.pieces) * tables.pieces.shape[2]:
            raise BadArtifact(f"the graph reads vectors of length {width}; its tables hold others.")

    @property
    def n_labels(self) -> int:
        """How many scores the graph gives."""
        return int(self._session.get_outputs()[0].shape[1])

    def logits(self, text: str) -> Array:
        """Return (n_labels,) scores, the mean over the members."""
        read = [self._vector(word) for word in words(text)] or [np.zeros_like(self.tables.vector("."))]
        return np.asarray(self._session.run(None, {"vectors": np.stack(read)[None]})[0][0], np.float32)

    def _vector(self, word: str) -> Array:
        if word not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[word] = self.tables.vector(word)
        return self._kept[word]


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises its own errors, which share no public base
        raise BadArtifact(
            f"the graph cannot be read by ONNX Runtime ({error}); train the artefact again."
        ) from None
