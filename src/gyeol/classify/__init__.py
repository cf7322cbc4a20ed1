"""Classifiers: texts in, calibrated probabilities of each feeling out."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from gyeol.artifact import Artifact
from gyeol.artifact import load as load_artifact
from gyeol.emotion import Taxonomy
from gyeol.errors import BadArtifact, GyeolError
from gyeol.registry import Registry

Array = NDArray[np.float32]
KIND = "emotion"

CLASSIFIERS = Registry(
    "classifier",
    {
        "bert": "gyeol.classify.bert:Bert",
        "cnn": "gyeol.classify.cnn:Cnn",
        "linear": "gyeol.classify.linear:Linear",
        "lstm": "gyeol.classify.lstm:Lstm",
        "tuned": "gyeol.learn.tuned:Tuned",
        "widedeep": "gyeol.classify.widedeep:WideDeep",
        "wordcnn": "gyeol.classify.wordcnn:WordCnn",
    },
    extra={"bert": "lab"},
)


class Classifier(Protocol):
    """Reads the feelings in texts.

    Attributes:
        taxonomy: names the columns of every answer.
        model: `name@revision` of the artefact, as answers and catalogues cite it.
    """

    taxonomy: Taxonomy
    model: str

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) probabilities in [0, 1]; several labels of a row may be high, or none.

        The same text gives the same bytes whatever was asked before and whatever shares its batch.
        """
        ...


def load(folder: Path) -> Classifier:
    """Read a classifier from its artefact folder.

    Raises:
        BadArtifact: the folder is incomplete, altered, of another kind, or its parts do not fit each other.
    """
    artifact = load_artifact(folder, kind=KIND)
    family = CLASSIFIERS.get(str(artifact.config["options"].get("classifier")))
    try:
        classifier: Classifier = family.read(artifact)
    except GyeolError:
        raise
    except (KeyError, ValueError, TypeError) as error:
        raise BadArtifact(
            f"the classifier in '{folder}' cannot be built ({error}); train it again."
        ) from error
    return classifier


def model_options(artifact: Artifact) -> Mapping[str, Any]:
    """Return the saved `Config` of the model: the artefact's options without the name of its family."""
    return {key: value for key, value in artifact.config["options"].items() if key != "classifier"}


def read_taxonomy(artifact: Artifact) -> Taxonomy:
    """Return the taxonomy that an artefact carries; a taxonomy is data, not code."""
    table = json.loads(artifact.file("taxonomy.json").read_text(encoding="utf-8"))
    return Taxonomy(table["name"], *(tuple(table[key]) for key in ("labels", "ko", "en")))


def write_taxonomy(taxonomy: Taxonomy, folder: Path) -> None:
    """Write `taxonomy.json` into an artefact's draft folder."""
    table = {"name": taxonomy.name, "labels": taxonomy.labels, "ko": taxonomy.ko, "en": taxonomy.en}
    (folder / "taxonomy.json").write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")
