"""`gyeol learn`: retrain from your corrections; a gate decides whether the result may read for you."""

from dataclasses import asdict
from typing import Annotated

import typer

from gyeol.cli.console import emit, note, stages, words
from gyeol.engine import Engine
from gyeol.engine.learning.answers import Try
from gyeol.errors import Refused
from gyeol.phrases import Phrases


def learn(
    as_json: Annotated[bool, typer.Option("--json", help="The figures as one JSON document.")] = False,
) -> None:
    """Retrain the emotion model from your corrections; it serves only if it is better and nowhere worse.

    Exit code 9: the gate refused it, and the old model goes on reading.
    """
    say = words()
    with Engine.open() as engine, stages() as told:
        tried = engine.learning.learn(lambda what, part: told(say(f"learning.step.{what}"), part))
    if as_json:
        emit(asdict(tried) | {"promoted": tried.promoted})
    else:
        for line in lines(tried, say):
            note(line)
    if not tried.promoted:
        raise typer.Exit(Refused.exit_code)


def lines(tried: Try, say: Phrases) -> list[str]:
    """Return a try in words: what became of it, why, and its figures."""
    found = [say("learning.promoted", version=tried.version)] if tried.promoted else [say("learning.refused")]
    found += [f"  {say(f'learning.reason.{reason}')}" for reason in tried.reasons]
    if tried.right_before is not None and tried.right_after is not None:
        before, after = round(tried.right_before * 100), round(tried.right_after * 100)
        found.append("  " + say("learning.held_out", n=tried.n, before=before, after=after))
    for code, figures in tried.frozen.items():
        found.append("  " + frozen_line(code, figures, say))
    return found


def frozen_line(code: str, figures: dict[str, float], say: Phrases) -> str:
    """Return the figures of one language in words."""
    names = {name: f"{100 * figures[name]:.1f}" for name in ("before", "after")}
    ends = {name: f"{100 * figures[name]:+.1f}" for name in ("low", "high")}
    return say(
        "learning.frozen", language=say(f"learning.language.{code}"), n=int(figures["n"]), **names, **ends
    )
