"""`gyeol learn`: retrain from your corrections; a gate decides whether the result may read for you."""

from dataclasses import asdict
from typing import Annotated

import typer

from gyeol.cli.console import emit, note, stages, words
from gyeol.engine import Engine
from gyeol.engine.learning import told
from gyeol.errors import Refused


def learn(
    as_json: Annotated[bool, typer.Option("--json", help="The figures as one JSON document.")] = False,
) -> None:
    """Retrain the emotion model from your corrections; it serves only if it is better and nowhere worse.

    Exit code 9: the gate refused it, and the old model goes on reading.
    """
    say = words()
    with Engine.open() as engine, stages() as show:
        tried = engine.learning.learn(lambda what, part: show(say(f"learning.step.{what}"), part))
    if as_json:
        emit(asdict(tried) | {"promoted": tried.promoted})
    else:
        note(told.outcome(tried, say))
        for line in told.reasons(tried, say) + told.figures(tried, say):
            note(f"  {line}")
    if not tried.promoted:
        raise typer.Exit(Refused.exit_code)
