"""`gyeol evaluate`, `report`, `compare` and `sweep`: what a trained classifier is worth (extra 'lab')."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gyeol.classify import Classifier
from gyeol.classify import load as load_classifier
from gyeol.cli.console import emit, note, progress, stages, table, words
from gyeol.phrases import phrases
from gyeol.registry import Registry

PARTS = Registry(
    "part of the lab",
    {"keywords": "gyeol.lab.keywords", "page": "gyeol.lab.page", "scoring": "gyeol.lab.scoring"},
    extra={"page": "lab"},
)
Folder = Annotated[Path, typer.Argument(help="Folder of a classifier, as artifacts/dair.")]
CorpusName = Annotated[str, typer.Option("--corpus", help="Name of the corpus that the file is of, as dair.")]
CorpusPath = Annotated[Path, typer.Option("--path", help="The file, as the corpus is delivered.")]
Keywords = Annotated[
    Path | None, typer.Option(help="Words to take out, one a line.", show_default="found in the file")
]


def evaluate(
    artifact: Folder,
    corpus: CorpusName,
    path: CorpusPath,
    mask: Annotated[
        bool, typer.Option("--mask-keywords", help="Take out the words that give a label away.")
    ] = False,
    keywords: Keywords = None,
    as_json: Annotated[bool, typer.Option("--json", help="One object on one line.")] = False,
) -> None:
    """Measure a classifier on a corpus file.

    A classifier of the product's twelve feelings is measured in the corpus's labels where a scheme has the same, else
    in those of the twelve that the corpus's raters could say; any other must have the corpus's own labels.
    """
    scoring = PARTS.get("scoring")
    classifier = load_classifier(artifact)
    rows = scoring.read_rows(corpus, path, classifier.taxonomy)
    if mask or keywords:
        rows = _masked(rows, keywords)
    with progress(words()("cli.evaluate.reading")) as watch:
        found = scoring.measures(scoring.ask(classifier, rows, watch))
    emit(found) if as_json else _show(classifier, rows, found)


def report(
    artifact: Folder,
    corpus: CorpusName,
    path: CorpusPath,
    out: Annotated[Path, typer.Option(help="Folder to write the page and its figures into.")],
    train: Annotated[
        Path | None,
        typer.Option(help="The corpus's train file, to look for texts in both.", show_default="none"),
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language of the page: ko or en.", show_default="yours")
    ] = None,
) -> None:
    """Write a page about a classifier on a corpus file: figures, errors, doubtful labels, leaks (extra 'lab')."""
    say = phrases(language) if language else words()
    page = PARTS.get("page")
    with stages() as watch:
        written = page.write_report(artifact, corpus, path, out, say, watch, train=train)
    note(words()("cli.report.wrote", path=str(written)))


def _masked(rows: Any, path: Path | None) -> Any:
    """Return the rows without keywords: those of a file, or those that the rows themselves give away."""
    part = PARTS.get("keywords")
    if path:
        found = part.read_keywords(path)
    else:
        found = [
            word for some in part.give_aways(rows.texts, rows.truth, rows.labels).values() for word in some
        ]
    shown = ", ".join(found[:12])
    note(words()("cli.evaluate.masked", n=len(found), words=shown + (" …" if len(found) > 12 else "")))
    return rows.of(part.without(rows.texts, found))


def _show(classifier: Classifier, rows: Any, found: dict[str, Any]) -> None:
    say = words()
    print(
        say(
            "cli.evaluate.about",
            model=classifier.model,
            corpus=rows.corpus.name,
            n=found["n"],
            how=rows.through,
        )
    )
    table(
        [say("cli.evaluate.measure"), say("cli.evaluate.value")],
        [(name, f"{value:.4f}") for name, value in found.items() if isinstance(value, float)],
    )
    print()
    columns = ("precision", "recall", "f1", "n")
    table(
        [say("cli.evaluate.label"), *columns],
        [(name, *(f"{row[c]:.3f}" if c != "n" else str(row[c]) for c in columns))
         for name, row in found["per_label"].items()],
    )  # fmt: skip
