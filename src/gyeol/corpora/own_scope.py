"""Sentences of our own in which a feeling is denied, or gives way to another: a lexicon times patterns."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from zlib import crc32

from gyeol.corpora import Example

_PLEASANT = frozenset({"joy", "love", "gratitude", "calm"})
# what is left of a feeling that is denied
_LEFT: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("joy", "love"), ("sadness",)),
    **dict.fromkeys(("sadness", "anger", "disgust", "embarrassment", "fatigue"), ("neutral", "calm")),
    "gratitude": ("anger",),
    "calm": ("anxiety",),
    "anxiety": ("calm",),
    "surprise": ("neutral",),
}
_N_DENIED, _N_TURNED, _N_AFFIRMED = 14, 16, 3  # sentences of each way to say a feeling
Patterns = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Predicate:
    """A Korean verb or adjective: 행복하 행복해 행복한 행복할 행복한데."""

    label: str
    stem: str
    now: str
    adnominal: str
    future: str
    background: str

    @property
    def past(self) -> str:
        """The stem of the past: 행복했."""
        last = ord(self.now[-1])
        if self.now.endswith("야"):
            return f"{self.now}였"
        return self.now[:-1] + chr(last + 20) if (last - 0xAC00) % 28 == 0 else f"{self.now}었"

    @property
    def forms(self) -> dict[str, str]:
        """All forms by name."""
        return {**asdict(self), "past": self.past}


def read(lexicon: Path) -> Iterator[Example]:
    """Yield the sentences of a lexicon and the `patterns.toml` beside it; those of one way to say a feeling are one
    group."""
    ways = _table(lexicon)
    patterns = _table(lexicon.with_name("patterns.toml"))
    yield from _korean(ways, patterns["ko"])
    yield from _english(ways, patterns["en"])


def _korean(ways: Mapping[str, Mapping[str, str]], patterns: Patterns) -> Iterator[Example]:
    known = [
        Predicate(label, *line.split())
        for label, way in ways.items()
        for line in way["ko"].strip().splitlines()
    ]
    for way in known:
        group, forms = f"ko:{way.stem}", way.forms
        slots = product(patterns["deny"], patterns["who"], patterns["much"], patterns["end"])
        denied = (p.format(who=who, much=much, end=end, **forms) for p, who, much, end in slots)
        yield from _examples(group, denied, _LEFT[way.label], _N_DENIED)
        meant = (p.format(end=end, **forms) for p, end in product(patterns["affirm"], patterns["end"]))
        yield from _examples(group, meant, (way.label,), _N_AFFIRMED)
        before = [a for a in known if _turns(a.label, way.label)]
        turned = (
            p.format(a=a, b=way, end=end) for p, a, end in product(patterns["turn"], before, patterns["end"])
        )
        yield from _examples(group, turned, (way.label,), _N_TURNED)


def _english(ways: Mapping[str, Mapping[str, str]], patterns: Patterns) -> Iterator[Example]:
    ends = patterns["end"]
    known = [(label, x.replace("-", " ")) for label, way in ways.items() for x in way["en_adj"].split()]
    for label, x in known:
        before = [a for other, a in known if _turns(other, label)]
        turned = (p.format(a=a, b=x, end=end) for p, a, end in product(patterns["turn"], before, ends))
        yield from _examples(f"en:{x}", turned, (label,), _N_TURNED)
        meant = (p.format(x=x, end=end) for p, end in product(patterns["affirm"], ends))
        yield from _examples(f"en:{x}", meant, (label,), _N_AFFIRMED)
    for label, way in ways.items():
        for kind in ("adj", "it", "do"):
            for x in way["en_do"].split(", ") if kind == "do" else way[f"en_{kind}"].split():
                bare, ing, past = x.split("|") if kind == "do" else ("", "", "")
                forms = {"x": x.replace("-", " "), "bare": bare, "ing": ing, "past": past}
                denied = (p.format(end=end, **forms) for p, end in product(patterns[f"deny_{kind}"], ends))
                # who says that a thing is no fun complains
                complains = kind == "it" and label in _PLEASANT
                left = ("anger", "sadness") if complains else _LEFT[label]
                yield from _examples(f"en:{x}", denied, left, _N_DENIED)


def _turns(before: str, after: str) -> bool:
    return (before in _PLEASANT) != (after in _PLEASANT)


def _examples(group: str, texts: Iterable[str], labels: Sequence[str], most: int) -> Iterator[Example]:
    """Yield the sentences with the smallest CRC-32, so that the choice never changes."""
    chosen = sorted({" ".join(text.split()) for text in texts}, key=lambda text: crc32(text.encode()))[:most]
    for text in sorted(chosen):
        yield Example(text, tuple(labels), f"own:scope:{group}", "own")


def _table(path: Path) -> dict[str, dict[str, str]]:
    with path.open("rb") as file:
        return tomllib.load(file)
