"""Where to call, by country: the rows of `lines.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class HelpLine:
    """Somewhere to call.

    Attributes:
        ko: its name in Korean.
        en: its name in English.
        number: as it is dialled; "" for advice that names none.
        hours_ko: when somebody answers, in Korean.
        hours_en: the same in English.
        country: two capital letters, or "" for anywhere.
        emergency: True for ambulance, rescue and police.
        checked_on: when somebody last made sure of the number.
    """

    ko: str
    en: str
    number: str
    hours_ko: str
    hours_en: str
    country: str
    emergency: bool
    checked_on: date


def help_lines(country: str = "") -> tuple[HelpLine, ...]:
    """Return the lines of a country and the advice for anywhere; all lines if there are none or it is ""."""
    mine = tuple(line for line in _lines() if line.country == country)
    return mine + tuple(line for line in _lines() if not line.country) if country and mine else _lines()


@cache
def _lines() -> tuple[HelpLine, ...]:
    rows = tomllib.loads((files(__package__) / "lines.toml").read_text(encoding="utf-8"))["line"]
    return tuple(HelpLine(**({"emergency": False} | row)) for row in rows)
