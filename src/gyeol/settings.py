"""What a user may set, from `settings.toml` in gyeol's home and from `GYEOL_*` in the environment."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

from platformdirs import user_data_dir

from gyeol.errors import BadSetting

FILE = "settings.toml"
_PREFIX = "GYEOL_"
_NOT_SETTINGS = {"GYEOL_DATA"}  # where developers' tests find their data


@dataclass(frozen=True)
class Settings:
    """Every setting, checked; `docs/settings.md` explains each.

    Attributes:
        home: the folder of all that the user owns.
        store_url: where the store is; a SQLite URL.
        host: the address that the server binds.
        port: its port; 0 lets the system choose.
        allowed_hosts: further Host names of the server, beside `host` and the loopback names.
        language: of the interface: "ko", "en", or "auto" to ask the browser or the terminal.
        country: two capital letters that say whose help lines to show, or "" to go by the language.
        splitter: who finds the sentences of a diary: "rules", our own, or "kiwi" (needs the extra "korean").
        passphrase_file: a file whose first line opens the lock of the store, or "": it is asked for.
        lock_minutes: after so many without use an open lock shuts.
        youtube_key: of the YouTube Data API, for `gyeol songs video`; "" gives search addresses instead.
        workers: how many requests are computed at once.
        queue_size: how many more may wait before the server answers 429.
        max_body_bytes: the largest request body that is read.
        max_upload_bytes: the same where files are uploaded.
    """

    home: Path
    store_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    allowed_hosts: tuple[str, ...] = ()
    language: str = "auto"
    country: str = ""
    splitter: str = "rules"
    passphrase_file: str = ""
    lock_minutes: int = 15
    youtube_key: str = field(default="", repr=False)
    workers: int = 2
    queue_size: int = 32
    max_body_bytes: int = 4_194_304
    max_upload_bytes: int = 134_217_728

    @classmethod
    def load(cls, env: Mapping[str, str] | None = None) -> Self:
        """Read the settings of a user.

        Args:
            env: the environment; None means that of this process.

        Raises:
            BadSetting: a key is unknown or a value breaks its rule; the message says which and where.
        """
        env = os.environ if env is None else env
        home = (
            Path(env.get(_PREFIX + "HOME") or user_data_dir("gyeol", appauthor=False)).expanduser().absolute()
        )
        values: dict[str, Any] = {"store_url": f"sqlite:///{home}/gyeol.sqlite3"}
        for key, (raw, place) in (_from_file(home / FILE) | _from_environment(env)).items():
            values[key] = _checked(key, raw, place)
        return cls(home=home, **values)


def _whole(low: int, high: int) -> tuple[str, Callable[[Any], Any]]:
    def read(raw: Any) -> int:
        value = int(raw) if isinstance(raw, str) and raw.strip().isdecimal() else raw
        if type(value) is not int or not low <= value <= high:
            raise ValueError
        return value

    return f"a whole number from {low} to {high}", read


def _matching(rule: str, pattern: str) -> tuple[str, Callable[[Any], Any]]:
    def read(raw: Any) -> str:
        if not isinstance(raw, str) or not re.fullmatch(pattern, raw):
            raise ValueError
        return raw

    return rule, read


def _names(raw: Any) -> tuple[str, ...]:
    names = [part.strip() for part in raw.split(",")] if isinstance(raw, str) else raw
    if not isinstance(names, list) or not all(isinstance(n, str) and re.fullmatch(r"\S+", n) for n in names):
        raise ValueError
    return tuple(names)


_RULES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "store_url": _matching(
        "a file of SQLite, such as sqlite:///folder/gyeol.sqlite3 (the store is kept in no other database, "
        "PostgreSQL neither)",
        r"sqlite:///.+",
    ),
    "host": _matching("an address or host name", r"[A-Za-z0-9.:_-]+"),
    "port": _whole(0, 65_535),
    "allowed_hosts": ("a list of host names, in the environment separated by commas", _names),
    "language": _matching("auto, ko or en", r"auto|ko|en"),
    "country": _matching("two capital letters such as KR, or nothing", r"([A-Z]{2})?"),
    "splitter": _matching("rules or kiwi", r"rules|kiwi"),
    "passphrase_file": _matching("the path of a file, or nothing", r"[^\0]*"),
    "lock_minutes": _whole(1, 1440),
    "youtube_key": _matching("a key of the YouTube Data API, or nothing", r"[A-Za-z0-9_-]*"),
    "workers": _whole(1, 64),
    "queue_size": _whole(0, 100_000),
    "max_body_bytes": _whole(1024, 1_073_741_824),
    "max_upload_bytes": _whole(1024, 1_073_741_824),
}


def _checked(key: str, raw: Any, place: str) -> Any:
    if key not in _RULES:
        near = get_close_matches(key, _RULES, n=1, cutoff=0.5)
        hint = f"; did you mean '{near[0]}'?" if near else "."
        raise BadSetting(f"unknown setting '{key[:80]}' in {place}{hint} Known: {', '.join(_RULES)}.")
    rule, read = _RULES[key]
    try:
        return read(raw)
    except ValueError:
        raise BadSetting(
            f"the setting '{key}' in {place} must be {rule}, not {_without_password(raw)[:80]!r}; correct it."
        ) from None


def _without_password(raw: Any) -> str:
    return re.sub(r"//[^/@]*@", "//…@", str(raw))


def _from_file(path: Path) -> dict[str, tuple[Any, str]]:
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except NotADirectoryError:
        raise BadSetting(
            f"the home of gyeol is a folder, which '{path.parent}' is not; set GYEOL_HOME."
        ) from None
    except (OSError, ValueError) as error:
        raise BadSetting(f"'{path}' cannot be read as TOML ({error}); correct or remove it.") from error
    return {key: (value, f"'{path}'") for key, value in rows.items()}


def _from_environment(env: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    return {
        name.removeprefix(_PREFIX).lower(): (value, f"the environment ({name})")
        for name, value in env.items()
        if name.startswith(_PREFIX) and name not in _NOT_SETTINGS and name != "GYEOL_HOME"
    }
