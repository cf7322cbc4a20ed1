"""`gyeol corpora`: what labelled text there is, what a file holds, and getting more."""

import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from gyeol.cli import collect
from gyeol.cli.console import bar, emit, table, words
from gyeol.corpora import CORPORA, Corpus, data_root
from gyeol.corpora.audit import Audit, audit
from gyeol.corpora.plain import plain
from gyeol.corpora.recognise import held
from gyeol.errors import BadData

app = typer.Typer(help="Corpora of labelled text: list, show, check, collect, label.", no_args_is_help=True)
app.command("collect")(collect.collect)
app.command("label")(collect.label)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a corpus, on one line.")]
_SKIPS_SHOWN = 8


@app.command("list")
def list_corpora(as_json: AsJson = False) -> None:
    """List the corpora that gyeol can read; it carries none but its own."""
    rows = [_card(CORPORA.get(name)) for name in CORPORA.names()]
    if as_json:
        for row in rows:
            emit(row)
        return
    say = words()
    table(
        [
            say(f"cli.corpora.{column}")
            for column in ("name", "language", "labels", "licence", "ships", "here")
        ],
        [
            (
                r["name"],
                r["language"],
                str(len(r["labels"])),
                r["licence"],
                _yes(r["may_ship"]),
                "✓" * bool(r["here"]),
            )
            for r in rows
        ],
    )


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Name of a corpus, as 'kote'.")],
    path: Annotated[
        Path | None, typer.Option(help="Its file or folder.", show_default="its train file below $GYEOL_DATA")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a corpus: labels, licence, form, and its counts where it is at hand."""
    corpus: Corpus = CORPORA.get(name)
    card = _card(corpus)
    path = path or (Path(card["here"]) if card["here"] else None)
    found = audit(corpus, path) if path else None
    if as_json:
        emit(card | ({"audit": asdict(found)} if found else {}))
        return
    say = words()
    print(
        say(
            "cli.corpora.about",
            name=name,
            language=corpus.language,
            n=len(corpus.labels),
            licence=corpus.licence,
        )
    )
    print(say("cli.corpora.cite", citation=corpus.citation))
    if corpus.form:
        print(say("cli.corpora.looks", form=corpus.form.expects))
    if not corpus.may_ship:
        print(say("cli.corpora.kept_out"))
    _tell(name, found) if found else print(", ".join(corpus.labels))


@app.command("check")
def check(
    path: Annotated[
        Path, typer.Argument(help="File, folder or zip; the corpus is recognised by its content.")
    ],
    corpus: Annotated[str | None, typer.Option(help="Read it as this corpus.")] = None,
    text: Annotated[str, typer.Option(help="Name of the text column, of a table of your own.")] = "",
    label: Annotated[str, typer.Option(help="Name of its label column.")] = "",
    group: Annotated[str, typer.Option(help="Name of its column of groups, as dialogues.")] = "",
    as_json: AsJson = False,
) -> None:
    """Count rows, labels, repetitions and contradictions, and say what is left out and why."""
    path = path.expanduser()
    if text:
        pairs = [(plain(path, text=text, label=label, group=group), path)]
    elif corpus:
        pairs = [(CORPORA.get(corpus), path)]
    else:
        pairs = held(path)
    for known, where in pairs:
        found = audit(known, where)
        if as_json:
            emit({"corpus": known.name, "path": str(where), "licence": known.licence} | asdict(found))
        else:
            _tell(known.name, found)
            print(f"{words()('cli.corpora.licence')}: {known.licence}")


def _card(corpus: Corpus) -> dict[str, Any]:
    return {
        "name": corpus.name,
        "language": corpus.language,
        "labels": corpus.labels,
        "licence": corpus.licence,
        "may_ship": corpus.may_ship,
        "citation": corpus.citation,
        "form": corpus.form.expects if corpus.form else "",
        "here": _here(corpus),
    }


def _here(corpus: Corpus) -> str:
    """Return where the train file is, "" if it is not below the data folder or the reader takes any folder."""
    if not os.environ.get("GYEOL_DATA") or corpus.parts["train"] == ".":
        return ""
    try:
        return str(corpus.path(data_root(), "train"))
    except BadData:
        return ""


def _tell(name: str, found: Audit) -> None:
    say = words()
    print(say("cli.corpora.found", name=name, n=found.n, texts=found.n_texts, groups=found.n_groups))
    print(
        say(
            "cli.corpora.doubt",
            duplicates=found.duplicates,
            contradictions=found.contradictions,
            unlabelled=found.unlabelled,
        )
    )
    if found.labels:
        table([say(f"cli.corpora.{column}") for column in ("label", "rows", "share")], _bars(found))
    for left in found.skipped[:_SKIPS_SHOWN]:
        print(say("cli.corpora.skipped", n=left.n, why=left.why, first=left.first))


def _bars(found: Audit) -> Iterable[tuple[str, str, str]]:
    for name, n in sorted(found.labels.items(), key=lambda pair: -pair[1]):
        share = n / max(found.n, 1)
        yield name, f"{n:,}", f"{share:5.1%} {bar(share)}"


def _yes(true: bool) -> str:
    return words()(f"cli.corpora.{'yes' if true else 'no'}")
