"""What models over numbered words share: an artefact of weights and words, and a last linear layer over features."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

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


class WordConfig(Protocol):
    """What the options of such a model must hold: a frozen dataclass with these."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def single(self) -> bool:
        """True where a text carries exactly one label."""
        ...

    def shapes(self, n_known: int, n_labels: int) -> Mapping[str, tuple[int, ...]]:
        """Return weight -> its shape."""
        ...


C = TypeVar("C", bound=WordConfig)


class WordModel(Generic[C]):
    """A classifier whose features a subclass reads from the numbers of a text's words; see `Classifier`."""

    name: ClassVar[str]
    config_type: ClassVar[Any]

    def __init__(
        self,
        config: C,
        taxonomy: Taxonomy,
        vocabulary: Vocabulary,
        weights: Mapping[str, NDArray[Any]],
        calibration: Calibration,
        *,
        model: str = "",
    ) -> None:
        self.config, self.taxonomy, self.vocabulary = config, taxonomy, vocabulary
        self.calibration, self.model = calibration, model or f"{self.name}@untrained"
        self._weights = fits(weights, config.shapes(len(vocabulary), len(taxonomy)))

    @classmethod
    def read(cls, artifact: Artifact) -> Self:
        """Build it from a checked artefact."""
        taxonomy = read_taxonomy(artifact)
        options = {k: tuple(v) if isinstance(v, list) else v for k, v in model_options(artifact).items()}
        return cls(
            cls.config_type(**options),
            taxonomy,
            Vocabulary.read(artifact.file(WORDS_FILE)),
            load_file(artifact.file(WEIGHTS_FILE)),
            Calibration.read(artifact.file(CALIBRATION_FILE), len(taxonomy)),
            model=f"{artifact.name}@{artifact.revision}",
        )

    def write(self, folder: Path) -> None:
        """Write weights, words, calibration and taxonomy into an artefact's draft folder."""
        save_file({k: np.ascontiguousarray(v) for k, v in self._weights.items()}, folder / WEIGHTS_FILE)
        self.vocabulary.write(folder)
        self.calibration.write(folder)
        write_taxonomy(self.taxonomy, folder)

    def options(self) -> dict[str, Any]:
        """Return what the artefact's `options` must hold."""
        return {"classifier": self.name, **asdict(self.config)}

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) calibrated probabilities in [0, 1]."""
        return self.calibration.apply(self.logits(texts), single=self.config.single)

    def logits(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) scores before calibration; texts are read one by one, so none changes another."""
        out = np.zeros((len(texts), len(self.taxonomy)), np.float32)
        for i, found in enumerate(self.features(texts)):
            out[i] = found @ self._weights["out"] + self._weights["out_bias"]
        return out

    def features(self, texts: Sequence[str]) -> Array:
        """Return (n, n_features), what the last layer reads."""
        raise NotImplementedError
