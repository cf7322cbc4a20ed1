"""The small shipped classifier: a convolution over words that knows what is denied and conceded, beside a linear
table of grams, in NumPy."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from gyeol.artifact import Artifact
from gyeol.classify import model_options, read_taxonomy, write_taxonomy
from gyeol.classify.calibrate import FILE as CALIBRATION_FILE
from gyeol.classify.calibrate import ByLanguage
from gyeol.classify.scope import N_MARKS, Marks, marks
from gyeol.classify.scope_grams import features
from gyeol.classify.words import ids, words
from gyeol.emotion import Taxonomy
from gyeol.errors import BadArtifact

Array = NDArray[np.float32]
WEIGHTS_FILE = "weights.safetensors"
WIDE = ("wide", "wide_scale", "wide_idf")
_EIGHT_BITS = ("table", "wide")
_WORDS_KEPT = 1 << 15


@dataclass(frozen=True)
class Config:
    """The options of a `WordCnn`, saved whole.

    Attributes:
        n_buckets: rows of the hashed table of pieces.
        dim: length of a word vector.
        n_filters: filters of each width.
        widths: how many words a filter sees; each at most `max(widths)` words of padding surround a text.
        n_hidden: units between the pooled features and the labels.
        n_grams: rows of the linear table of hashed grams; 0 leaves it out.
    """

    n_buckets: int = 1 << 17
    dim: int = 64
    n_filters: int = 128
    widths: tuple[int, ...] = (1, 2, 3)
    n_hidden: int = 128
    n_grams: int = 1 << 18

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Config":
        """Build it from what JSON or TOML gives; raise `TypeError` on an unknown option."""
        return cls(**{**options, "widths": tuple(options.get("widths", cls.widths))})

    @property
    def n_pooled(self) -> int:
        """Length of the pooled features: the maxima of all filters, then the mean word vector."""
        return self.n_filters * len(self.widths) + self.dim

    def shapes(self, n_labels: int) -> dict[str, tuple[int, ...]]:
        """Return the name and shape of every weight but those of the two tables."""
        out: dict[str, tuple[int, ...]] = {"gate": (N_MARKS, self.dim), "shift": (N_MARKS, self.dim)}
        for width in self.widths:
            out |= {
                f"filter{width}": (width * self.dim, self.n_filters),
                f"filter{width}_bias": (self.n_filters,),
            }
        out |= {"hidden": (self.n_pooled, self.n_hidden), "hidden_bias": (self.n_hidden,)}
        return out | {"out": (self.n_hidden, n_labels), "out_bias": (n_labels,)}


class WordCnn:
    """CNN for sentence classification (Kim 2014, https://arxiv.org/abs/1408.5882) over subword means.

    Deviations: a word's vector is the mean of its hashed pieces (Bojanowski 2017, https://arxiv.org/abs/1607.04606),
    times and plus a vector of its mark, see `classify.scope`; filters of one to three words; the mean word vector joins
    the pooled maxima; sigmoid outputs, since a text may carry several feelings; the scores of a linear layer over grams
    are added (Cheng 2016, https://arxiv.org/abs/1606.07792); both tables are kept in eight bits, one scale a row.
    """

    def __init__(
        self,
        config: Config,
        taxonomy: Taxonomy,
        weights: Mapping[str, NDArray[Any]],
        calibration: ByLanguage,
        *,
        model: str = "wordcnn@untrained",
    ) -> None:
        for name, shape in config.shapes(len(taxonomy)).items():
            if weights[name].shape != shape:
                raise BadArtifact(
                    f"weight '{name}' has shape {weights[name].shape}, not {shape}; train again."
                )
        if weights["table"].shape != (config.n_buckets, config.dim):
            raise BadArtifact(
                f"the table has shape {weights['table'].shape}; its config says otherwise; train again."
            )
        self.config, self.taxonomy, self.calibration, self.model = config, taxonomy, calibration, model
        self._table, self._scale = weights["table"], weights["scale"].astype(np.float32)
        self._wide = {name: weights[name] for name in WIDE if config.n_grams}
        if config.n_grams and self._wide["wide"].shape != (config.n_grams, len(taxonomy)):
            raise BadArtifact(
                f"the wide table has shape {self._wide['wide'].shape}; its config says otherwise; train again."
            )
        self._dense = {name: weights[name].astype(np.float32) for name in config.shapes(len(taxonomy))}
        self._vector = lru_cache(maxsize=_WORDS_KEPT)(self._mean)  # frequent words are read once

    @classmethod
    def read(cls, artifact: Artifact) -> "WordCnn":
        """Build it from a checked artefact."""
        taxonomy = read_taxonomy(artifact)
        calibration = ByLanguage.read(artifact.file(CALIBRATION_FILE), len(taxonomy))
        weights = load_file(artifact.file(WEIGHTS_FILE))
        name = f"{artifact.name}@{artifact.revision}"
        return cls(Config.of(model_options(artifact)), taxonomy, weights, calibration, model=name)

    def write(self, folder: Path) -> None:
        """Write weights, calibration and taxonomy into an artefact's draft folder."""
        weights = self._dense | self._wide | {"table": self._table, "scale": self._scale}
        kept = {k: v if k in _EIGHT_BITS else v.astype(np.float16) for k, v in weights.items()}
        save_file({k: np.ascontiguousarray(v) for k, v in kept.items()}, folder / WEIGHTS_FILE)
        self.calibration.write(folder)
        write_taxonomy(self.taxonomy, folder)

    def options(self) -> dict[str, Any]:
        """Return what the artefact's `options` must hold."""
        return {"classifier": "wordcnn", **{f.name: asdict(self.config)[f.name] for f in fields(self.config)}}

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) calibrated probabilities in [0, 1]."""
        return self.calibration.apply(self.logits(texts), texts)

    def logits(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) scores before calibration; texts are read one by one, so none changes
        another."""
        out = np.zeros((len(texts), len(self.taxonomy)), np.float32)
        for i, text in enumerate(texts):
            found = words(text)
            marked = marks(found)
            out[i] = self._deep(found, marked)
            if self._wide:
                out[i] += self._linear(found, marked)
        return out

    def _linear(self, text: list[str], marked: Marks) -> Array:
        rows, weight = features(text, marked, self._wide["wide_idf"])
        table, scale = self._wide["wide"][rows], self._wide["wide_scale"][rows]
        return np.asarray((weight * scale) @ table.astype(np.float32), np.float32)

    def _deep(self, text: list[str], marked: Marks) -> Array:
        w, pad = self._dense, max(self.config.widths) - 1
        x = np.zeros((len(text) + 2 * pad, self.config.dim), np.float32)  # (T + 2 pad, D)
        for i, word in enumerate(text, pad):
            x[i] = self._vector(word)
        inner = slice(pad, pad + len(text))
        x[inner] = x[inner] * w["gate"][marked] + w["shift"][marked]
        pooled = [self._pool(x, width) for width in self.config.widths]
        pooled.append(x.sum(0) / max(len(text), 1))
        hidden = np.maximum(np.concatenate(pooled) @ w["hidden"] + w["hidden_bias"], 0)
        return np.asarray(hidden @ w["out"] + w["out_bias"], np.float32)

    def _mean(self, word: str) -> Array:
        rows = ids(word, self.config.n_buckets)
        return np.asarray((self._table[rows] * self._scale[rows, None]).mean(0), np.float32)

    def _pool(self, x: Array, width: int) -> Array:
        n = len(x) - width + 1
        windows = np.concatenate([x[i : i + n] for i in range(width)], axis=1) if n > 0 else x[:0]
        score = windows @ self._dense[f"filter{width}"] + self._dense[f"filter{width}_bias"]  # (n, F)
        return np.asarray(
            np.maximum(score.max(0), 0) if n > 0 else np.zeros(self.config.n_filters), np.float32
        )


def eight_bits(table: Array) -> tuple[NDArray[np.int8], Array]:
    """Return a table (n, dim) as int8 rows and their scales (n,): row = int8 * scale, the error at most
    scale / 2."""
    scale = (np.abs(table).max(1) / 127).astype(np.float16).astype(np.float32)
    safe = np.where(scale > 0, scale, 1)
    return np.clip(np.round(table / safe[:, None]), -127, 127).astype(np.int8), scale
