"""From a gathered table to a calibrated classifier: compose, fit both readers, weigh them, quantise, calibrate."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.classify.calibrate import ByLanguage, Calibration, identity
from gyeol.classify.wordcnn import Config, WordCnn
from gyeol.corpora import CORPORA
from gyeol.corpora.gather import Table
from gyeol.corpora.link import link
from gyeol.emotion import PRODUCT
from gyeol.lab.compose import composed, joined
from gyeol.lab.fit_classifier import FitConfig, Progress, fit
from gyeol.lab.fit_grams import count, fit_grams, folded, weigh_against
from gyeol.lab.fit_wide import Lesson
from gyeol.lab.history import History
from gyeol.lab.sparse import weigh
from gyeol.text import language

Array = NDArray[np.float32]
NOT_YET = ByLanguage(identity(len(PRODUCT)), identity(len(PRODUCT)))
__all__ = ["Progress", "build"]


def build(
    table: Table, config: Config, options: FitConfig, *, checkpoint: Path | None, progress: Progress
) -> tuple[WordCnn, History]:
    """Return the classifier that a table teaches, calibrated on its dev rows, and its losses by epoch.

    Rows whose corpus says nothing about the product's labels help to train the shared layers only.
    """
    taught = joined(table, composed(table, options.n_composed, np.random.default_rng(options.seed)))
    model, history = fit(taught, config, options, checkpoint=checkpoint, progress=progress)
    progress("fitting the table of grams", 0.0)
    known = taught.where((taught.split == "train") & (taught.mask.sum(1) > 0))
    grams, idf = fit_grams(known.texts, _lesson(known, options), config.n_grams, options.wide)
    progress("calibrating", 0.0)
    return together(model.weights(), grams, idf, config, table, options), history


def together(
    deep: Mapping[str, NDArray[Any]],
    grams: Array,
    idf: Array,
    config: Config,
    table: Table,
    options: FitConfig,
) -> WordCnn:
    """Return the classifier of both readers, weighed and calibrated on the dev rows of a table.

    Args:
        deep: weights of the convolution.
        grams: (n_grams, n_labels) table.
        idf: (n_grams,).
        config: of the model.
        table: its rows of the split "dev" are used.
        options: of the fit.
    """
    dev = table.where((table.split == "dev") & (table.mask.sum(1) > 0))
    felt = (dev.target >= 0.5).astype(np.float32)  # the same reading of soft targets as in lab.evaluate
    alone = WordCnn(replace(config, n_grams=0), PRODUCT, deep, NOT_YET)
    wide = weigh(count(dev.texts, config.n_grams), idf).matrix(config.n_grams) @ grams
    observed = _observed(dev, options.calibration_weight)
    mix = weigh_against(alone.logits(dev.texts), wide, felt, observed, options.join)
    both = WordCnn(config, PRODUCT, {**deep, **folded(grams, idf, mix)}, NOT_YET)
    logits, korean = both.logits(dev.texts), np.array([language(text) == "ko" for text in dev.texts], bool)
    lines = []
    for rows in (korean, ~korean):
        a, _, c = weigh_against(logits[rows], 0 * logits[rows], felt[rows], observed[rows], options.join)
        lines.append(Calibration(a, c))
    both.calibration = ByLanguage(*lines)
    return both


def _lesson(rows: Table, options: FitConfig) -> Lesson:
    importance = np.array([options.corpus_weight.get(name, 1.0) for name in rows.source.tolist()], np.float32)
    return Lesson(rows.target, rows.mask * importance[:, None], single=False)


def _observed(table: Table, weight: Mapping[str, float]) -> Array:
    """Return (n, n_labels) weights of the rows in calibration.

    A corpus that only hints at a feeling would make it look frequent, so only what its raters could say
    counts. Each corpus counts as the square root of its rows: none drowns the others.
    """
    names, place, count = np.unique(table.source, return_inverse=True, return_counts=True)
    observes = np.stack([link(CORPORA.get(n)).observes * weight.get(n, 1.0) for n in names.tolist()])
    return np.asarray((observes / np.sqrt(count)[:, None])[place], np.float32)
