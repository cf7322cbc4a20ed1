"""Notice the language of a crisis, Korean or English, and say where to find help: rules, never a model.

Nothing that is read here is kept or logged. Two kinds of rules look at a text: exact ones (`rules_*.toml`, regular
expressions), and signs that stand near each other (`signs_*.toml`). The numbers are in `lines.toml`.

Where a rule finds something, idioms nearby are blanked out. If it still finds it, the words around it
tell whether it is somebody else's, a film's or a denial, and so worth only a lighter note. Each rule looks
at a stretch of bounded length, so the time grows with the text and no faster. How often the rules miss
is in `docs/trust.md`.
"""

from dataclasses import dataclass

from gyeol.safety.lines import HelpLine, help_lines
from gyeol.safety.rules import Level, rules
from gyeol.safety.spelling import other_keyboard, plain

__all__ = ["Help", "HelpLine", "Level", "check", "help_lines"]


@dataclass(frozen=True)
class Help:
    """What to show above everything else.

    Attributes:
        level: "crisis": the reader's own, as it seems; "light": a film, a lyric, a friend, a denial.
        lines: where to call, those of `country` first.
        country: whose lines stand first, or "" if that could not be told.
    """

    level: Level
    lines: tuple[HelpLine, ...]
    country: str


def check(text: str, country: str | None = None) -> Help | None:
    """Return where to find help if a text speaks of suicide or self-harm, else None.

    Args:
        text: any string of any length; it is neither kept nor logged.
        country: two capital letters; None or "" goes by the language of the words that were found.
    """
    joined = plain(text) + other_keyboard(text)
    levels = {name: its.level(joined) for name, its in rules().items() if its.letters.search(joined)}
    level: Level | None = (
        "crisis" if "crisis" in levels.values() else "light" if any(levels.values()) else None
    )
    if level is None:
        return None
    found = {language for language, its_level in levels.items() if its_level}
    where = country or {"ko": "KR", "en": "US"}[found.pop()] if country or len(found) == 1 else ""
    return Help(level, help_lines(where), where)
