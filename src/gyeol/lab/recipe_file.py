"""Read a recipe: TOML into a frozen dataclass, with `key=value` changes laid over it; what is unknown is an error."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from gyeol.errors import BadSetting

T = TypeVar("T")


def read_as(shape: type[T], path: Path, overrides: Mapping[str, str]) -> T:
    """Return a recipe as an instance of a dataclass, sections as nested ones.

    Args:
        shape: the dataclass.
        path: the file.
        overrides: dotted key -> value as text, as `fit.seed` -> "3"; TOML values are understood.

    Raises:
        BadSetting: the file is no TOML, a key is unknown, or a value has the wrong type.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadSetting(f"there is no recipe '{path}'; look in the folder recipes/.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"'{path}' is no TOML ({error}); mend it.") from None
    for key, value in overrides.items():
        _lay(table, key, value)
    _known(table, shape, "")
    try:
        return TypeAdapter(shape).validate_python(table)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadSetting(f"'{where}' in '{path.name}': {first['msg'].lower()}; mend it.") from None


def _lay(table: dict[str, Any], key: str, value: str) -> None:
    *sections, last = key.split(".")
    for section in sections:
        table = table.setdefault(section, {})
        if not isinstance(table, dict):
            raise BadSetting(f"'{section}' of '{key}' is no section of the recipe; check its spelling.")
    try:
        table[last] = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        table[last] = value


def _known(table: Mapping[str, Any], shape: Any, where: str) -> None:
    kinds = {f.name: f.type for f in fields(shape)}
    for key, value in table.items():
        if key not in kinds:
            raise BadSetting(f"unknown setting '{where}{key}'; known there: {', '.join(sorted(kinds))}.")
        if hasattr(kinds[key], "__dataclass_fields__") and isinstance(value, dict):
            _known(value, kinds[key], f"{where}{key}.")
