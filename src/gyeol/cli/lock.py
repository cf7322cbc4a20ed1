"""`gyeol lock`: a passphrase for the diary."""

import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from gyeol.cli.console import emit, note, words
from gyeol.corpora.files import text_of
from gyeol.engine import Engine
from gyeol.errors import BadRequest, Locked

app = typer.Typer(help="Lock the diary with a passphrase: encrypted on disk.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]


def ask(phrase: str = "cli.lock.ask") -> str:
    """Return a passphrase that somebody types unseen; raise `Locked` where there is no terminal to ask on."""
    if (
        sys.platform != "win32"
    ):  # there it reads the keyboard; here it would fall back to stdin, which holds texts
        try:
            Path("/dev/tty").open("rb").close()
        except OSError:
            raise Locked(
                "the diary is locked and there is no terminal to ask for its passphrase; set GYEOL_PASSPHRASE_FILE."
            ) from None
    return getpass(words()(phrase), stream=None)


@app.command("status")
def status(as_json: AsJson = False) -> None:
    """Say whether a lock is set, and how long the next try has to wait."""
    with Engine.open() as engine:
        state = engine.mine.lock.state
    if as_json:
        since = state.since.isoformat(timespec="seconds") if state.since else None
        emit({"set": state.set, "since": since, "wait_s": state.wait_s})
        return
    print(
        words()("cli.lock.shut", since=f"{state.since:%Y-%m-%d}") if state.since else words()("cli.lock.off")
    )
    if state.wait_s:
        print(words()("cli.lock.wait", wait_s=state.wait_s))


@app.command("on")
def put_on(
    new_file: Annotated[
        Path | None, typer.Option(help="A file whose first line is the passphrase, instead of asking.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="You know what forgetting it means: do not ask.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Set a lock. Nobody can read the diary without the passphrase then, not even you: it cannot be recovered."""
    with Engine.open() as engine:
        engine.mine.lock.refuse_second()
        for key in ("lead", "forgotten", "hidden", "visible", "others"):
            note(words()(f"lock.{key}"))
        if not yes and not typer.confirm(words()("cli.lock.sure"), err=True):
            raise typer.Exit(1)
        engine.mine.lock.put_on(_new(new_file))
    emit({"set": True}) if as_json else print(words()("cli.lock.on_done"))


@app.command("off")
def take_off(as_json: AsJson = False) -> None:
    """Take the lock off: everything can be read without a passphrase again."""
    with Engine.open() as engine:
        engine.mine.lock.take_off(_given(engine))
    emit({"set": False}) if as_json else print(words()("cli.lock.off_done"))


@app.command("change")
def change(
    new_file: Annotated[
        Path | None, typer.Option(help="A file whose first line is the new passphrase, instead of asking.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Put another passphrase in place of the one of now."""
    with Engine.open() as engine:
        given = _given(engine)
        engine.mine.lock.change(given, _new(new_file))
    emit({"set": True}) if as_json else print(words()("cli.lock.changed"))


def _given(engine: Engine) -> str:
    return engine.mine.lock.of_file() or ask()


def _new(file: Path | None) -> str:
    if file is not None:
        return (text_of(file).splitlines() or [""])[0]
    said = ask("cli.lock.new")
    if ask("cli.lock.again") != said:
        raise BadRequest(words()("cli.lock.differ"))
    return said
