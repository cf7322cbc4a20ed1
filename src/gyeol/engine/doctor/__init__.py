"""Examine a gyeol: each part once, changing nothing, and what to do about what is found."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gyeol.errors import UnknownName
from gyeol.settings import Settings

Level = Literal["ok", "warning", "failure"]
Check = Callable[[Settings], Iterator["Finding"]]


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Attributes:
        check: name of the check; its title is the phrase `doctor.CHECK.title`.
        level: "ok"; "warning" for what may be left; "failure" for what does not work.
        says: the phrase `doctor.CHECK.SAYS` tells it, and what to do.
        values: for the placeholders of the phrase.
    """

    check: str
    level: Level
    says: str
    values: Mapping[str, object] = field(default_factory=dict)


def examine(settings: Settings, checks: Mapping[str, Check], only: Sequence[str] = ()) -> Iterator[Finding]:
    """Yield what checks find, in their order.

    Args:
        settings: of the user.
        checks: name -> check.
        only: names of the checks to make; none: all.

    Raises:
        UnknownName: no such check.
    """
    for name in only:
        if name not in checks:
            raise UnknownName("check", name, checks)
    for name, check in checks.items():
        if not only or name in only:
            yield from check(settings)
