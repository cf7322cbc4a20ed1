"""The convolutional sentence classifier of Kim (2014), in NumPy."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from gyeol.artifact import Artifact
from gyeol.classify import Array, model_options, read_taxonomy, write_taxonomy
from gyeol.classify.calibrate import FILE as CALIBRATION_FILE
from gyeol.classify.calibrate import Calibration
from gyeol.classify.vocabulary import FILE as WORDS_FILE
from gyeol.classify.vocabulary import Vocabulary, fits
from gyeol.emotion import Taxonomy

WEIGHTS_FILE = "weights.safetensors"


@dataclass(frozen=True)
class Config:
    """The options of a `Cnn`, saved whole.

    Attributes:
        n_words: the most words that have an embedding.
        dim: length of an embedding.
        n_filters: filters of each width.
        widths: how many words a filter sees.
        single: whether a text has exactly one label, so that a row of the answer sums to 1.
    """

    n_words: int = 20_000
    dim: int = 128
    n_filters: int = 100
    widths: tuple[int, ...] = (3, 4, 5)
    single: bool = False

    def shapes(self, n_known: int, n_labels: int) -> dict[str, tuple[int, ...]]:
        """Return the name and shape of every weight."""
        out: dict[str, tuple[int, ...]] = {"embed": (n_known, self.dim)}
        for width in self.widths:
            out |= {
                f"filter{width}": (width * self.dim, self.n_filters),
                f"filter{width}_bias": (self.n_filters,),
            }
        return out | {"out": (self.n_filters * len(self.widths), n_labels), "out_bias": (n_labels,)}


class Cnn:
    """CNN for sentence classification (Kim 2014, https://arxiv.org/abs/1408.5882).

    Deviations: one channel of embeddings that start at random; no max-norm constraint; `max(widths) - 1` empty words
    surround each text; sigmoid outputs where a text may carry several labels.
    """

    def __init__(
        self,
        config: Config,
        taxonomy: Taxonomy,
        vocabulary: Vocabulary,
        weights: Mapping[str, NDArray[Any]],
        calibration: Calibration,
        *,
        model: str = "cnn@untrained",
    ) -> None:
        self.config, self.taxonomy, self.vocabulary = config, taxonomy, vocabulary
        self.calibration, self.model = calibration, model
        self._weights = fits(weights, config.shapes(len(vocabulary), len(taxonomy)))

    @classmethod
    def read(cls, artifact: Artifact) -> "Cnn":
        """Build it from a checked artefact."""
        taxonomy, options = read_taxonomy(artifact), model_options(artifact)
        return cls(
            Config(**{**options, "widths": tuple(options["widths"])}),
            taxonomy,
            Vocabulary.read(artifact.file(WORDS_FILE)),
            load_file(artifact.file(WEIGHTS_FILE)),
            Calibration.read(artifact.file(CALIBRATION_FILE), len(taxonomy)),
            model=f"{artifact.name}@{artifact.revision}",
        )

    def write(self, folder: Path) -> None:
        """Write weights, words, calibration and taxonomy into an artefact's draft folder."""
        save_file({k: np.ascontiguousarray(v) for k, v in self._weights.items()}, folder / WEIGHTS_FILE)
        (folder / WEIGHTS_FILE).chmod(0o644)
        self.vocabulary.write(folder)
        self.calibration.write(folder)
        write_taxonomy(self.taxonomy, folder)

    def options(self) -> dict[str, Any]:
        """Return what the artefact's `options` must hold."""
        return {"classifier": "cnn", **asdict(self.config)}

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) calibrated probabilities in [0, 1]."""
        return self.calibration.apply(self.logits(texts), single=self.config.single)

    def logits(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) scores before calibration; texts are read one by one, so none changes another."""
        out = np.zeros((len(texts), len(self.taxonomy)), np.float32)
        for i, pooled in enumerate(self.features(texts)):
            out[i] = pooled @ self._weights["out"] + self._weights["out_bias"]
        return out

    def features(self, texts: Sequence[str]) -> Array:
        """Return (n, n_filters * n_widths), the maxima that the last layer reads."""
        out = np.zeros((len(texts), self.config.n_filters * len(self.config.widths)), np.float32)
        for i, text in enumerate(texts):
            out[i] = self._read(self.vocabulary.numbers(text))
        return out

    def _read(self, numbers: NDArray[np.int64]) -> Array:
        pad = max(self.config.widths) - 1
        x = np.pad(self._weights["embed"][numbers], ((pad, pad), (0, 0)))  # (T + 2 pad, D)
        return np.concatenate([self._pool(x, width) for width in self.config.widths])

    def _pool(self, x: Array, width: int) -> Array:
        n = len(x) - width + 1
        windows = np.concatenate([x[i : i + n] for i in range(width)], axis=1)  # (n, width * D)
        score = windows @ self._weights[f"filter{width}"] + self._weights[f"filter{width}_bias"]
        return np.asarray(np.maximum(score.max(0), 0), np.float32)  # (F,)
