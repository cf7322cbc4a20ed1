"""`gyeol emoji`: make new emoji, and train and judge what makes them."""

import typer

from gyeol.cli import emoji_lab, emoji_studio

app = typer.Typer(
    help="Emoji that nobody has drawn: train generators, judge and compare them.", no_args_is_help=True
)
app.command("sample")(emoji_studio.sample)
emoji_lab.add_to(app)
