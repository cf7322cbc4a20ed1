"""Turn logits into probabilities that mean what they say: Platt scaling, one line per label, or per label and
language."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gyeol.errors import BadArtifact
from gyeol.text import language

Array = NDArray[np.float32]
FILE = "calibration.json"


@dataclass(frozen=True)
class Calibration:
    """p = 1 / (1 + exp(-(scale * logit + shift))), label by label (Platt 1999).

    Attributes:
        scale: (n_labels,), positive, so that calibration never changes the order of texts.
        shift: (n_labels,).
    """

    scale: Array
    shift: Array

    def apply(self, logits: Array, *, single: bool = False) -> Array:
        """Return probabilities of the shape of the logits (..., n_labels); of a single label they sum to 1."""
        z = self.scale * logits + self.shift
        if single:
            exp = np.exp(z - z.max(-1, keepdims=True))
            return np.asarray(exp / exp.sum(-1, keepdims=True), np.float32)
        return np.asarray(1 / (1 + np.exp(-np.clip(z, -30, 30))), np.float32)

    def write(self, folder: Path) -> None:
        """Write `calibration.json` into a folder."""
        (folder / FILE).write_text(json.dumps(self.table()), encoding="utf-8")

    def table(self) -> dict[str, list[float]]:
        """Return what JSON keeps of it."""
        return {"scale": self.scale.tolist(), "shift": self.shift.tolist()}

    @classmethod
    def read(cls, path: Path, n_labels: int) -> "Calibration":
        """Read `calibration.json`; raise `BadArtifact` unless it has one finite line per label."""
        return cls.of(json.loads(path.read_text(encoding="utf-8")), path, n_labels)

    @classmethod
    def of(cls, table: Mapping[str, list[float]], path: Path, n_labels: int) -> "Calibration":
        """Build it from its `table`; raise `BadArtifact` naming the path unless it has one finite line per label."""
        found = cls(np.asarray(table["scale"], np.float32), np.asarray(table["shift"], np.float32))
        for column in (found.scale, found.shift):
            if column.shape != (n_labels,) or not np.isfinite(column).all():
                raise BadArtifact(f"'{path}' does not calibrate {n_labels} labels; train the artefact again.")
        return found


@dataclass(frozen=True)
class ByLanguage:
    """One calibration for texts in Korean and one for all others: corpora differ in how often a feeling is meant, and
    languages in their corpora."""

    ko: Calibration
    other: Calibration

    def apply(self, logits: Array, texts: Sequence[str]) -> Array:
        """Return the probabilities of the logits (n, n_labels) of n texts."""
        korean = np.array([language(text) == "ko" for text in texts], bool)[:, None]
        return np.where(korean, self.ko.apply(logits), self.other.apply(logits))

    def write(self, folder: Path) -> None:
        """Write `calibration.json` into a folder."""
        table = {"ko": self.ko.table(), "other": self.other.table()}
        (folder / FILE).write_text(json.dumps(table), encoding="utf-8")

    @classmethod
    def read(cls, path: Path, n_labels: int) -> "ByLanguage":
        """Read `calibration.json`; raise `BadArtifact` unless it has one finite line per language and label."""
        table = json.loads(path.read_text(encoding="utf-8"))
        return cls(*(Calibration.of(table[name], path, n_labels) for name in ("ko", "other")))


def temperature(logits: Array, truth: NDArray[np.intp]) -> Calibration:
    """Fit one scale for all labels of a softmax (Guo 2017, https://arxiv.org/abs/1706.04599) on a grid of 241 scales.

    Args:
        logits: (n, n_labels).
        truth: (n,) columns.
    """
    scales = np.geomspace(0.1, 10, 241)
    lost = [_log_loss(logits * scale, truth) for scale in scales]
    n_labels = logits.shape[1]
    best = np.full(n_labels, scales[int(np.argmin(lost))], np.float32)
    return Calibration(best, np.zeros(n_labels, np.float32))


def _log_loss(logits: Array, truth: NDArray[np.intp]) -> float:
    z = logits - logits.max(1, keepdims=True)
    return float(np.mean(np.log(np.exp(z).sum(1)) - z[np.arange(len(z)), truth]))


def identity(n_labels: int) -> Calibration:
    """Return the calibration that changes nothing."""
    return Calibration(np.ones(n_labels, np.float32), np.zeros(n_labels, np.float32))


def fit(logits: Array, target: Array, weight: Array, *, steps: int = 50) -> Calibration:
    """Fit one line per label by Newton's method on the weighted log loss.

    Args:
        logits: (n, n_labels).
        target: (n, n_labels) in [0, 1]; soft targets are welcome.
        weight: (n, n_labels), 0 where nothing is known; a label without any weight keeps scale 1, shift 0.
        steps: of Newton's method.
    """
    columns = (np.asarray(part, np.float64).T for part in (logits, target, weight))
    lines = [_line(z, y, w, steps) for z, y, w in zip(*columns, strict=True)]
    scale, shift = np.array(lines, np.float32).T
    return Calibration(scale, shift)


def _line(
    z: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64], steps: int
) -> tuple[float, float]:
    if w.sum() == 0:
        return 1.0, 0.0
    w = w / w.sum()
    x = np.stack([z, np.ones_like(z)])  # (2, n)
    theta, prior = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    ridge = np.diag([1e-3, 1e-5])  # few rows stay near the identity
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(theta @ x, -30, 30)))
        slope = x @ (w * (p - y)) + ridge @ (theta - prior)
        bend = (x * (w * p * (1 - p))) @ x.T + ridge
        theta = theta - np.clip(np.linalg.solve(bend, slope), -1, 1)
    return max(float(theta[0]), 0.05), float(theta[1])
