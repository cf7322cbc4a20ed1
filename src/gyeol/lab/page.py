"""Write the report on a classifier and a corpus file: one HTML page that needs nothing else, and its figures as PNG."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gyeol.artifact import Artifact, replacing
from gyeol.artifact import load as load_artifact
from gyeol.classify import KIND, Classifier
from gyeol.classify import load as load_classifier
from gyeol.emotion import PRODUCT
from gyeol.errors import AlreadyThere, MissingExtra
from gyeol.lab.history import read_history
from gyeol.lab.keywords import without
from gyeol.lab.scoring import Answers, Rows, ask, flat, measures, read_rows
from gyeol.phrases import Phrases

try:
    from matplotlib.figure import Figure

    from gyeol.lab import examine, figures
    from gyeol.lab.fonts import korean_font
except ModuleNotFoundError as error:
    raise MissingExtra(
        f"a report needs the package '{error.name}', which is not installed; run: pip install 'gyeol[lab]'"
    ) from error

Progress = Callable[[str, float], None]
PAGE = "report.html"
_CLOUDS = 12
_SHOWN = 20
_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Study:
    """What a report tells.

    Attributes:
        artifact: of the classifier.
        answers: what it said of the rows.
        masked: the measures without the keywords.
        keywords: label -> the words that give it away.
        train: texts of the train file, or None.
        history: by epoch; empty where none was kept.
    """

    artifact: Artifact
    answers: Answers
    masked: Mapping[str, Any]
    keywords: Mapping[str, tuple[str, ...]]
    train: Sequence[str] | None
    history: Sequence[Mapping[str, float]]

    @property
    def rows(self) -> Rows:
        """The rows that were asked about."""
        return self.answers.rows


def write_report(
    folder: Path,
    corpus: str,
    path: Path,
    out: Path,
    say: Phrases,
    progress: Progress,
    *,
    train: Path | None = None,
) -> Path:
    """Write `report.html` and the PNGs into a folder, at once or not at all; return the page.

    Args:
        folder: of the classifier.
        corpus: its name.
        path: its file.
        out: the folder to write; an older report there is replaced, anything else is refused.
        say: phrases of the page's language.
        progress: told what is being done and which part of it, 0 to 1.
        train: the corpus's train file, to look for texts that stand in both.

    Raises:
        AlreadyThere: `out` is a folder with something else in it.
        BadArtifact, BadData, UnknownName: see `load` and `read_rows`.
    """
    if out.exists() and any(out.iterdir()) and not (out / PAGE).is_file():
        raise AlreadyThere(f"'{out}' holds something that is no report; pass another folder with --out.")
    artifact, classifier = load_artifact(folder, kind=KIND), load_classifier(folder)
    rows = read_rows(corpus, path, classifier.taxonomy)
    known = read_rows(corpus, train, classifier.taxonomy).texts if train else None
    progress(say("report.asking"), 0.0)
    answers, keywords = ask(classifier, rows), examine.keywords_of(rows)
    gone = [word for some in keywords.values() for word in some]
    masked = measures(ask(classifier, rows.of(without(rows.texts, gone))))
    study = Study(artifact, answers, masked, keywords, known, read_history(artifact))
    with replacing(out) as draft:
        progress(say("report.drawing"), 0.3)
        parts = _sections(study, classifier, draft, say)
        (draft / PAGE).write_text(_page(study, parts, say), encoding="utf-8")
    progress(say("report.done"), 1.0)
    return out / PAGE


def _sections(study: Study, classifier: Classifier, folder: Path, say: Phrases) -> list[tuple[str, str]]:
    """Return (key of the heading, HTML) of each section; the figures are written into the folder."""
    answers, rows, found = study.answers, study.rows, measures(study.answers)
    names = titles(rows, say.language)
    count = {name: int(n) for name, n in zip(names, rows.truth.sum(0), strict=True) if n}
    kind, vectors = examine.document_vectors(classifier, rows.texts)
    chosen, places = examine.flattened(vectors)
    plane = figures.scatter(places, _one_label(answers)[chosen], names)
    doubted = examine.noise_candidates(answers, vectors, _SHOWN)

    def drawn(name: str, made: Figure) -> str:
        return _drawn(folder, name, made, say(f"report.{name}"))

    curves = drawn("curves", figures.learning_curves(study.history, say)) if study.history else ""
    return [
        ("distribution", drawn("distribution", figures.label_distribution(count, say))),
        ("curves", curves or _p(say("report.no_curves"))),
        ("classification", _classification(found, dict(zip(rows.labels, names, strict=True)), say)),
        (
            "confusion",
            _p(say("report.confusion_note")) + drawn("confusion", figures.confusion(answers, names, say)),
        ),
        ("reliability", drawn("reliability", figures.reliability(answers, found["ece"], say))),
        ("vectors", _p(say(f"report.vectors_{kind}", n=len(chosen))) + drawn("vectors", plane)),
        ("words", _p(say("report.words_note")) + _clouds(folder, rows, names)),
        ("errors", _findings(examine.worst_errors(answers, _SHOWN), rows, names, say)),
        ("noise", _p(say("report.noise_note")) + _findings(doubted, rows, names, say)),
        ("leaks", _leaks(study, found, names, say)),
    ]


def _drawn(folder: Path, name: str, made: Figure, alt: str) -> str:
    """Write a figure as PNG and return it as an image that carries its own bytes."""
    figures.save(made, folder / f"{name}.png")
    data = base64.b64encode((folder / f"{name}.png").read_bytes()).decode()
    return f'<img src="data:image/png;base64,{data}" alt="{escape(alt, quote=True)}">'


def _clouds(folder: Path, rows: Rows, names: Sequence[str]) -> str:
    """Return the word clouds of the most frequent labels."""
    telling, out = examine.telling_words(rows), []
    for rank, column in enumerate(np.argsort(-rows.truth.sum(0), kind="stable")[:_CLOUDS]):
        if words := telling.get(rows.labels[column]):
            title = names[column]
            image = _drawn(folder, f"words-{rank + 1}", figures.cloud(words, rank), title)
            out.append(f"<figure>{image}<figcaption>{escape(title)}</figcaption></figure>")
    return f'<div class="clouds">{"".join(out)}</div>'


def _one_label(answers: Answers) -> NDArray[np.intp]:
    """Return (n,) columns: the first true label of each text, or what was said where it has none."""
    truth = answers.rows.truth
    return np.asarray(np.where(truth.any(1), truth.argmax(1), answers.proba.argmax(1)))


def titles(rows: Rows, language: str) -> list[str]:
    """Return the names of the labels for people."""
    return [PRODUCT.title(label, language) if rows.through == "links" else label for label in rows.labels]


def _classification(found: Mapping[str, Any], names: Mapping[str, str], say: Phrases) -> str:
    head = [say("report.label"), *(say(f"report.{c}") for c in ("precision", "recall", "f1", "n"))]
    rows = [
        [names[label], *(f"{row[c]:.3f}" for c in ("precision", "recall", "f1")), f"{row['n']:,}"]
        for label, row in found["per_label"].items()
    ]
    return _table(head, rows)


def _findings(found: Sequence[examine.Finding], rows: Rows, names: Sequence[str], say: Phrases) -> str:
    if not found:
        return _p(say("report.none"))
    name = dict(zip(rows.labels, names, strict=True))
    head = [say(f"report.{c}") for c in ("text", "given", "said", "confidence", "given_proba")]
    return _table(
        head,
        [
            [f.text if len(f.text) <= 240 else f.text[:240] + " …", ", ".join(name[g] for g in f.given), name[f.said],
             f"{f.confidence:.2f}", f"{f.given_proba:.2f}"]
            for f in found
        ],
        text=True,
    )  # fmt: skip


def _leaks(study: Study, found: Mapping[str, Any], names: Sequence[str], say: Phrases) -> str:
    rows = study.rows
    keyword_rows = [
        [
            names[rows.labels.index(label)],
            ", ".join(some[:14]) + (f" … (+{len(some) - 14})" if len(some) > 14 else ""),
        ]
        for label, some in study.keywords.items()
        if some
    ]
    scores = [
        [name, f"{found[name]:.4f}", f"{study.masked[name]:.4f}", f"{study.masked[name] - found[name]:+.4f}"]
        for name in ("accuracy", "macro_f1", "weighted_f1")
    ]
    out = [
        _p(say("report.leaks_note")),
        _table([say(f"report.{c}") for c in ("measure", "whole", "masked", "difference")], scores),
        _table([say("report.label"), say("report.keywords")], keyword_rows, text=True)
        if keyword_rows
        else _p(say("report.no_keywords")),
    ]
    repeated = len(rows) - len(set(rows.texts))
    out.append(_p(say("report.repeated", n=repeated, contradictions=examine.contradictions(rows))))
    if study.train is None:
        out.append(_p(say("report.no_train")))
    else:
        both = examine.overlap(rows.texts, study.train)
        out.append(_p(say("report.overlap", same=both["same"], alike=both["alike"], n=len(rows))))
    return "".join(out)


def _page(study: Study, sections: Sequence[tuple[str, str]], say: Phrases) -> str:
    found = measures(study.answers)
    title = say("report.title", corpus=study.rows.corpus.name, model=study.artifact.name)
    tiles = "".join(
        f"<div><dt>{escape(say(f'report.{name}'))}</dt><dd>{value:,}</dd></div>"
        if name == "n"
        else f"<div><dt>{escape(say(f'report.{name}'))}</dt><dd>{value:.3f}</dd></div>"
        for name, value in flat(found).items()
    )
    model = f"{study.artifact.name}@{study.artifact.revision}"
    about = say(
        "report.about", model=model, corpus=study.rows.corpus.name, n=len(study.rows), how=study.rows.through
    )
    contents = "".join(f'<li><a href="#{key}">{escape(say(f"report.{key}"))}</a></li>' for key, _ in sections)
    body = "".join(
        f'<section id="{key}"><h2>{escape(say(f"report.{key}"))}</h2>{html}</section>'
        for key, html in sections
    )
    font = "" if korean_font() else _p(say("report.no_font"))
    return (
        f'<!doctype html><html lang="{say.language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
        f"<header><h1>{escape(title)}</h1>{_p(about)}{font}<dl>{tiles}</dl></header>"
        f"<nav><ol>{contents}</ol></nav><main>{body}</main></body></html>\n"
    )


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, text: bool = False) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    kind = "text" if text else "figures"
    return f'<div class="scroll"><table class="{kind}"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
