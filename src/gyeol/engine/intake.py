"""Import what somebody uploaded in a process of its own, so that a hostile file can harm nothing but that process.

It may take `CPU_S` seconds of a core, `MEMORY_BYTES` of memory beyond what is loaded, and write files of at most
`FILE_BYTES`; what it leaves half-written is a draft that no reader sees (`artifact.replacing`). Where the system
knows no such limits (Windows), it is still stopped after `WALL_S` seconds.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gyeol import errors
from gyeol.engine.models import Models
from gyeol.engine.packs import Packs
from gyeol.errors import BadData, GyeolError
from gyeol.stickers.library import Report

CPU_S = 60
WALL_S = 120
MEMORY_BYTES = 2 << 30  # of addresses, which ONNX Runtime takes plenty of without using them
FILE_BYTES = 64 << 20


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
    try:
        done = subprocess.run(command, capture_output=True, timeout=WALL_S, env={**kept, "PYTHONUTF8": "1"})
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise BadData(
            "an upload must be read within a minute and 2 GB of memory, this one was not; "
            "leave out what is damaged, or bring fewer and smaller files."
        ) from None
    if "error" in answer:
        kind = getattr(errors, answer["error"], BadData)
        error = kind.__new__(kind)
        Exception.__init__(error, answer["message"])
        raise error
    return answer


def limit() -> None:
    """Take less from now on, for good."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(own: str, path: str, *more: str) -> None:
    """Import and print the reports, or what is wrong, as JSON."""
    limit()
    packs = Packs(Models(), Path(own))
    tell(
        lambda: {"reports": [asdict(one) for one in packs.import_path(Path(path), replace="replace" in more)]}
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
