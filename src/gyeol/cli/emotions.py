"""`gyeol emotions`: read the feelings in texts."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from gyeol.cli.console import bar, emit, forgiving_streams, note, words
from gyeol.emotion import PRODUCT, scheme
from gyeol.engine import Engine, Reading
from gyeol.errors import BadText

_SHOWN = 4
_LEAST = 0.05


def emotions(
    texts: Annotated[
        list[str] | None,
        typer.Argument(help="Texts; none, or '-': read stdin, one text a line.", show_default=False),
    ] = None,
    scheme_name: Annotated[
        str | None, typer.Option("--scheme", help="Labels: kakao6, music4, dair6, diary4 or ekman7.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a text, on one line.")] = False,
) -> None:
    """Read the feelings in each text, as calibrated probabilities."""
    forgiving_streams()
    if scheme_name:
        scheme(scheme_name)  # a wrong name fails before anything is read
    refused = False
    with Engine.open() as engine:
        for where, text in _texts(texts):
            try:
                [reading] = engine.emotions([text], scheme_name)
            except BadText as error:
                if not where:
                    raise
                note(f"{where}: {error}")
                refused = True
                continue
            emit(asdict(reading)) if as_json else _show(reading, scheme_name)
    if refused:
        raise typer.Exit(BadText.exit_code)


def _texts(given: list[str] | None) -> Iterator[tuple[str, str]]:
    """Yield (where from, text): arguments, or the lines of stdin that are not blank, as they arrive."""
    if given and given != ["-"]:
        yield from (("", text) for text in given)
        return
    if sys.stdin.isatty():
        note(words()("cli.emotions.type"))
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            yield words()("cli.line", n=number), line.rstrip("\r\n")


def _show(reading: Reading, scheme_name: str | None) -> None:
    ranked = sorted(reading.emotions.items(), key=lambda pair: -pair[1])
    titles = scheme(scheme_name) if scheme_name else PRODUCT
    print(reading.text)
    for label, share in ranked[:_SHOWN]:
        if share >= _LEAST or label == reading.top:
            print(f"  {share:4.0%} {bar(share)} {titles.title(label, words().language)}")
    sys.stdout.flush()
