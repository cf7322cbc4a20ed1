"""From a gathered table to a calibrated classifier: encode, fit, quantise, calibrate."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gyeol.classify.calibrate import fit as fit_calibration
from gyeol.classify.calibrate import identity
from gyeol.classify.wordcnn import Config, WordCnn
from gyeol.corpora import CORPORA
from gyeol.corpora.gather import Table
from gyeol.corpora.link import link
from gyeol.emotion import PRODUCT
from gyeol.lab.fit_classifier import FitConfig, Progress, fit
from gyeol.lab.history import History

__all__ = ["Progress", "build"]


def build(
    table: Table, config: Config, options: FitConfig, *, checkpoint: Path | None, progress: Progress
) -> tuple[WordCnn, History]:
    """Return the classifier that a table teaches, calibrated on its dev rows, and its losses by epoch.

    Rows whose corpus says nothing about the product's labels help to train the shared layers only.
    """
    model, history = fit(table, config, options, checkpoint=checkpoint, progress=progress)
    progress("calibrating", 0.0)
    raw = WordCnn(config, PRODUCT, model.weights(), identity(len(PRODUCT)))
    return calibrated(raw, table, options), history


def calibrated(raw: WordCnn, table: Table, options: FitConfig) -> WordCnn:
    """Return the classifier with the calibration that the dev rows of a table teach."""
    dev = table.where((table.split == "dev") & (table.mask.sum(1) > 0))
    felt = (dev.target >= 0.5).astype(np.float32)  # the same reading of soft targets as in lab.evaluate
    raw.calibration = fit_calibration(raw.logits(dev.texts), felt, _observed(dev, options.calibration_weight))
    return raw


def _observed(table: Table, weight: Mapping[str, float]) -> NDArray[np.float32]:
    """Return (n, n_labels) weights of the rows in calibration.

    A corpus that only hints at a feeling would make it look frequent, so only what its raters could say
    counts. Each corpus counts as the square root of its rows: none drowns the others.
    """
    names, place, count = np.unique(table.source, return_inverse=True, return_counts=True)
    observes = np.stack([link(CORPORA.get(n)).observes * weight.get(n, 1.0) for n in names.tolist()])
    return np.asarray((observes / np.sqrt(count)[:, None])[place], np.float32)
