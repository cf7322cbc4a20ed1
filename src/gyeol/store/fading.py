"""How what was sent or rated loses weight with time: half of it every `HALF_LIFE`."""

from datetime import datetime, timedelta

HALF_LIFE = timedelta(days=30)


def faded(weight: float, since: datetime, now: datetime) -> float:
    """Return what is left of a weight: w · 2^(-Δt/h); a clock that went back leaves it as it is.

    Args:
        weight: as of `since`.
        since: UTC.
        now: UTC.
    """
    return float(weight * 2 ** -(max(now - since, timedelta(0)) / HALF_LIFE))
