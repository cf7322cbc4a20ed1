"""The values that learning answers with; what the CLI, the API and the page render."""

from dataclasses import asdict, dataclass
from typing import Any

from gyeol.corpora.corrections import Left
from gyeol.learn.gate import Verdict
from gyeol.learn.trust import LEAST


@dataclass(frozen=True)
class Try:
    """A try to retrain.

    Attributes:
        at: when, ISO 8601 in UTC.
        version: name of the version that it made, None if it was refused.
        reasons: why it was refused, codes of the phrases `learning.reason.*`; () if it was promoted.
        n: distinct texts that it learnt from.
        right_before: part of the corrections that the shipped model reads as was said; None if it was not measured.
        right_after: the same of held-out ones after learning from the others.
        frozen: language -> `n`, `before`, `after`, `low` and `high` of the macro-F1 against the model of then.
        kept: corpus -> change of macro-F1 on its rehearsal rows.
        seconds: that it took.
    """

    at: str
    version: str | None
    reasons: tuple[str, ...]
    n: int
    right_before: float | None
    right_after: float | None
    frozen: dict[str, dict[str, float]]
    kept: dict[str, float]
    seconds: float

    @property
    def promoted(self) -> bool:
        """Whether it made a version."""
        return self.version is not None

    @classmethod
    def of(cls, verdict: Verdict, *, at: str, version: str | None, seconds: float) -> "Try":
        """Return a verdict in numbers."""
        trust = verdict.trust
        judged = trust.n >= LEAST
        return cls(
            at=at,
            version=version,
            reasons=verdict.reasons,
            n=trust.n,
            right_before=round(trust.right_before, 4) if judged else None,
            right_after=round(trust.right_after, 4) if judged else None,
            frozen={code: _rounded(asdict(found)) for code, found in verdict.frozen.items()},
            kept=_rounded(dict(verdict.kept)),
            seconds=round(seconds, 1),
        )


@dataclass(frozen=True)
class Version:
    """A retrained model.

    Attributes:
        name: "0001" and so on.
        model: `name@revision`, as readings cite it.
        n: corrections that it learnt from.
        serving: whether it answers now.
    """

    name: str
    model: str
    n: int
    serving: bool


@dataclass(frozen=True)
class Status:
    """Where learning stands.

    Attributes:
        model: `name@revision` of what reads now.
        corrections: kept, and of these `consented` to be learnt from.
        consented: see there.
        fresh: of the consented, those that no version has learnt yet; the personal layer has.
        versions: the oldest first.
        tries: the latest first.
        running: what a run in the background does now, and which part of it is done; None if there is none.
        failed: why the last run in the background ended early, "" if it did not.
        can_roll_back: whether something was promoted that can be undone.
    """

    model: str
    corrections: int
    consented: int
    fresh: int
    versions: tuple[Version, ...]
    tries: tuple[Try, ...]
    running: tuple[str, float] | None
    failed: str
    can_roll_back: bool


@dataclass(frozen=True)
class Imported:
    """What became of a file of corrections.

    Attributes:
        new: how many were kept.
        rows: how many could be read; those that were there already stay as they are.
        skipped: the others.
    """

    new: int
    rows: int
    skipped: tuple[Left, ...]


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 5) if isinstance(value, float) else value for name, value in values.items()}
