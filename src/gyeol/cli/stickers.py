"""`gyeol stickers`: find the stickers that fit a text."""

from typing import Annotated, Any

import typer

from gyeol.cli.console import emit, forgiving_streams, note, words
from gyeol.engine import Engine, Suggestion
from gyeol.safety import Help


def stickers(
    text: Annotated[list[str], typer.Argument(help="The message; several words need no quotes.")],
    like: Annotated[
        list[str] | None,
        typer.Option("--like", help="A sticker or pack whose style you like; may be repeated.", metavar="ID"),
    ] = None,
    n: Annotated[int, typer.Option("-n", help="How many stickers, 1 to 100.")] = 6,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a sticker, on one line.")] = False,
) -> None:
    """Show the stickers that fit the feeling and the style that you like."""
    forgiving_streams()
    with Engine.open() as engine:
        answer = engine.stickers(" ".join(text), like=like or (), n=n)
        reasons = [engine.reason(sticker, words()) for sticker in answer.stickers]
    if answer.help is not None:
        offer(answer.help)
    if as_json:
        for sticker in answer.stickers:
            emit(_row(sticker))
        return
    for sticker, reason in zip(answer.stickers, reasons, strict=True):
        print(f"{sticker.name(words().language)}  ({sticker.id})")
        print(f"   {reason}")
        print(f"   {sticker.path}")


def _row(sticker: Suggestion) -> dict[str, Any]:
    return {
        "id": sticker.id,
        "pack": sticker.pack,
        "name": sticker.name(words().language),
        "score": round(sticker.score, 4),
        "why": {space: round(part, 4) for space, part in sticker.why.items()},
        "path": str(sticker.path),
    }


def offer(found: Help) -> None:
    """Say where help is to be found, before anything else and on stderr, so that JSON stays JSON."""
    say, korean = words(), words().language == "ko"
    light = "light_" if found.level == "light" else ""
    note(say(f"safety.{light}title"))
    note(say(f"safety.{light}body"))
    for line in found.lines:
        name, hours = (line.ko, line.hours_ko) if korean else (line.en, line.hours_en)
        note("  " + "  ".join(part for part in (line.number, name, hours) if part))
    note("")
