"""`gyeol emotions`: read the feelings in texts."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from gyeol.cli.console import bar, emit, forgiving_streams, note, words
from gyeol.cli.emotions_watch import watched
from gyeol.emotion import PRODUCT, scheme
from gyeol.engine import Carrier, Engine, Reading
from gyeol.errors import BadText

_SHOWN = 4
_LEAST = 0.05
_NAMED = 6


def emotions(
    texts: Annotated[
        list[str] | None,
        typer.Argument(help="Texts; none, or '-': read stdin, one text a line.", show_default=False),
    ] = None,
    scheme_name: Annotated[
        str | None, typer.Option("--scheme", help="Labels: kakao6, music4, dair6, diary4 or ekman7.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Mark the words that carried the feeling.")] = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Also flag hostile texts, with reasons, as lines arrive; Ctrl-C ends."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a text, on one line.")] = False,
) -> None:
    """Read the feelings in each text, as calibrated probabilities."""
    forgiving_streams()
    if scheme_name:
        scheme(scheme_name)  # a wrong name fails before anything is read
    if watch:
        if watched(_texts(texts), scheme_name, as_json=as_json):
            raise typer.Exit(BadText.exit_code)
        return
    refused = False
    with Engine.open() as engine:
        for where, text in _texts(texts):
            try:
                [reading] = engine.emotions([text], scheme_name)
                carried = engine.why(text, scheme_name) if why else None
            except BadText as error:
                if not where:
                    raise
                note(f"{where}: {error}")
                refused = True
                continue
            if as_json:
                emit(asdict(reading) | ({"why": [asdict(c) for c in carried]} if carried is not None else {}))
            else:
                _show(reading, scheme_name, carried)
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


def _show(reading: Reading, scheme_name: str | None, carried: Sequence[Carrier] | None) -> None:
    ranked = sorted(reading.emotions.items(), key=lambda pair: -pair[1])
    titles = scheme(scheme_name) if scheme_name else PRODUCT
    print(_marked(reading.text, carried or ()))
    for label, share in ranked[:_SHOWN]:
        if share >= _LEAST or label == reading.top:
            print(f"  {share:4.0%} {bar(share)} {titles.title(label, words().language)}")
    if carried is not None:
        print("  " + _told(titles.title(reading.top, words().language), carried))
    sys.stdout.flush()


def _marked(text: str, carried: Sequence[Carrier]) -> str:
    """Return the text with its carriers in bold on yellow, the weightiest also underlined; plain if nobody watches."""
    if not sys.stdout.isatty():
        return text
    parts, at, most = [], 0, max((c.weight for c in carried), default=0.0)
    for c in carried:
        style = "1;4;30;43" if c.weight >= most / 2 else "1;33"
        parts += [text[at : c.start], f"\x1b[{style}m{c.word}\x1b[0m"]
        at = c.end
    return "".join([*parts, text[at:]])


def _told(title: str, carried: Sequence[Carrier]) -> str:
    """Return the carriers as a sentence, the weightiest first, each once."""
    ranked = dict.fromkeys(c.word for c in sorted(carried, key=lambda c: -c.weight))
    if not ranked:
        return words()("cli.emotions.nothing", feeling=title)
    return words()(
        "cli.emotions.why", feeling=title, words=", ".join(f"‘{word}’" for word in list(ranked)[:_NAMED])
    )
