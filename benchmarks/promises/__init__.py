"""The promises that nothing breaks: each module keeps one to account, in a size that the caller chooses.

The tests in `tests/trust` measure a small size of each, `benchmarks/trust.py` the whole.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What was found of one promise.

    Attributes:
        promise: what was promised.
        goal: the figure promised.
        found: the figure met.
        size: how much was tried, with the seed.
        kept: whether it holds.
    """

    promise: str
    goal: str
    found: str
    size: str
    kept: bool
