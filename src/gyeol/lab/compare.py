"""Put classifiers side by side on the same rows: size, speed, and scores with confidence intervals."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from gyeol.artifact import Artifact
from gyeol.artifact import load as load_artifact
from gyeol.classify import KIND, Array, Classifier
from gyeol.classify import load as load_classifier
from gyeol.errors import BadData, MissingExtra
from gyeol.lab.scoring import Answers, Rows, ask, measures, read_rows

Progress = Callable[[str, float], None]
Interval = tuple[float, float]
_TIMED = 1000  # texts
_RESAMPLES, _AT_ONCE = 1000, 50


@dataclass(frozen=True)
class Standing:
    """One classifier of a comparison; intervals hold 95 % of 1,000 bootstrap samples of the rows.

    Attributes:
        model: `name@revision`.
        family: as in `gyeol.classify.CLASSIFIERS`.
        parameters: numbers in its weights.
        megabytes: of all its files.
        seconds_per_1000: of reading 1,000 texts, on this machine, in this process.
        n: rows.
        accuracy: how often the surest label is true.
        accuracy_95: its interval.
        macro_f1: mean over the labels that occur.
        macro_f1_95: its interval.
        ece: calibration error of the surest label.
        ahead: accuracy minus that of the first classifier, on the same rows.
        ahead_95: its interval; where it holds 0, the two may be equally good. Both are 0 for the first itself.
    """

    model: str
    family: str
    parameters: int
    megabytes: float
    seconds_per_1000: float
    n: int
    accuracy: float
    accuracy_95: Interval
    macro_f1: float
    macro_f1_95: Interval
    ece: float
    ahead: float
    ahead_95: Interval


def compare(
    folders: Sequence[Path], corpus: str, path: Path, progress: Progress, *, seed: int = 0
) -> list[Standing]:
    """Return the standing of each classifier on a corpus file, in the order given.

    Raises:
        BadData: they cannot be compared with the corpus, or not in the same labels.
        BadArtifact, UnknownName: see `load` and `read_rows`.
    """
    artifacts = [load_artifact(folder, kind=KIND) for folder in folders]
    classifiers = [load_classifier(folder) for folder in folders]
    rows = [read_rows(corpus, path, classifier.taxonomy) for classifier in classifiers]
    for other in rows[1:]:
        if other.labels != rows[0].labels:
            raise BadData(
                f"the classifiers read '{corpus}' in different labels ({rows[0].through}; {other.through}), so their "
                "figures cannot stand side by side; compare those of one taxonomy, or on another corpus."
            )
    said = []
    for i, (classifier, some) in enumerate(zip(classifiers, rows, strict=True)):
        progress(classifier.model, i / len(classifiers))
        said.append(ask(classifier, some))
    weights = _resampled(len(rows[0]), seed)
    spread = [_bootstrapped(one, weights) for one in said]
    return [
        _standing(artifact, classifier, one, own, said[0], spread[0])
        for artifact, classifier, one, own in zip(artifacts, classifiers, said, spread, strict=True)
    ]


def parameters(artifact: Artifact) -> int:
    """Return how many numbers the weights of an artefact hold."""
    total = 0
    for name in artifact.config["files"]:
        path = artifact.path / name
        if path.suffix == ".safetensors":
            with safe_open(path, framework="numpy") as weights:
                total += sum(int(np.prod(weights.get_slice(key).get_shape())) for key in weights.keys())  # noqa: SIM118
        elif path.suffix == ".onnx":
            total += _in_graph(path)
    return total


def _in_graph(path: Path) -> int:
    try:
        import onnx
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"counting parameters needs the package '{error.name}', which is not installed; "
            "run: pip install 'gyeol[lab]'"
        ) from error
    return sum(int(np.prod(weight.dims)) for weight in onnx.load(str(path)).graph.initializer)


def _standing(
    artifact: Artifact,
    classifier: Classifier,
    said: Answers,
    spread: tuple[Array, Array],
    first: Answers,
    first_spread: tuple[Array, Array],
) -> Standing:
    found = measures(said)
    size = sum((artifact.path / name).stat().st_size for name in artifact.config["files"])
    return Standing(
        model=classifier.model,
        family=str(artifact.config["options"]["classifier"]),
        parameters=parameters(artifact),
        megabytes=round(size / 1e6, 2),
        seconds_per_1000=round(_seconds(classifier, said.rows), 3),
        n=found["n"],
        accuracy=found["accuracy"],
        accuracy_95=_interval(spread[0]),
        macro_f1=found["macro_f1"],
        macro_f1_95=_interval(spread[1]),
        ece=found["ece"],
        ahead=found["accuracy"] - measures(first)["accuracy"],
        ahead_95=_interval(spread[0] - first_spread[0]),
    )


def _seconds(classifier: Classifier, rows: Rows) -> float:
    texts = (rows.texts * (_TIMED // len(rows) + 1))[:_TIMED]
    classifier.predict_proba(texts[:20])  # what is loaded at first use is not counted
    start = time.perf_counter()
    classifier.predict_proba(texts)
    return (time.perf_counter() - start) * 1000 / len(texts)


def _resampled(n: int, seed: int) -> list[NDArray[np.int64]]:
    """Return how often each row is in each bootstrap sample, in parts of (`_AT_ONCE`, n)."""
    rng = np.random.default_rng(seed)
    return [
        np.stack([np.bincount(rng.integers(n, size=n), minlength=n) for _ in range(_AT_ONCE)])
        for _ in range(_RESAMPLES // _AT_ONCE)
    ]


def _bootstrapped(said: Answers, weights: list[NDArray[np.int64]]) -> tuple[Array, Array]:
    """Return accuracy and macro-F1 of each sample, both (n_samples,)."""
    truth = said.rows.truth
    some, hit = truth.any(1).astype(np.float32), (said.said & truth).astype(np.float32)
    both = said.said.astype(np.float32) + truth
    occurs = truth.any(0)
    accuracy, macro = [], []
    for part in weights:
        w = part.astype(np.float32)
        accuracy.append((w @ (said.right * some)) / np.maximum(w @ some, 1))
        macro.append((2 * (w @ hit) / np.maximum(w @ both, 1))[:, occurs].mean(1))
    return np.concatenate(accuracy).astype(np.float32), np.concatenate(macro).astype(np.float32)


def _interval(samples: Array) -> Interval:
    low, high = np.quantile(samples, [0.025, 0.975])
    return float(low), float(high)
