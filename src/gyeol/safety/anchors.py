"""Skip the rules that cannot match: each needs one of a few letter sequences, and most texts hold none of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

_LONGEST = 3  # letters of a sequence; with more, texts would have to be cut into more pieces


@dataclass(frozen=True)
class Sieve:
    """Rules by the letter sequences of which they need at least one."""

    rules: tuple[re.Pattern[str], ...]
    by_letters: dict[str, tuple[int, ...]]
    always: frozenset[int]  # rules that need none in particular

    def possible(self, text: str) -> list[re.Pattern[str]]:
        """Return the rules that may match a text, in their order; all others do not match it."""
        pieces = {text[at : at + size] for size in range(1, _LONGEST + 1) for at in range(len(text))}
        found = self.always.union(*(self.by_letters[piece] for piece in pieces & self.by_letters.keys()))
        return [self.rules[i] for i in sorted(found)]


def sieve(rules: Sequence[re.Pattern[str]]) -> Sieve:
    """Return the sieve of some rules, which match case."""
    needed = [_needed(_parser.parse(rule.pattern)) for rule in rules]
    often = Counter(part for letters in needed for one in letters for part in _parts(one))
    by_letters = defaultdict[str, set[int]](set)
    for i, letters in enumerate(needed):
        for one in letters:
            by_letters[min(_parts(one), key=lambda part: (-len(part), often[part], part))].add(i)
    always = frozenset(i for i, letters in enumerate(needed) if not letters)
    return Sieve(tuple(rules), {part: tuple(found) for part, found in by_letters.items()}, always)


def _parts(letters: str) -> list[str]:
    size = min(len(letters), _LONGEST)
    return [letters[at : at + size] for at in range(len(letters) - size + 1)]


def _needed(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return sequences one of which is in whatever matches; none if that cannot be told."""
    best, run = frozenset[str](), ""
    for operation, argument in [*parsed, (None, None)]:
        if operation is _constants.LITERAL:
            run += chr(argument)
            continue
        best = max(best, frozenset({run} - {""}), _inside(operation, argument), key=_worth)
        run = ""
    return best


def _inside(operation: Any, argument: Any) -> frozenset[str]:
    if operation is _constants.SUBPATTERN:
        return _needed(argument[3])
    if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and argument[0] > 0:
        return _needed(argument[2])
    if operation is _constants.BRANCH:
        branches = [_needed(branch) for branch in argument[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


def _worth(letters: frozenset[str]) -> tuple[int, int]:
    return min((min(len(one), _LONGEST) for one in letters), default=0), -len(letters)
