"""Drop, merge, single out and cap classes before training, with the counts before and after each step."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gyeol.corpora import Example, share
from gyeol.errors import BadData, UnknownName

Counts = Mapping[str, int]
Cap = int | str | Mapping[str, int]
SMALLEST = "smallest"


@dataclass(frozen=True)
class Balance:
    """How classes are prepared, in this order.

    A label may be written `corpus:label` where it is meant in one corpus only.

    Attributes:
        drop: rows that carry one of these labels are left out.
        merge: new label -> labels that become it; the new one may be one of them.
        single: whether rows with several labels, after merging, are left out.
        cap: the most rows of a class: one number for all, "smallest" for the size of the smallest class, or a
            number for each that is named; None keeps all. Rows are chosen by the hash of their text.
    """

    drop: tuple[str, ...] = ()
    merge: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    single: bool = False
    cap: Cap | None = None

    def labels(self, known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """Return the labels that can be left, in the order in which they are met.

        Args:
            known: corpus -> its labels.

        Raises:
            UnknownName: `drop` or `merge` names a label that no corpus has, or `cap` one that is not left.
        """
        named = {*self.drop, *(old for olds in self.merge.values() for old in olds)}
        every = {
            form for name, labels in known.items() for label in labels for form in (label, f"{name}:{label}")
        }
        for label in sorted(named - every):
            raise UnknownName("label", label, every)
        new, drop = _renamed(self.merge), {*self.drop}
        pairs = [(name, label) for name, labels in known.items() for label in labels]
        left = dict.fromkeys(_new(new, *pair) for pair in pairs if not {pair[1], ":".join(pair)} & drop)
        for label in sorted({*self.cap} - {*left} if isinstance(self.cap, Mapping) else ()):
            raise UnknownName("label", label, left)
        return tuple(left)


def balanced(examples: Iterable[Example], how: Balance) -> tuple[list[Example], dict[str, Counts]]:
    """Return the rows that are left, and the counts of labels after each step.

    The table's first key is "before"; a step that was not asked for is not in it. What R1.5 did to its four
    corpora is::

        Balance(
            drop=("aihub_single:놀람",),
            merge={"분노": ("분노", "혐오"), …},
            single=True,
            cap={"중립": 25_000, "분노": 15_332, "불안": 15_000, "슬픔": 15_000, "당황": 14_667, "행복": 14_098},
        )

    from 중립 48,616 슬픔 27,517 분노 19,710 불안 15,999 당황 14,670 행복 14,406 혐오 5,649; and R5.1's four classes::

        Balance(merge={
            "기쁨/행복": ("행복", "기쁨"),
            "분노/불안/당황/놀람": ("분노", "불안", "당황", "놀람", "공포", "혐오"),
            "슬픔/상처": ("슬픔", "상처"),
        })

    Raises:
        BadData: a cap is asked for and a row carries several labels, or nothing is left.
    """
    steps: list[tuple[str, bool, Callable[[list[Example]], list[Example]]]] = [
        ("drop", bool(how.drop), lambda rows: [row for row in rows if not _forms(row) & {*how.drop}]),
        ("merge", bool(how.merge), lambda rows: _merged(rows, how.merge)),
        ("single", how.single, lambda rows: [row for row in rows if len(row.labels) == 1]),
        ("cap", how.cap is not None, lambda rows: _capped(rows, how.cap)),
    ]
    rows = list(examples)
    table: dict[str, Counts] = {"before": counts(rows)}
    for name, wanted, step in steps:
        if wanted:
            rows = step(rows)
            table[name] = counts(rows)
    if not rows:
        raise BadData(
            "nothing is left after dropping and capping; look at data.drop, data.single and data.cap."
        )
    return rows, table


def counts(rows: Iterable[Example]) -> dict[str, int]:
    """Return label -> rows that carry it, most first."""
    return dict(Counter(label for row in rows for label in row.labels).most_common())


def limits(sizes: Counts, cap: Cap | None) -> dict[str, int]:
    """Return label -> how many rows stay.

    >>> limits({"중립": 48_616, "분노": 25_359, "당황": 14_670}, {"중립": 25_000, "분노": 15_332})
    {'중립': 25000, '분노': 15332, '당황': 14670}
    >>> limits({"중립": 48_616, "분노": 25_359, "당황": 14_670}, "smallest")
    {'중립': 14670, '분노': 14670, '당황': 14670}
    """
    if cap == SMALLEST:
        cap = min(sizes.values(), default=0)
    if isinstance(cap, str):
        raise BadData(
            f"data.cap is a number, '{SMALLEST}' or a table of labels and numbers, not '{cap[:40]}'."
        )
    most = dict.fromkeys(sizes, cap) if isinstance(cap, int) else dict(cap or {})
    return {label: min(n, most.get(label, n)) for label, n in sizes.items()}


def _capped(rows: list[Example], cap: Cap | None) -> list[Example]:
    several = next((row for row in rows if len(row.labels) != 1), None)
    if several:
        raise BadData(
            f"classes can be capped only where each row has one label, one of '{several.source}' has "
            f"{len(several.labels)}; set data.single = true."
        )
    left, kept = limits(counts(rows), cap), set[int]()
    for i in sorted(range(len(rows)), key=lambda i: share(rows[i].text)):
        if left[rows[i].labels[0]]:
            left[rows[i].labels[0]] -= 1
            kept.add(i)
    return [row for i, row in enumerate(rows) if i in kept]


def _merged(rows: list[Example], merge: Mapping[str, Sequence[str]]) -> list[Example]:
    new, out = _renamed(merge), list[Example]()
    for row in rows:
        weight = dict[str, float]()
        for label, part in zip(row.labels, row.shares or (0.0,) * len(row.labels), strict=True):
            label = _new(new, row.source, label)
            weight[label] = weight.get(label, 0.0) + part
        out.append(replace(row, labels=tuple(weight), shares=tuple(weight.values()) if row.shares else ()))
    return out


def _renamed(merge: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return old -> new; raise `BadData` if a label is merged into two."""
    new: dict[str, str] = {}
    for label, olds in merge.items():
        for old in olds:
            if new.setdefault(old, label) != label:
                raise BadData(
                    f"a label can be merged into one other, '{old}' into '{new[old]}' and '{label}'."
                )
    return new


def _new(new: Mapping[str, str], corpus: str, label: str) -> str:
    return new.get(f"{corpus}:{label}", new.get(label, label))


def _forms(row: Example) -> set[str]:
    return {form for label in row.labels for form in (label, f"{row.source}:{label}")}
