"""`gyeol corpora collect` and `gyeol corpora label`: get more text, and let a model label it, only when asked."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from gyeol.cli.console import note, progress, words
from gyeol.corpora.plain import plain
from gyeol.emotion import SCHEMES, Scheme
from gyeol.errors import BadRequest
from gyeol.registry import Registry

TOOLS = Registry(  # imported by name: they cost every other command
    "tool", {name: f"gyeol.lab.{name}" for name in ("ask", "chat", "collect", "label")}
)


def collect(
    out: Annotated[Path, typer.Option(help="JSONL to append to; the same command goes on after a kill.")],
    keywords: Annotated[
        Path | None, typer.Option(help="TOML of emotions and their words.", show_default="gyeol's own")
    ] = None,
    pages: Annotated[int, typer.Option(help="Pages of 100 answers per word.", min=1, max=10)] = 1,
    url: Annotated[
        str | None, typer.Option(help="A search with the protocol of Naver's.", show_default="Naver 지식iN")
    ] = None,
) -> None:
    """Collect sentences by emotion keywords from Naver's search; needs NAVER_CLIENT_ID and NAVER_CLIENT_SECRET."""
    tool = TOOLS.get("collect")
    chosen = tool.keywords(keywords) if keywords else tool.keywords()
    with progress(words()("cli.corpora.collecting")) as watch:
        n = tool.collect(out, tool.naver(), chosen, pages=pages, url=url or tool.URL, progress=watch)
    note(words()("cli.corpora.collected", n=n, path=str(out)))


def label(
    texts: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX or JSONL of texts.")],
    url: Annotated[str, typer.Option(help="OpenAI-compatible endpoint, as https://host/v1.")],
    model: Annotated[str, typer.Option(help="Name of the model there.")],
    out: Annotated[Path, typer.Option(help="JSONL of labels; the same command goes on after a kill.")],
    labels: Annotated[str, typer.Option(help="A scheme, as kakao6, or labels with commas.")] = "kakao6",
    text: Annotated[str, typer.Option(help="Name of the text column.")] = "text",
    verify: Annotated[
        Path | None, typer.Option(help="A sample that people labelled: the columns of --text and 'label'.")
    ] = None,
    min_kappa: Annotated[float, typer.Option(help="Least agreement with people.", min=-1, max=1)] = 0.6,
    price_in: Annotated[float | None, typer.Option(help="Price of a million tokens sent.", min=0)] = None,
    price_out: Annotated[
        float | None, typer.Option(help="Price of a million tokens received.", min=0)
    ] = None,
    key: Annotated[
        str, typer.Option(help="Name of the environment variable with the key.")
    ] = "OPENAI_API_KEY",
    yes: Annotated[bool, typer.Option("--yes", help="Go on without asking once the cost is shown.")] = False,
) -> None:
    """Let a chat model choose a label for each text, verified against people; shows the cost before it starts."""
    asking, tool, ask = TOOLS.get("chat"), TOOLS.get("label"), TOOLS.get("ask")
    ask.check_address(url)
    chat = asking.chat(url, model, _labels(labels), key_name=key)
    mine = [row.text for row in plain(texts, text=text).read(texts)]
    sample = _sample(verify, text) if verify else []
    trial = out.with_name(out.name + ".verify")
    todo = [*tool.waiting([said for said, _ in sample], trial), *tool.waiting(mine, out)]
    _agree(asking.estimate(todo, chat, price_in, price_out), yes)
    found = None
    if sample:
        with progress(words()("cli.corpora.verifying")) as watch:
            found = tool.verify(sample, chat, trial, least=min_kappa, progress=watch)
        figures = {name: f"{getattr(found, name):.2f}" for name in ("kappa", "low", "high")}
        note(words()("cli.corpora.verified", n=found.n, **figures))
    else:
        note(words()("cli.corpora.unverified"))
    with progress(words()("cli.corpora.labelling")) as watch:
        said = tool.label_all(mine, chat, out, progress=watch)
    card = json.dumps(tool.card(chat, found, said), ensure_ascii=False, indent=2)
    out.with_name(out.name + ".card.json").write_text(card + "\n", encoding="utf-8")
    empty = sum(not chosen for chosen in said.values())
    note(words()("cli.corpora.labelled", n=len(said) - empty, path=str(out), empty=empty))


def _labels(written: str) -> tuple[str, ...]:
    if written in SCHEMES:
        found: Scheme = SCHEMES[written]
        return found.ko if words().language == "ko" else found.labels
    return tuple(filter(None, (part.strip() for part in written.split(","))))


def _sample(path: Path, text: str) -> list[tuple[str, str]]:
    return [(row.text, row.labels[0]) for row in plain(path, text=text, label="label").read(path)]


def _agree(estimate: Any, yes: bool) -> None:
    say = words()
    cost = say("cli.corpora.unknown_cost") if estimate.cost is None else f"{estimate.cost:,.4f}"
    note(
        say(
            "cli.corpora.cost",
            n=estimate.n,
            sent=f"{estimate.tokens_in:,}",
            answered=f"{estimate.tokens_out:,}",
            cost=cost,
        )
    )
    if yes or not estimate.n:
        return
    if not sys.stdin.isatty() or not typer.confirm(say("cli.corpora.go_on")):
        raise BadRequest(say("cli.corpora.not_asked"))
