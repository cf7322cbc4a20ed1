"""Where the command line writes: answers to stdout, everything about them to stderr."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from gyeol.errors import AlreadyThere, CannotWrite
from gyeol.phrases import Phrases, choose, phrases
from gyeol.settings import Settings

Progress = Callable[[int, int], None]  # (done, total)


@cache
def words() -> Phrases:
    """Return the phrases in the language of the settings, which by default is the terminal's."""
    language = Settings.load().language
    if language == "auto":
        language = choose(os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG"))
    return phrases(language)


def forgiving_streams() -> None:
    """Let broken bytes pass as U+FFFD on the way in and as JSON escapes on the way out instead of failing."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)


def emit(row: Mapping[str, Any]) -> None:
    """Print one JSON object on one line, at once."""
    print(json.dumps(row, ensure_ascii=False), flush=True)


def note(text: str) -> None:
    """Print a line about the work, not part of the answer, to stderr."""
    print(text, file=sys.stderr, flush=True)


def bar(share: float, width: int = 24) -> str:
    """Return a bar of eighth blocks for a share in [0, 1]."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table that fits the terminal; wide characters keep their columns."""
    from rich.console import Console
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, header_style="dim")
    for name in header:
        grid.add_column(name, overflow="fold")
    for row in rows:
        grid.add_row(*(cell.replace("[", "\\[") for cell in row))
    Console(soft_wrap=not sys.stdout.isatty()).print(grid)


@contextmanager
def saving(out: Path) -> Iterator[None]:
    """Say in words why a file cannot be written."""
    try:
        yield
    except FileExistsError:
        raise AlreadyThere(f"'{out}' exists and was not overwritten; choose another name.") from None
    except OSError as error:
        raise CannotWrite(f"'{out}' cannot be written ({error.strerror}); choose another place.") from error


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Yield a callback (done, total) that draws a bar on stderr, and nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(label, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


@contextmanager
def stages() -> Iterator[Callable[[str, float], None]]:
    """Yield a callback (what is being done, share done): a bar, or lines such as ` 37% stage` where nobody watches."""
    seen: set[str] = set()

    def log(stage: str, share: float) -> None:
        if stage not in seen:
            seen.add(stage)
            note(f"{share:4.0%} {stage}")

    if not sys.stderr.isatty():
        yield log
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=1.0)
        yield lambda stage, share: bars.update(task, description=stage, completed=share)
