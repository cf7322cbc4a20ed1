"""TF-IDF of words and letters with logistic regression, in NumPy: what every larger model must beat."""

import json
from collections import Counter
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
from gyeol.classify.vocabulary import fits
from gyeol.classify.words import words
from gyeol.emotion import Taxonomy
from gyeol.errors import BadArtifact

WEIGHTS_FILE, TERMS_FILE = "weights.safetensors", "terms.json"


@dataclass(frozen=True)
class Config:
    """The options of a `Linear`, saved whole.

    Attributes:
        word_grams: the longest run of words that is a term; 0 leaves words out.
        shortest: letters of the shortest run of letters within a word, its ends included, that is a term.
        longest: of the longest one; 0 leaves letters out.
        least: texts that a term must occur in.
        n_terms: the most terms, the most frequent ones.
        single: whether a text has exactly one label, so that a row of the answer sums to 1.
    """

    word_grams: int = 2
    shortest: int = 2
    longest: int = 4
    least: int = 2
    n_terms: int = 200_000
    single: bool = False


class Linear:
    """Logistic regression over TF-IDF (Spärck Jones 1972) of words and letters.

    Deviations: term frequency is 1 + ln(count); rows have length 1; the idf is smoothed, as in scikit-learn.
    """

    def __init__(
        self,
        config: Config,
        taxonomy: Taxonomy,
        terms: Sequence[str],
        weights: Mapping[str, NDArray[Any]],
        calibration: Calibration,
        *,
        model: str = "linear@untrained",
    ) -> None:
        if len(terms) > config.n_terms:
            raise BadArtifact(
                f"there are {len(terms)} terms, the options allow {config.n_terms}; train again."
            )
        shapes = {"idf": (len(terms),), "out": (len(terms), len(taxonomy)), "out_bias": (len(taxonomy),)}
        self.config, self.taxonomy, self.terms = config, taxonomy, tuple(terms)
        self.calibration, self.model = calibration, model
        self._weights, self._place = fits(weights, shapes), {term: i for i, term in enumerate(terms)}

    @classmethod
    def read(cls, artifact: Artifact) -> "Linear":
        """Build it from a checked artefact."""
        taxonomy = read_taxonomy(artifact)
        return cls(
            Config(**model_options(artifact)),
            taxonomy,
            json.loads(artifact.file(TERMS_FILE).read_text(encoding="utf-8")),
            load_file(artifact.file(WEIGHTS_FILE)),
            Calibration.read(artifact.file(CALIBRATION_FILE), len(taxonomy)),
            model=f"{artifact.name}@{artifact.revision}",
        )

    def write(self, folder: Path) -> None:
        """Write weights, terms, calibration and taxonomy into an artefact's draft folder."""
        save_file({k: np.ascontiguousarray(v) for k, v in self._weights.items()}, folder / WEIGHTS_FILE)
        (folder / TERMS_FILE).write_text(json.dumps(self.terms, ensure_ascii=False), encoding="utf-8")
        self.calibration.write(folder)
        write_taxonomy(self.taxonomy, folder)

    def options(self) -> dict[str, Any]:
        """Return what the artefact's `options` must hold."""
        return {"classifier": "linear", **asdict(self.config)}

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) calibrated probabilities in [0, 1]."""
        return self.calibration.apply(self.logits(texts), single=self.config.single)

    def logits(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) scores before calibration; texts are read one by one, so none changes another."""
        out = np.zeros((len(texts), len(self.taxonomy)), np.float32)
        for i, text in enumerate(texts):
            rows, weight = weighed(terms(text, self.config), self._place, self._weights["idf"])
            out[i] = weight @ self._weights["out"][rows] + self._weights["out_bias"]
        return out


def terms(text: str, config: Config) -> Counter[str]:
    """Return the terms of a text and how often each occurs; runs of words begin with "w ", of letters with "c "."""
    found, out = words(text), Counter[str]()
    for n in range(1, config.word_grams + 1):
        out.update("w " + " ".join(found[i : i + n]) for i in range(len(found) - n + 1))
    for n in range(config.shortest, config.longest + 1):
        out.update(
            "c " + w[i : i + n] for word in found for w in [f" {word} "] for i in range(len(w) - n + 1)
        )
    return out


def weighed(
    found: Mapping[str, int], place: Mapping[str, int], idf: Array
) -> tuple[NDArray[np.int64], Array]:
    """Return the columns (k,) of the known terms and their weights (k,), a vector of length 1 (or empty)."""
    known = sorted((place[term], n) for term, n in found.items() if term in place)
    rows = np.array([row for row, _ in known], np.int64)
    weight = (1 + np.log(np.array([n for _, n in known], np.float32))) * idf[rows]
    return rows, np.asarray(weight / max(float(np.linalg.norm(weight)), 1e-9), np.float32)
