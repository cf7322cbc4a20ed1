"""The checks of `gyeol doctor`; each takes the settings and yields what it finds."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from gyeol import artifact, safety
from gyeol import store as stores
from gyeol.catalog import Catalog
from gyeol.engine import models, packs
from gyeol.engine.doctor import Check, Finding
from gyeol.engine.songs import lists
from gyeol.errors import GyeolError
from gyeol.settings import Settings
from gyeol.songs.library import folders, read_list
from gyeol.stickers.library import read_pack

OLD_DAYS = 180
LEAST_MB, SCARCE_MB = 20, 200
EXTRAS = {"lab": "torch", "korean": "kiwipiepy"}  # extra -> the module that tells whether it is installed
_HUB = "https://huggingface.co"


def home(settings: Settings) -> Iterator[Finding]:
    """Whether the home is the user's alone."""
    where: dict[str, object] = {"path": settings.home}
    if not settings.home.exists():
        yield Finding("home", "ok", "none", where)
    elif os.name == "posix" and settings.home.stat().st_mode & 0o077:
        yield Finding("home", "warning", "open", where)
    elif not os.access(settings.home, os.R_OK | os.W_OK | os.X_OK):
        yield Finding("home", "failure", "shut", where)
    else:
        yield Finding("home", "ok", "fine", where)


def store(settings: Settings) -> Iterator[Finding]:
    """Whether the store is whole, readable by this version, and the user's alone."""
    path = stores.database.database_path(settings.store_url)
    if not path.exists():
        yield Finding("store", "ok", "none", {"path": path})
        return
    if os.name == "posix" and path.stat().st_mode & 0o077:
        yield Finding("store", "warning", "open", {"path": path})
    health = stores.health.look(path)
    values: dict[str, object] = {"path": path, "problem": health.problem, "revision": health.revision}
    if health.busy:
        yield Finding("store", "warning", "busy", values)
    elif health.problem:
        yield Finding("store", "failure", "broken", values)
    elif health.age == "newer":
        yield Finding("store", "failure", "newer", values)
    else:
        yield Finding("store", "ok", "older" if health.age == "older" else "fine", values)
    if health.due:
        yield Finding("store", "warning", "due", values)
    if health.locked:
        yield Finding("store", "ok", "locked", values)


def disk(settings: Settings) -> Iterator[Finding]:
    """Whether there is room: for what is written, and for the copy that a migration lays down."""
    place = next(p for p in (settings.home, *settings.home.parents) if p.exists())
    path = stores.database.database_path(settings.store_url)
    free_mb = shutil.disk_usage(place).free // 2**20
    needed_mb = 2 * path.stat().st_size // 2**20 if path.exists() else 0
    values: dict[str, object] = {"free_mb": free_mb, "needed_mb": max(SCARCE_MB, needed_mb)}
    if free_mb < LEAST_MB:
        yield Finding("disk", "failure", "full", values)
    elif free_mb < max(SCARCE_MB, needed_mb):
        yield Finding("disk", "warning", "scarce", values)
    else:
        yield Finding("disk", "ok", "fine", values)


def models_(settings: Settings) -> Iterator[Finding]:
    """Whether every trained folder, shipped or made here, has the hashes that it was written with."""
    roots = (models.ARTIFACTS, settings.home)
    found = sorted(p.parent for root in roots for p in root.glob("**/config.json") if _visible(p, root))
    for folder in found:
        try:
            artifact.load(folder, kind=None)
        except GyeolError as error:
            yield Finding("models", "failure", "broken", {"name": folder.name, "problem": error})
    if not any((models.ARTIFACTS / name / "config.json").is_file() for name in ("emotion", "style")):
        yield Finding("models", "failure", "none", {"path": models.ARTIFACTS})
    yield Finding("models", "ok", "seen", {"n": len(found)})


def packs_(settings: Settings) -> Iterator[Finding]:
    """Whether every pack can be read and every picture of it is there."""
    yield from _folders("packs", packs.SHIPPED, settings.home / "packs", "pack.json")


def songs(settings: Settings) -> Iterator[Finding]:
    """Whether every list of songs can be read."""
    n = 0
    for folder in folders(lists.SHIPPED, settings.home / "songs"):
        n += 1
        try:
            read_list(folder)
        except GyeolError as error:
            yield Finding("songs", "failure", "broken", {"name": folder.name, "problem": error})
    yield Finding("songs", "ok", "seen", {"n": n})


def help_lines(_settings: Settings) -> Iterator[Finding]:
    """Whether the numbers to call in a crisis were checked in the last `OLD_DAYS` days."""
    lines = [line for line in safety.help_lines() if line.number]
    for line in lines:
        if (days := (date.today() - line.checked_on).days) > OLD_DAYS:
            values = {"name": line.en, "number": line.number, "days": days, "checked": line.checked_on}
            yield Finding("help_lines", "warning", "old", values)
    yield Finding("help_lines", "ok", "seen", {"n": len(lines)})


def fonts(_settings: Settings) -> Iterator[Finding]:
    """Whether there is a font with Hangul; only a program that lists fonts can tell."""
    if shutil.which("fc-list") is None:
        yield Finding("fonts", "ok", "unknown")
        return
    try:
        done = subprocess.run(["fc-list", ":lang=ko"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):  # it may be reading all fonts anew
        yield Finding("fonts", "ok", "unknown")
        return
    yield Finding("fonts", "ok", "fine") if done.stdout.strip() else Finding("fonts", "warning", "none")


def extras(settings: Settings) -> Iterator[Finding]:
    """Which optional parts are installed, and whether the settings ask for one that is not."""
    there = [extra for extra, module in EXTRAS.items() if find_spec(module)]
    if settings.splitter == "kiwi" and "korean" not in there:
        yield Finding("extras", "failure", "kiwi")
    missing = [extra for extra in EXTRAS if extra not in there]
    values = {"there": ", ".join(there) or "–", "missing": ", ".join(missing) or "–"}
    yield Finding("extras", "ok", "seen", values)


def hub(_settings: Settings) -> Iterator[Finding]:
    """Whether the hub of models can be reached; the only check that opens a connection."""
    where = urlsplit(os.environ.get("HF_ENDPOINT") or _HUB)
    values = {"host": where.hostname}
    if os.environ.get("HF_HUB_OFFLINE", "") not in ("", "0"):
        yield Finding("hub", "ok", "offline", values)
        return
    try:
        socket.create_connection((where.hostname or "", where.port or 443), timeout=5).close()
    except OSError:
        yield Finding("hub", "warning", "away", values)
    else:
        yield Finding("hub", "ok", "fine", values)


OFFLINE: dict[str, Check] = {
    "home": home,
    "store": store,
    "disk": disk,
    "models": models_,
    "packs": packs_,
    "songs": songs,
    "help_lines": help_lines,
    "fonts": fonts,
    "extras": extras,
}
ONLINE: dict[str, Check] = {"hub": hub}


def _folders(check: str, shipped: Path, own: Path, cover: str) -> Iterator[Finding]:
    found = [
        p.parent for root in (shipped, own) for p in sorted(root.glob(f"*/{cover}")) if _visible(p, root)
    ]
    for folder in found:
        try:
            _, catalog = read_pack(folder)
            missing = _missing(folder, catalog)
        except GyeolError as error:
            yield Finding(check, "failure", "broken", {"name": folder.name, "problem": error})
            continue
        if missing:
            values = {"name": folder.name, "n": len(missing), "first": missing[0]}
            yield Finding(check, "failure", "missing", values)
    yield Finding(check, "ok", "seen", {"n": len(found)})


def _missing(folder: Path, catalog: Catalog) -> list[str]:
    return [item.path for item in catalog.items if not (folder / item.path).is_file()]


def _visible(path: Path, root: Path) -> bool:
    return not any(part.startswith(".") for part in path.relative_to(root).parts)
