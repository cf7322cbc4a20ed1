"""Fit a wide-and-deep classifier by folds: what the models say of rows they never saw sets everything else."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from gyeol.classify.calibrate import fit as fit_calibration
from gyeol.classify.calibrate import identity
from gyeol.classify.grams import WideTable
from gyeol.classify.widedeep import Config, Head, WideDeep, softmax
from gyeol.classify.wordcnn import eight_bits
from gyeol.classify.wordgru import WordGru
from gyeol.emotion import Taxonomy
from gyeol.lab.cuts import best_cuts, crossed_answers, parts
from gyeol.lab.fit_wide import Lesson, WideConfig, fit_wide
from gyeol.lab.fit_wordgru import HEAD, DeepConfig, fit_wordgru, wordgru_logits
from gyeol.lab.history import History
from gyeol.lab.judge import Judge, fit_judge
from gyeol.lab.sparse import count, inverse_document_frequency, joined, weigh
from gyeol.lab.wordgru_torch import WordGruTorch, encode, export, frequent, tables

Array = NDArray[np.float32]
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class FitConfig:
    """How to fit.

    Attributes:
        folds: parts of the rows; each model learns from all but one; the first `Config.n_members` train a deep member.
        pull: of the judge's weights towards the plain mix (see `lab.judge`).
        threads: of torch; another number may change the last bits.
    """

    seed: int = 0
    folds: int = 5
    pull: float = 150.0
    threads: int = 2
    wide: WideConfig = field(default_factory=WideConfig)
    helper: WideConfig = field(default_factory=WideConfig)
    deep: DeepConfig = field(default_factory=DeepConfig)


@dataclass(frozen=True)
class Fitted:
    """A classifier and what its fold models said of their held-out rows.

    Attributes:
        held: (n,) rows that some deep member held out (all rows if there is none).
        proba: (n_held, n_labels), calibrated.
        said: (n_held, n_labels) bool, with cuts chosen on other folds.
        history: of the deep members by epoch, their mean; empty without them.
    """

    classifier: WideDeep
    held: NDArray[np.intp]
    proba: Array
    said: NDArray[np.bool_]
    history: History


@dataclass(frozen=True)
class Helper:
    """Another corpus whose labels, as the wide reader guesses them, help to guess these.

    It is read without morphemes, which take far longer to find than all else.

    Attributes:
        texts: n texts.
        target: (n, its labels), 0 or 1.
        single: whether its texts have exactly one label.
    """

    texts: tuple[str, ...]
    target: Array
    single: bool


def crossfit(
    texts: tuple[str, ...], target: Array, fold: NDArray[np.intp], taxonomy: Taxonomy, config: Config,
    options: FitConfig, *, helpers: Sequence[Helper], run: Path, progress: Progress, weight: Array | None = None,
) -> Fitted:  # fmt: skip
    """Fit readers by folds, then judge, calibrate and cut them on held-out scores.

    Args:
        texts: normalised.
        target: (n, n_labels) in [0, 1].
        fold: (n,) 0 and up; rows of folds from `options.folds` on are learnt from only and never held out.
        taxonomy: names the columns.
        config: of the model.
        options: of the training.
        weight: (n, n_labels) how much each target counts, 0 where nothing is known; None = all alike.
        helpers: other corpora; none of their rows may repeat a row to be reported on.
        run: a folder for finished members; a run of the same data and options goes on after the last of them.
        progress: told what is being done and which part of it, 0 to 1.
    """
    torch.set_num_threads(options.threads)
    lesson = Lesson(target, np.ones_like(target) if weight is None else weight, config.single)
    wide = _wide(texts, lesson, fold, helpers, config, options, progress)
    kept = run / _digest(texts, lesson, config, options)
    deep, deep_held, history = _deep(texts, lesson, fold, config, options, kept, progress)
    held = np.flatnonzero(fold < (config.n_members or options.folds))
    progress("judging", 0.0)
    scores = np.concatenate([wide.held[held], deep_held[held], wide.helped[held]], 1)
    taught, part = lesson.of(held), parts(fold[held])
    logits = _crossed(scores, taught, part, 1 + bool(deep), options.pull)
    felt = (taught.target >= 0.5).astype(np.float32)
    calibration = identity(len(taxonomy))
    if not config.single:
        calibration = fit_calibration(logits, felt, taught.weight)
    proba = softmax(logits) if config.single else calibration.apply(logits)
    judge = fit_judge(scores, taught, 1 + bool(deep), pull=options.pull)
    head = Head(judge.weight[len(taxonomy) :][: deep_held.shape[1]], best_cuts(proba, felt))
    classifier = WideDeep(config, taxonomy, wide.judged(judge, deep_held.shape[1]), deep, head, calibration)
    return Fitted(classifier, held, proba, crossed_answers(proba, felt, part), history)


@dataclass(frozen=True)
class _Wide:
    """The wide reader before judgement: its table for the labels and its helpers', side by side."""

    idf: Array
    table: Array  # (n_grams, n_labels + n_helped)
    held: Array  # (n, n_labels)
    helped: Array  # (n, n_helped)

    def judged(self, judge: Judge, n_deep: int) -> WideTable:
        """Fold the judge into the table: both are linear."""
        n_labels = self.held.shape[1]
        weight = np.concatenate([judge.weight[:n_labels], judge.weight[n_labels + n_deep :]])
        table, scale = eight_bits(self.table @ weight)
        return WideTable(self.idf, table, scale, judge.bias)


def _wide(
    texts: tuple[str, ...], lesson: Lesson, fold: NDArray[np.intp], helpers: Sequence[Helper], config: Config,
    options: FitConfig, progress: Progress,
) -> _Wide:  # fmt: skip
    n = config.n_grams
    counted = [count(texts, n, korean=config.korean), *(count(helper.texts, n) for helper in helpers)]
    idf = inverse_document_frequency(joined(counted), n)
    grams, *others = (weigh(some, idf).matrix(n) for some in counted)
    held, tables = np.zeros_like(lesson.target), [np.zeros((n, lesson.target.shape[1]), np.float32)]
    for k in range(options.folds):
        progress(f"wide reader, fold {k + 1}/{options.folds}", k / options.folds)
        rest, out = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        table = fit_wide(grams[rest], lesson.of(rest), options.wide)
        held[out] = grams[out] @ table
        tables[0] += table / options.folds
    for i, (helper, some) in enumerate(zip(helpers, others, strict=True)):
        progress(f"helper {i + 1}/{len(helpers)}", i / len(helpers))
        tables.append(fit_wide(some, Lesson.plain(helper.target, single=helper.single), options.helper))
    table = np.concatenate(tables, 1)
    return _Wide(idf, table, held, np.asarray(grams @ table[:, held.shape[1] :], np.float32))


def _deep(
    texts: tuple[str, ...], lesson: Lesson, fold: NDArray[np.intp], config: Config, options: FitConfig, run: Path,
    progress: Progress,
) -> tuple[WordGru | None, Array, History]:  # fmt: skip
    if not config.n_members:
        return None, np.zeros((len(texts), 0), np.float32), ()
    held, members, histories = np.zeros_like(lesson.target), [], []
    vocabulary = frequent(texts, config.n_words)
    encoded = encode(texts, vocabulary, config.n_buckets)
    for k in range(config.n_members):
        rest, out = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        found = _resumed(run / f"member{k}.pt", config, held.shape[1])
        if found is None:
            told = partial(progress, f"deep reader, fold {k + 1}/{config.n_members}")
            seed = options.seed * 100 + k
            found = fit_wordgru(encoded, lesson, rest, out, config, options.deep, seed=seed, progress=told)
            _save(*found, run / f"member{k}.pt")
        held[out] = wordgru_logits(found[0], encoded, out)
        members.append(found[0])
        histories.append(found[1])
    return WordGru(tables(members, vocabulary), export(members, HEAD)), held, _mean(histories)


def _mean(histories: Sequence[list[dict[str, float]]]) -> History:
    """Return the mean over members by epoch; "averaged" says that no single epoch's weights were kept."""
    epochs = zip(*histories, strict=True)
    return [
        {key: float(np.mean([row[key] for row in rows])) for key in rows[0]} | {"averaged": 1.0}
        for rows in epochs
    ]


def _crossed(scores: Array, lesson: Lesson, fold: NDArray[np.intp], n_own: int, pull: float) -> Array:
    """Return (n, n_labels) logits of each row by a judge of the other folds."""
    out = np.zeros_like(lesson.target)
    for k in np.unique(fold):
        rest = np.flatnonzero(fold != k)
        judge = fit_judge(scores[rest], lesson.of(rest), n_own, pull=pull)
        out[fold == k] = judge(scores[fold == k])
    return out


def _digest(texts: tuple[str, ...], lesson: Lesson, config: Config, options: FitConfig) -> str:
    told = json.dumps([asdict(config), asdict(options)], sort_keys=True) + "\n".join(texts)
    return hashlib.sha256(told.encode() + lesson.target.tobytes() + lesson.weight.tobytes()).hexdigest()[:16]


def _save(member: WordGruTorch, history: list[dict[str, float]], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    torch.save({"member": member.state_dict(), "history": history}, draft)
    draft.replace(path)  # a kill in the middle leaves no half member


def _resumed(path: Path, config: Config, n_labels: int) -> tuple[WordGruTorch, list[dict[str, float]]] | None:
    if not path.is_file():
        return None
    member, saved = WordGruTorch(config, {HEAD: n_labels}), torch.load(path, weights_only=True)
    member.load_state_dict(saved["member"])
    return member.eval(), saved["history"]
