"""`gyeol evaluate`, `report`, `compare` and `sweep`: what a trained classifier is worth (extra 'lab')."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from gyeol.classify import Classifier
from gyeol.classify import load as load_classifier
from gyeol.cli.console import emit, note, progress, stages, table, words
from gyeol.cli.train import TRAINERS, changes_of, kind_of
from gyeol.phrases import phrases
from gyeol.registry import Registry

PARTS = Registry(
    "part of the lab",
    {
        "comparison": "gyeol.lab.compare",
        "keywords": "gyeol.lab.keywords",
        "page": "gyeol.lab.page",
        "scoring": "gyeol.lab.scoring",
        "sweep": "gyeol.lab.sweep",
    },
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


def compare(
    artifacts: Annotated[list[Path], typer.Argument(help="Folders of classifiers, the one to beat first.")],
    corpus: CorpusName,
    path: CorpusPath,
    as_json: Annotated[bool, typer.Option("--json", help="One object a classifier, on one line.")] = False,
) -> None:
    """Put classifiers side by side on the same rows: size, speed, and scores with 95 % intervals."""
    with stages() as watch:
        found = PARTS.get("comparison").compare(artifacts, corpus, path, watch)
    if as_json:
        for standing in found:
            emit(asdict(standing))
        return
    columns = ("model", "family", "parameters", "size", "speed", "accuracy", "macro_f1", "ece", "ahead")
    table([words()(f"cli.compare.{column}") for column in columns], map(_cells, artifacts, found))
    note(words()("cli.compare.note", n=found[0].n))


def sweep(
    recipe: Annotated[Path, typer.Argument(help="A recipe, or a list of runs as in recipes/sweeps.")],
    grid: Annotated[
        list[str] | None,
        typer.Option("--grid", help="Values to combine; repeatable.", metavar="KEY=VALUE,VALUE"),
    ] = None,
    overrides: Annotated[
        list[str] | None, typer.Option("--set", help="Change a setting of every run.", metavar="KEY=VALUE")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the runs.", show_default="sweeps/ and the recipe's name")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One object a run, on one line.")] = False,
) -> None:
    """Train a recipe with every combination of a grid (extra 'lab'); the same command goes on after a stop."""
    part = PARTS.get("sweep")
    wanted = part.read_sweep(recipe, grid or (), changes_of(overrides))
    trainer = TRAINERS.get(kind_of(wanted.recipe))
    done = []
    with stages() as watch:
        for cell in part.run_sweep(trainer, wanted, out or Path("sweeps") / recipe.stem, watch):
            done.append(cell)
            if as_json:
                emit({**asdict(cell), "path": str(cell.path)})
    if not as_json:
        _show_sweep(done)


def _show_sweep(done: list[Any]) -> None:
    """Print the runs; what is the same in all of them is left out, and the best is marked."""
    keys = [
        k
        for k in dict.fromkeys(k for c in done for k in c.changes)
        if len({c.changes.get(k) for c in done}) > 1
    ]
    best = max((c.accuracy for c in done), default=0.0)
    columns = ("split", "accuracy", "macro_f1", "ece", "seconds")
    table(
        [*keys, *(words()(f"cli.sweep.{column}") for column in columns)],
        [
            [*(c.changes.get(k, "·") for k in keys), c.split, f"{c.accuracy:.4f}{' *' if c.accuracy == best else ''}",
             f"{c.macro_f1:.4f}", f"{c.ece:.3f}", f"{c.seconds:.0f}"]
            for c in done
        ],
    )  # fmt: skip


def _cells(folder: Path, standing: Any) -> list[str]:
    """Return a row that fits 80 columns; ± is half of the interval that holds 95 %."""

    def within(interval: tuple[float, float]) -> str:
        return f"±{(interval[1] - interval[0]) / 2:.3f}".replace("0.", ".")

    ahead = f"{standing.ahead:+.3f} {within(standing.ahead_95)}"
    return [
        folder.name,
        standing.family,
        f"{standing.parameters / 1e6:.2f} M",
        f"{standing.megabytes:.1f} MB",
        f"{standing.seconds_per_1000:.2f} s",
        f"{standing.accuracy:.3f} {within(standing.accuracy_95)}",
        f"{standing.macro_f1:.3f} {within(standing.macro_f1_95)}",
        f"{standing.ece:.3f}",
        ahead if standing.ahead_95 != (0.0, 0.0) else "",
    ]


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
