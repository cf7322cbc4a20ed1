"""`gyeol doctor`: examine this gyeol and say what to do."""

from collections.abc import Sequence
from typing import Annotated

import typer

from gyeol.cli.console import emit, words
from gyeol.engine.doctor import Finding, examine
from gyeol.engine.doctor.checks import OFFLINE, ONLINE
from gyeol.settings import Settings

_SIGNS = {"ok": "✓", "warning": "!", "failure": "✗"}


def doctor(
    only: Annotated[
        list[str] | None,
        typer.Option(help=f"Only this check; again for more: {', '.join([*OFFLINE, *ONLINE])}."),
    ] = None,
    online: Annotated[
        bool, typer.Option("--online", help="See too whether the hub of models can be reached.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail for warnings too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Check the home, the store, models, packs, songs, numbers to call and more; nothing is changed.

    Exit code 1 if something does not work, 0 for warnings. Nothing is sent without --online.
    """
    checks = OFFLINE | (ONLINE if online or set(only or ()) & set(ONLINE) else {})
    found = list(examine(Settings.load(), checks, only or ()))
    levels = {one.level for one in found}
    if as_json:
        rows = [
            {"check": one.check, "level": one.level, "what": one.says, "says": _told(one)}
            | {"values": {name: _plain(value) for name, value in one.values.items()}}
            for one in found
        ]
        emit({"ok": "failure" not in levels, "findings": rows})
    else:
        _print(found)
    if "failure" in levels or (strict and "warning" in levels):
        raise typer.Exit(1)


def _print(found: Sequence[Finding]) -> None:
    for one in sorted(found, key=lambda one: one.level != "failure"):
        print(f"{_SIGNS[one.level]} {words()(f'doctor.{one.check}.title')}: {_told(one)}")
    bad = sum(one.level != "ok" for one in found)
    print(words()("doctor.some" if bad else "doctor.well", n=bad))


def _told(one: Finding) -> str:
    return words()(f"doctor.{one.check}.{one.says}", **one.values)


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | bool) else str(value)
