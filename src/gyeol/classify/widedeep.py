"""A recurrent reader of words: gated units in both directions, attention and maximum over them, averaged over members."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from gyeol.artifact import Artifact
from gyeol.classify import model_options, read_taxonomy, write_taxonomy
from gyeol.classify.calibrate import FILE as CALIBRATION_FILE
from gyeol.classify.calibrate import Calibration
from gyeol.classify.words import ids, words
from gyeol.emotion import Taxonomy
from gyeol.errors import BadArtifact

Array = NDArray[np.float32]
TABLES_FILE, GRAPH_FILE, WORDS_FILE, CUTS_FILE = "tables.safetensors", "model.onnx", "words.json", "cuts.json"
_MOST_KEPT = 1 << 15  # word vectors kept in memory


@dataclass(frozen=True)
class Config:
    """The options of a `WordGru`, saved whole.

    Attributes:
        n_buckets: rows of the hashed table of pieces.
        n_words: frequent words that have a row of their own beside their pieces.
        dim: length of a word vector.
        n_hidden: units of each direction.
        n_members: networks whose scores are averaged; each has its own tables.
        single: whether a text has exactly one label, so that a row of the answer sums to 1.
    """

    n_buckets: int = 1 << 16
    n_words: int = 30_000
    dim: int = 96
    n_hidden: int = 128
    n_members: int = 1
    single: bool = False


@dataclass(frozen=True)
class Tables:
    """Word vectors in eight bits, one scale a row.

    Attributes:
        words: those with a row of their own, at most `Config.n_words`.
        own: (n_members, len(words), dim) int8, and `own_scale` (n_members, len(words)).
        pieces: (n_members, n_buckets, dim) int8, and `pieces_scale` (n_members, n_buckets).
    """

    words: tuple[str, ...]
    own: NDArray[np.int8]
    own_scale: Array
    pieces: NDArray[np.int8]
    pieces_scale: Array


class WordGru:
    """GRU (Cho 2014, https://arxiv.org/abs/1406.1078) in both directions with attention (Yang 2016, N16-1174).

    Deviations: one level, words in a text; the attention needs no hidden layer; the maximum over the states and the mean
    word vector join the attended state; a word's vector is the mean of its hashed pieces (Bojanowski 2017,
    https://arxiv.org/abs/1607.04606), plus a row of its own if the word is frequent; several networks trained on
    different folds are averaged. ONNX Runtime reads one text at a time, so no text can change another's answer.

    Attributes:
        cuts: (n_labels,) in [0, 1]; a label is said from this probability on (chosen for the best F1 on held-out rows).
    """

    def __init__(
        self, config: Config, taxonomy: Taxonomy, tables: Tables, graph: bytes, calibration: Calibration, *,
        cuts: Array | None = None, model: str = "wordgru@untrained",
    ) -> None:  # fmt: skip
        if tables.pieces.shape != (config.n_members, config.n_buckets, config.dim):
            raise BadArtifact(f"the table of pieces has shape {tables.pieces.shape}; its config says otherwise.")
        if len(tables.words) > config.n_words or tables.own.shape[:2] != (config.n_members, len(tables.words)):
            raise BadArtifact(f"the table of words has shape {tables.own.shape}; its config says otherwise.")
        self.config, self.taxonomy, self.calibration, self.model = config, taxonomy, calibration, model
        self.cuts = np.full(len(taxonomy), 0.5, np.float32) if cuts is None else cuts
        self._tables, self._graph = tables, graph
        self._row = {word: i for i, word in enumerate(tables.words)}
        self._kept: dict[str, Array] = {}
        self._session = _session(graph, config.n_members * config.dim, len(taxonomy))

    @classmethod
    def read(cls, artifact: Artifact) -> "WordGru":
        """Build it from a checked artefact."""
        taxonomy = read_taxonomy(artifact)
        calibration = Calibration.read(artifact.file(CALIBRATION_FILE), len(taxonomy))
        listed = json.loads(artifact.file(WORDS_FILE).read_text(encoding="utf-8"))
        cuts = np.asarray(json.loads(artifact.file(CUTS_FILE).read_text(encoding="utf-8")), np.float32)
        if cuts.shape != (len(taxonomy),):
            raise BadArtifact(f"'{CUTS_FILE}' does not cut {len(taxonomy)} labels; train the artefact again.")
        return cls(
            Config(**model_options(artifact)), taxonomy,
            Tables(tuple(listed), **load_file(artifact.file(TABLES_FILE))),
            artifact.file(GRAPH_FILE).read_bytes(), calibration,
            cuts=cuts, model=f"{artifact.name}@{artifact.revision}",
        )  # fmt: skip

    def write(self, folder: Path) -> None:
        """Write tables, graph, words, calibration, cuts and taxonomy into an artefact's draft folder."""
        tables = {k: v for k, v in vars(self._tables).items() if k != "words"}
        save_file({k: np.ascontiguousarray(v) for k, v in tables.items()}, folder / TABLES_FILE)
        (folder / GRAPH_FILE).write_bytes(self._graph)
        (folder / WORDS_FILE).write_text(json.dumps(self._tables.words, ensure_ascii=False), encoding="utf-8")
        (folder / CUTS_FILE).write_text(json.dumps(self.cuts.tolist()), encoding="utf-8")
        self.calibration.write(folder)
        write_taxonomy(self.taxonomy, folder)

    def options(self) -> dict[str, Any]:
        """Return what the artefact's `options` must hold."""
        return {"classifier": "wordgru", **asdict(self.config)}

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) calibrated probabilities in [0, 1]; rows sum to 1 if each text has one label."""
        logits = self.logits(texts)
        if not self.config.single:
            return self.calibration.apply(logits)
        z = self.calibration.scale * logits + self.calibration.shift
        exp = np.exp(z - z.max(1, keepdims=True, initial=-np.inf))
        return np.asarray(exp / exp.sum(1, keepdims=True), np.float32)

    def logits(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) scores before calibration, the mean over the members."""
        out = np.zeros((len(texts), len(self.taxonomy)), np.float32)
        for i, text in enumerate(texts):
            read = [self._vector(word) for word in words(text)] or [self._nothing()]
            out[i] = self._session.run(None, {"vectors": np.stack(read)[None]})[0][0]
        return out

    def _vector(self, word: str) -> Array:
        if word not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[word] = self._look_up(word)
        return self._kept[word]

    def _look_up(self, word: str) -> Array:
        t, rows = self._tables, ids(word, self.config.n_buckets)
        vector = (t.pieces[:, rows] * t.pieces_scale[:, rows, None]).mean(1)  # (M, D)
        if word in self._row:
            row = self._row[word]
            vector = vector + t.own[:, row] * t.own_scale[:, row, None]
        return np.asarray(vector.ravel(), np.float32)

    def _nothing(self) -> Array:
        return np.zeros(self.config.n_members * self.config.dim, np.float32)


def _session(graph: bytes, width: int, n_labels: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises its own errors, which share no public base
        raise BadArtifact(f"'{GRAPH_FILE}' is no graph that ONNX Runtime can read ({error}).") from None
    found = session.get_inputs()[0].shape[2], session.get_outputs()[0].shape[1]
    if found != (width, n_labels):
        raise BadArtifact(f"'{GRAPH_FILE}' maps {found[0]} numbers to {found[1]} labels; its config says otherwise.")
    return session
