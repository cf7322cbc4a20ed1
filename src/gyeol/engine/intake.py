"""Import what somebody uploaded in a process of its own, so that a hostile file can harm nothing but that process.

It may take `STEP_S` seconds of a core to open the files, more for large ones, and then as much for each picture or
song, `CPU_S` in all; memory for what is loaded, `MEMORY_BYTES` and some for each byte brought; and write files of at
most `FILE_BYTES`. Each picture is decoded one process further down, with less (`stickers.apart`). What it leaves
half-written is a draft that no reader sees (`artifact.replacing`). Where the system knows no such limits (Windows), it
is still stopped after `WALL_S` seconds.
"""

import json
import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gyeol import errors
from gyeol.engine.models import Models
from gyeol.engine.packs import Packs
from gyeol.errors import BadData, GyeolError
from gyeol.stickers.apart import mapped_bytes
from gyeol.stickers.library import Report

STEP_S = 2
STEP_S_PER_BYTE = 1e-6
CPU_S = 60
WALL_S = 120
MEMORY_BYTES = 100 << 20
MEMORY_PER_BYTE = 20  # a table of a million songs takes so much more than its file
MOST_MEMORY_BYTES = 2 << 30
FILE_BYTES = 64 << 20
_OPENED = "opened: "


def take(own: Path, path: Path, *, replace: bool = False) -> list[Report]:
    """Read every pack in an untrusted folder or file into the user's packs.

    Args:
        own: folder of the user's packs.
        path: what was uploaded.
        replace: overwrite packs of the same names.

    Raises:
        BadData: as `Engine.import_packs`, or the import passed a limit.
        AlreadyThere: as `Engine.import_packs`.
    """
    answer = apart(__name__, str(own), str(path), *(["replace"] if replace else []))
    return [Report(**{**row, "skipped": tuple(map(tuple, row["skipped"]))}) for row in answer["reports"]]


def apart(module: str, *arguments: str) -> Any:
    """Run a module of gyeol in a process of its own and return the JSON that it prints.

    The module calls `limit` first, and prints its answer with `tell`.

    Raises:
        BadData: it passed a limit.
        GyeolError: the work in it raised it.
    """
    command = [sys.executable, "-m", module, *arguments]
    kept = {
        name: os.environ[name]
        for name in ("PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR")
        if name in os.environ
    }
    said = b""
    try:
        done = subprocess.run(command, capture_output=True, timeout=WALL_S, env={**kept, "PYTHONUTF8": "1"})
        said = done.stderr
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as met:
        if isinstance(met, subprocess.TimeoutExpired):
            said = met.stderr or b""
        raise BadData(
            f"an upload must be read within some seconds and little memory, this one was not{_last_opened(said)}; "
            "leave out what is damaged, or bring fewer and smaller files."
        ) from None
    if "error" in answer:
        kind = getattr(errors, answer["error"], BadData)
        error = kind.__new__(kind)
        Exception.__init__(error, answer["message"])
        raise error
    return answer


def limit(path: Path) -> Callable[[int, int], None]:
    """Take less from now on, for good; return what to call after each picture or song, which begins a new step.

    Everything of our own should be loaded before: the memory that it takes is not counted.

    Args:
        path: what was uploaded; the larger it is, the more it may take.
    """
    sys.addaudithook(_names(path))
    if sys.platform == "win32":
        return lambda done, total: None
    import resource

    n_bytes = sum(one.stat().st_size for one in (path, *path.rglob("*")) if one.is_file())
    step_s = STEP_S + STEP_S_PER_BYTE * n_bytes
    memory = mapped_bytes() + min(MEMORY_BYTES + MEMORY_PER_BYTE * n_bytes, MOST_MEMORY_BYTES)
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))

    def step(_done: int = 0, _total: int = 0) -> None:
        most = min(CPU_S, math.ceil(time.process_time() + step_s))
        resource.setrlimit(resource.RLIMIT_CPU, (most, CPU_S))

    step()
    return step


def _names(brought: Path) -> Callable[[str, tuple[Any, ...]], None]:
    """Return a hook that writes the name of each file of an upload to stderr when it is opened."""
    files = {str(one): one.name for one in (brought, *brought.rglob("*")) if one.is_file()}
    last = ""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal last
        name = files.get(str(arguments[0])) if event == "open" else None
        if name is not None and name != last:
            last = name
            os.write(2, f"{_OPENED}{json.dumps(name)}\n".encode())

    return hook


def _last_opened(said: bytes) -> str:
    """Return what to say of the file that was opened last, "" where none was."""
    names = re.findall(rf"^{_OPENED}(.+)$", said.decode("utf-8", "replace"), re.MULTILINE)
    return f" (the last file that was opened is '{json.loads(names[-1])[:80]}')" if names else ""


def main(own: str, path: str, *more: str) -> None:
    """Import and print the reports, or what is wrong, as JSON."""
    models, brought = Models(), Path(path)
    packs = Packs(models, Path(own))
    packs.workshop, models.picture  # noqa: B018 (loaded before the limit)
    step = limit(brought)
    tell(
        lambda: {
            "reports": [
                asdict(one) for one in packs.import_path(brought, replace="replace" in more, progress=step)
            ]
        }
    )


def tell(work: Callable[[], object]) -> None:
    """Print what some work returns, or what is wrong, as JSON."""
    try:
        answer = work()
    except GyeolError as error:
        answer = {"error": type(error).__name__, "message": str(error)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
