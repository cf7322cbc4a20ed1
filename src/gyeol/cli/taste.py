"""`gyeol taste`: see and edit what is known of your taste."""

from typing import Annotated

import typer

from gyeol.cli.console import emit, note, table, words
from gyeol.engine import Engine
from gyeol.engine.taste import HALF_LIFE

app = typer.Typer(
    help="Your taste: what you like and send counts more, and fades. Show it, set it, forget it.",
    no_args_is_help=True,
)
Profile = Annotated[str, typer.Option("--profile", help="Whose taste.")]
Sticker = Annotated[str, typer.Argument(help="A sticker, as mochi/joy-01-dance.", metavar="STICKER")]


@app.command("show")
def show(
    profile: Profile = "me",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Show every sticker that counts, the heaviest first, and the packs that look most like all that."""
    with Engine.open() as engine:
        traits, near = engine.taste.traits(profile), engine.taste.packs(profile, 5)
    if as_json:
        packs = [{"pack": s.info.pack.name, "similarity": round(s.similarity, 4)} for s in near]
        emit(
            {
                "profile": profile,
                "half_life_days": HALF_LIFE.days,
                "stickers": [vars(one) for one in traits],
                "packs": packs,
            }
        )
        return
    say = words()
    if not traits:
        note(say("cli.taste.empty"))
        return
    header = [say(f"cli.taste.{name}") for name in ("sticker", "weight", "liked", "sent", "leaning")]
    table(
        header,
        [
            (
                t.id,
                f"{t.weight:+.2f}",
                "♥" if t.liked else "",
                str(t.sent or ""),
                f"{t.leaning:+.2f}" if t.leaning else "",
            )
            for t in traits
        ],
    )
    note(say("cli.taste.near", packs=", ".join(s.info.pack.title(say.language) for s in near)))


@app.command("set", context_settings={"ignore_unknown_options": True})
def set_weight(
    sticker: Sticker,
    weight: Annotated[float, typer.Argument(help="-8 to 8; below 0: less of its kind; 0 forgets it.")],
    profile: Profile = "me",
) -> None:
    """Let a sticker count as much as you say; it fades from now on."""
    with Engine.open() as engine:
        engine.taste.set(sticker, profile, weight)
    note(words()("cli.taste.set", sticker=sticker, weight=f"{weight:+g}"))


@app.command("forget")
def forget(sticker: Sticker, profile: Profile = "me") -> None:
    """Forget what you liked, sent and said of a sticker."""
    with Engine.open() as engine:
        found = engine.taste.forget(profile, sticker)
    note(words()("cli.taste.forgot" if found else "cli.taste.unknown", sticker=sticker))


@app.command("reset")
def reset(
    profile: Profile = "me",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget the whole taste."""
    if not yes:
        typer.confirm(words()("cli.taste.sure"), abort=True, err=True)
    with Engine.open() as engine:
        engine.taste.forget(profile)
    note(words()("cli.taste.reset"))
