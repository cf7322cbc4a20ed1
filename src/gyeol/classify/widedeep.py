"""A wide and a deep reader side by side: a linear layer over hashed grams and recurrent networks over word vectors."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from gyeol.artifact import Artifact
from gyeol.classify import model_options, read_taxonomy, write_taxonomy
from gyeol.classify.calibrate import FILE as CALIBRATION_FILE
from gyeol.classify.calibrate import Calibration
from gyeol.classify.grams import WideTable
from gyeol.classify.morphemes import morphemes
from gyeol.classify.wordgru import Tables, WordGru
from gyeol.emotion import Taxonomy
from gyeol.errors import BadArtifact

Array = NDArray[np.float32]
WIDE_FILE, DEEP_FILE, GRAPH_FILE, WORDS_FILE, HEAD_FILE = (
    "wide.safetensors", "deep.safetensors", "deep.onnx", "words.json", "head.json",
)  # fmt: skip


@dataclass(frozen=True)
class Config:
    """The options of a `WideDeep`, saved whole.

    Attributes:
        n_grams: rows of the linear table of hashed grams.
        n_buckets: rows of the deep reader's hashed table of pieces.
        n_words: the most frequent words that have a row of their own beside their pieces.
        dim: length of a word vector.
        n_hidden: units of each direction.
        n_members: recurrent networks that are averaged, each with its own tables; 0 leaves the wide reader alone.
        single: whether a text has exactly one label, so that a row of the answer sums to 1.
        korean: whether the wide reader also reads morphemes (needs the extra "korean").
    """

    n_grams: int = 1 << 18
    n_buckets: int = 1 << 16
    n_words: int = 20_000
    dim: int = 96
    n_hidden: int = 96
    n_members: int = 1
    single: bool = False
    korean: bool = False


@dataclass(frozen=True)
class Head:
    """What turns the scores of the readers into answers.

    Attributes:
        deep: (n_labels, n_labels); the deep reader's scores times this join the wide ones. (0, n_labels) without it.
        cuts: (n_labels,) in [0, 1]; a label is said from this probability on: the best F1 on held-out rows.
    """

    deep: Array
    cuts: Array


class WideDeep:
    """Wide & Deep Learning (Cheng 2016, https://arxiv.org/abs/1606.07792) for texts.

    Deviations: the readers are trained apart, on the same folds; a linear judge of held-out scores joins them, and is
    folded into the wide table; the wide reader's fold models are averaged into it, the deep reader's stay side by side.

    Attributes:
        cuts: (n_labels,); see `Head`.
    """

    def __init__(
        self, config: Config, taxonomy: Taxonomy, wide: WideTable, deep: WordGru | None, head: Head,
        calibration: Calibration, *, model: str = "widedeep@untrained",
    ) -> None:  # fmt: skip
        _fits(config, len(taxonomy), wide, deep)
        if head.cuts.shape != (len(taxonomy),):
            raise BadArtifact(f"'{HEAD_FILE}' does not cut {len(taxonomy)} labels; train the artefact again.")
        if config.korean:
            morphemes("")  # a missing extra is told at load
        self.config, self.taxonomy, self.calibration, self.model = config, taxonomy, calibration, model
        self.cuts, self._head, self._wide, self._deep = head.cuts, head, wide, deep

    @classmethod
    def read(cls, artifact: Artifact) -> "WideDeep":
        """Build it from a checked artefact."""
        taxonomy, config = read_taxonomy(artifact), Config(**model_options(artifact))
        calibration = Calibration.read(artifact.file(CALIBRATION_FILE), len(taxonomy))
        head = _json(artifact.file(HEAD_FILE))
        deep = None
        if config.n_members:
            tables = Tables(tuple(_json(artifact.file(WORDS_FILE))), **load_file(artifact.file(DEEP_FILE)))
            deep = WordGru(tables, artifact.file(GRAPH_FILE).read_bytes())
        return cls(
            config, taxonomy, WideTable(**load_file(artifact.file(WIDE_FILE))), deep,
            Head(np.asarray(head["deep"], np.float32), np.asarray(head["cuts"], np.float32)), calibration,
            model=f"{artifact.name}@{artifact.revision}",
        )  # fmt: skip

    def write(self, folder: Path) -> None:
        """Write tables, graph, words, head, calibration and taxonomy into an artefact's draft folder."""
        save_file(_arrays(vars(self._wide)), folder / WIDE_FILE)
        if self._deep:
            save_file(_arrays(vars(self._deep.tables)), folder / DEEP_FILE)
            (folder / GRAPH_FILE).write_bytes(self._deep.graph)
            words = json.dumps(self._deep.tables.words, ensure_ascii=False)
            (folder / WORDS_FILE).write_text(words, encoding="utf-8")
        head = {"deep": self._head.deep.tolist(), "cuts": self._head.cuts.tolist()}
        (folder / HEAD_FILE).write_text(json.dumps(head), encoding="utf-8")
        self.calibration.write(folder)
        write_taxonomy(self.taxonomy, folder)

    def options(self) -> dict[str, Any]:
        """Return what the artefact's `options` must hold."""
        return {"classifier": "widedeep", **asdict(self.config)}

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) calibrated probabilities in [0, 1]; rows sum to 1 if each text has one label."""
        logits = self.logits(texts)
        if not self.config.single:
            return self.calibration.apply(logits)
        return softmax(self.calibration.scale * logits + self.calibration.shift)

    def logits(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) mixed scores before calibration; texts are read one by one, so none changes another."""
        out = np.zeros((len(texts), len(self.taxonomy)), np.float32)
        for i, text in enumerate(texts):
            out[i] = self._wide.logits(text, korean=self.config.korean)
            if self._deep:
                out[i] += self._deep.logits(text) @ self._head.deep
        return out


def softmax(logits: Array) -> Array:
    """Return (n, n_labels) probabilities whose rows sum to 1."""
    exp = np.exp(logits - logits.max(1, keepdims=True, initial=-1e9))
    return np.asarray(exp / exp.sum(1, keepdims=True), np.float32)


def _fits(config: Config, n_labels: int, wide: WideTable, deep: WordGru | None) -> None:
    if wide.table.shape != (config.n_grams, n_labels) or wide.idf.shape != (config.n_grams,):
        raise BadArtifact(f"the wide table has shape {wide.table.shape}; its config says otherwise.")
    found = (*deep.tables.pieces.shape, deep.n_labels) if deep else (0, 0, 0, n_labels)
    told = (
        (config.n_members, config.n_buckets, config.dim, n_labels)
        if config.n_members
        else (0, 0, 0, n_labels)
    )
    if found != told or (deep and len(deep.tables.words) > config.n_words):
        raise BadArtifact(f"the deep table has shape {found}, its config says {told}.")


def _arrays(parts: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    return {name: np.ascontiguousarray(part) for name, part in parts.items() if isinstance(part, np.ndarray)}


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
