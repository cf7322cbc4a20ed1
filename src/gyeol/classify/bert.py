"""A fine-tuned encoder of the BERT family: word pieces, an ONNX graph, no torch."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from gyeol.artifact import Artifact
from gyeol.classify import Array, model_options, read_taxonomy, write_taxonomy
from gyeol.classify.calibrate import FILE as CALIBRATION_FILE
from gyeol.classify.calibrate import Calibration
from gyeol.emotion import Taxonomy
from gyeol.errors import BadArtifact
from gyeol.text import normalise

GRAPH_FILE, TOKENIZER_FILE = "model.onnx", "tokenizer.json"


@dataclass(frozen=True)
class Config:
    """The options of a `Bert`, saved whole.

    Attributes:
        source: the pre-trained model: a folder, or its name on the model hub.
        max_pieces: word pieces read of a text, its two marks included; the rest is not looked at (R4.2: 128, R5.2: 32).
        int8: whether the weights of the graph are kept in eight bits.
        single: whether a text has exactly one label, so that a row of the answer sums to 1.
    """

    source: str = "bert-base-uncased"
    max_pieces: int = 128
    int8: bool = True
    single: bool = False


class Bert:
    """BERT (Devlin 2019, https://arxiv.org/abs/1810.04805) or a relative with a linear layer over its first state.

    Deviations: no pooler between the two; texts are read one by one, without padding, so that none changes another.
    """

    def __init__(
        self,
        config: Config,
        taxonomy: Taxonomy,
        tokenizer: str,
        graph: bytes,
        calibration: Calibration,
        *,
        model: str = "bert@untrained",
    ) -> None:
        self.config, self.taxonomy, self.calibration, self.model = config, taxonomy, calibration, model
        self._tokenizer, self._graph, self._session = tokenizer_of(tokenizer, config), graph, _session(graph)
        n_labels = self._session.get_outputs()[0].shape[1]
        if n_labels != len(taxonomy):
            raise BadArtifact(
                f"the graph scores {n_labels} labels, the taxonomy has {len(taxonomy)}; train again."
            )

    @classmethod
    def read(cls, artifact: Artifact) -> "Bert":
        """Build it from a checked artefact."""
        taxonomy = read_taxonomy(artifact)
        return cls(
            Config(**model_options(artifact)),
            taxonomy,
            artifact.file(TOKENIZER_FILE).read_text(encoding="utf-8"),
            artifact.file(GRAPH_FILE).read_bytes(),
            Calibration.read(artifact.file(CALIBRATION_FILE), len(taxonomy)),
            model=f"{artifact.name}@{artifact.revision}",
        )

    def write(self, folder: Path) -> None:
        """Write graph, tokenizer, calibration and taxonomy into an artefact's draft folder."""
        (folder / GRAPH_FILE).write_bytes(self._graph)
        (folder / TOKENIZER_FILE).write_text(self._tokenizer.to_str(), encoding="utf-8")
        self.calibration.write(folder)
        write_taxonomy(self.taxonomy, folder)

    def options(self) -> dict[str, Any]:
        """Return what the artefact's `options` must hold."""
        return {"classifier": "bert", **asdict(self.config)}

    def predict_proba(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) calibrated probabilities in [0, 1]."""
        return self.calibration.apply(self.logits(texts), single=self.config.single)

    def logits(self, texts: Sequence[str]) -> Array:
        """Return (n, n_labels) scores before calibration; texts are read one by one, so none changes another."""
        out = np.zeros((len(texts), len(self.taxonomy)), np.float32)
        for i, text in enumerate(texts):
            out[i] = self._session.run(None, {"pieces": pieces(text, self._tokenizer)[None]})[0][0]
        return out


def tokenizer_of(told: str, config: Config) -> Tokenizer:
    """Return the tokenizer that a JSON text describes, cutting at `max_pieces`."""
    try:
        tokenizer = Tokenizer.from_str(told)
    except Exception as error:  # the package raises plain exceptions
        raise BadArtifact(f"the tokenizer cannot be read ({error}); train the artefact again.") from None
    tokenizer.no_padding()
    tokenizer.enable_truncation(config.max_pieces)
    return tokenizer


def pieces(text: str, tokenizer: Tokenizer) -> NDArray[np.int64]:
    """Return (T,) numbers of the word pieces of a text, the marks at its ends included."""
    return np.array(tokenizer.encode(normalise(text)).ids, np.int64)


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises its own errors, which share no public base
        raise BadArtifact(
            f"the graph cannot be read by ONNX Runtime ({error}); train the artefact again."
        ) from None
