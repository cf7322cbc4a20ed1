"""The figures of a report, each a function of its numbers; drawn with matplotlib, without a display."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from wordcloud import WordCloud  # type: ignore[import-untyped]

from gyeol.classify import Array
from gyeol.lab.fonts import korean_font
from gyeol.lab.scoring import Answers
from gyeol.phrases import Phrases

INK, SOFT, ACCENT, SECOND = "#22303c", "#93a1ad", "#2f6f8f", "#d9822b"
_TEN = (
    "#2f6f8f",
    "#d9822b",
    "#5a9e6f",
    "#c0504d",
    "#8064a2",
    "#b8a038",
    "#4bacc6",
    "#d17ba9",
    "#7f6a5a",
    "#394b59",
)
_DPI = 130
_MAX_NAMED = 10  # labels with a colour of their own


def figure(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure and its axes in the style of the report, sizes in inches."""
    _style()
    drawn = Figure(figsize=(width, height), dpi=_DPI, layout="constrained")
    return drawn, drawn.subplots()


def label_distribution(counts: Mapping[str, int], say: Phrases) -> Figure:
    """Draw how often each label occurs, the most frequent on top."""
    ranked = sorted(counts.items(), key=lambda pair: pair[1])
    drawn, ax = figure(7, 0.9 + 0.28 * len(ranked))
    bars = ax.barh([name for name, _ in ranked], [n for _, n in ranked], color=ACCENT, height=0.7)
    ax.bar_label(bars, fmt="{:,.0f}", padding=4, color=INK, fontsize=9)
    ax.set_xlabel(say("report.texts"))
    ax.margins(x=0.12, y=0.02)
    ax.grid(axis="y", visible=False)
    return drawn


def learning_curves(history: Sequence[Mapping[str, float]], say: Phrases) -> Figure:
    """Draw loss and, where it was kept, accuracy by epoch; the kept epoch is marked if there is one."""
    has_accuracy = "dev_accuracy" in history[0]
    _style()
    drawn = Figure(figsize=(9 if has_accuracy else 5, 3.4), dpi=_DPI, layout="constrained")
    panels = drawn.subplots(1, 2 if has_accuracy else 1, squeeze=False)[0]
    epochs = [row.get("epoch", i) for i, row in enumerate(history, 1)]
    for ax, kind in zip(panels, ("loss", "accuracy"), strict=False):
        for part, colour in (("train", SECOND), ("dev", ACCENT)):
            values = [row[f"{part}_{kind}"] for row in history]
            ax.plot(epochs, values, "o-", color=colour, markersize=4, label=say(f"report.{part}"))
        ax.set(xlabel=say("report.epoch"), title=say(f"report.{kind}"))
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.legend(frameon=False)
    if has_accuracy and not history[0].get("averaged"):
        best = max(range(len(history)), key=lambda i: (history[i]["dev_accuracy"], -history[i]["dev_loss"]))
        for ax in panels:
            ax.axvline(epochs[best], color=SOFT, linestyle=":", linewidth=1.5, zorder=0)
    return drawn


def confusion(answers: Answers, titles: Sequence[str], say: Phrases) -> Figure:
    """Draw what share of each true label got which surest label; a text with several labels counts for each."""
    rows = answers.rows
    said = np.eye(len(titles))[answers.proba.argmax(1)]
    count = rows.truth.T.astype(float) @ said
    share = count / np.maximum(count.sum(1, keepdims=True), 1)
    side = max(4.2, 1.8 + 0.42 * len(titles))
    drawn, ax = figure(side + 0.8, side)
    image = ax.imshow(share, cmap=_blues(), vmin=0, vmax=1)
    ax.set_xticks(
        range(len(titles)),
        titles,
        rotation=90 if len(titles) > 8 else 35,
        ha="center" if len(titles) > 8 else "right",
    )
    ax.set_yticks(range(len(titles)), titles)
    ax.set(xlabel=say("report.said"), ylabel=say("report.true"))
    ax.grid(visible=False)
    ax.tick_params(length=0)
    size = 9 if len(titles) <= 12 else 6
    for i, j in zip(*np.nonzero(share >= (0.005 if len(titles) <= 12 else 0.1)), strict=True):
        ax.text(j, i, f"{100 * share[i, j]:.0f}", ha="center", va="center", fontsize=size,
                color="white" if share[i, j] > 0.55 else INK)  # fmt: skip
    drawn.colorbar(image, ax=ax, shrink=0.7, format=lambda value, _: f"{value:.0%}").outline.set_visible(
        False
    )
    return drawn


def reliability(answers: Answers, ece: float, say: Phrases, *, n_bins: int = 15) -> Figure:
    """Draw how often answers of each confidence are right; below, how many there are."""
    confidence, right = answers.confidence, answers.right
    place = np.minimum((confidence * n_bins).astype(int), n_bins - 1)
    n = np.bincount(place, minlength=n_bins)
    some = n > 0
    middle = (np.arange(n_bins) + 0.5) / n_bins
    hit = np.bincount(place, right, n_bins)[some] / n[some]
    _style()
    drawn = Figure(figsize=(4.8, 5.2), dpi=_DPI, layout="constrained")
    top, low = drawn.subplots(2, 1, height_ratios=(3.2, 1), sharex=True)
    top.plot([0, 1], [0, 1], color=SOFT, linestyle="--", linewidth=1.2)
    top.bar(middle[some], hit, width=0.9 / n_bins, color=ACCENT)
    top.text(0.04, 0.92, f"ECE {ece:.3f}", transform=top.transAxes, fontsize=12)
    top.set(ylim=(0, 1), xlim=(0, 1), ylabel=say("report.share_right"))
    low.bar(middle, n, width=0.9 / n_bins, color=SOFT)
    low.set(xlabel=say("report.confidence"), ylabel=say("report.texts"))
    return drawn


def scatter(places: Mapping[str, Array], label: NDArray[np.intp], titles: Sequence[str]) -> Figure:
    """Draw texts on planes, coloured by label; labels beyond the ten most frequent are grey.

    Args:
        places: name -> (n, 2).
        label: (n,) columns.
        titles: names of the columns.
    """
    _style()
    drawn = Figure(figsize=(5.2 * len(places), 5.2), dpi=_DPI, layout="constrained")
    frequent = [int(i) for i in np.argsort(-np.bincount(label, minlength=len(titles)), kind="stable")]
    for ax, (name, at) in zip(drawn.subplots(1, len(places), squeeze=False)[0], places.items(), strict=True):
        for rank, column in enumerate(frequent):
            chosen = at[label == column]
            colour = _TEN[rank] if rank < _MAX_NAMED else "#cccccc"
            title = titles[column] if rank < _MAX_NAMED and len(chosen) else None
            ax.scatter(
                *chosen.T, s=9, color=colour, alpha=0.75, linewidths=0, label=title, zorder=2 if title else 1
            )
        ax.set_title(name)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    handles, names = drawn.axes[0].get_legend_handles_labels()
    legend = drawn.legend(
        handles, names, loc="outside lower center", ncols=min(6, len(names)), frameon=False, markerscale=2.2
    )
    for handle in filter(None, legend.legend_handles):
        handle.set_alpha(1)
    return drawn


def cloud(weights: Mapping[str, float], colour: int) -> Figure:
    """Draw the words of one label, larger where they tell more; the same words give the same picture."""
    font = korean_font()
    made = WordCloud(
        width=700, height=420, margin=4, background_color="white", prefer_horizontal=1.0, random_state=0,
        max_font_size=110,
        relative_scaling=0.6, font_path=str(font[1]) if font else None,
        color_func=lambda *_, font_size, **__: _shade(_TEN[colour % len(_TEN)], font_size / 110),
    ).generate_from_frequencies(dict(weights))  # fmt: skip
    drawn, ax = figure(4.2, 2.52)
    ax.imshow(made.to_array(), interpolation="bilinear")
    ax.axis("off")
    return drawn


def save(drawn: Figure, path: Path) -> None:
    """Write a figure as PNG."""
    drawn.savefig(path, format="png", metadata={"Software": ""})


def _shade(colour: str, strength: float) -> str:
    """Return a colour, lighter for weaker words."""
    light = 0.45 * (1 - min(1.0, strength * 1.4))
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(c + (255 - c) * light):02x}" for c in channels)


def _blues() -> mpl.colors.LinearSegmentedColormap:
    return mpl.colors.LinearSegmentedColormap.from_list("grain", ["#ffffff", "#bcd7e3", ACCENT, "#173a4d"])


def _style() -> None:
    font = korean_font()
    mpl.rcParams.update(
        {
            "font.family": [font[0], "DejaVu Sans"] if font else ["DejaVu Sans"],
            "font.size": 10, "axes.edgecolor": SOFT, "axes.labelcolor": INK, "axes.titlesize": 11,
            "axes.titlecolor": INK, "text.color": INK, "xtick.color": INK, "ytick.color": INK,
            "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "axes.axisbelow": True,
            "grid.color": "#e8edf1", "grid.linewidth": 0.8, "axes.unicode_minus": False,
        }
    )  # fmt: skip
