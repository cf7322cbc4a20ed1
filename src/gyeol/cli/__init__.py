"""The command line: parse, call the engine, render. One file per command group."""

import os
import sys
from typing import Annotated

import typer

from gyeol import __version__
from gyeol.cli import (
    corpora,
    corrections,
    data,
    diary,
    doctor,
    emoji,
    emotions,
    lab,
    learn,
    lock,
    meaning,
    models,
    packs,
    serve,
    songs,
    songs_lab,
    stickers,
    taste,
    train,
)
from gyeol.cli.console import note, words
from gyeol.errors import GyeolError

app = typer.Typer(
    name="gyeol",
    help="Read the feeling in a Korean or English text and answer with stickers that fit.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
app.command("emotions")(emotions.emotions)
app.command("stickers")(stickers.stickers)
app.add_typer(packs.app, name="packs")
app.add_typer(taste.app, name="taste")
app.add_typer(diary.app, name="diary")
app.add_typer(data.app, name="data")
app.add_typer(lock.app, name="lock")
app.add_typer(emoji.app, name="emoji")
app.add_typer(songs.app, name="songs")
songs.app.command("evaluate")(songs_lab.evaluate)
app.add_typer(meaning.app, name="meaning")
app.add_typer(models.app, name="models")
app.add_typer(corrections.app, name="corrections")
app.command("learn")(learn.learn)
app.add_typer(corpora.app, name="corpora")
app.command("doctor")(doctor.doctor)
app.command("serve")(serve.serve)
app.command("train")(train.train)
app.command("evaluate")(lab.evaluate)
app.command("report")(lab.report)
app.command("compare")(lab.compare)
app.command("sweep")(lab.sweep)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"gyeol {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; the one place where errors become exit codes."""
    try:
        app()
    except GyeolError as error:
        note(f"gyeol: {error}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        note(words()("cli.stopped"))
        sys.exit(130)
    except BrokenPipeError:  # gyeol emotions … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
