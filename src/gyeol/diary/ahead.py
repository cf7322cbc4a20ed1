"""Look ahead: the coming days' mood from past ones, judged on one's own past against "as yesterday" (R4.5).

The forecast leans back from the last day to one's usual level, with the weekdays' own ways:

    f(t + h) = L + phi^h (y_t - L) + W[weekday of t + h]

L is the median of the last `WINDOW` days, recent ones weighing more; phi, in [0, .95], how much one day carries over
to the next; W what each weekday differs by, shrunk towards 0. Every number is fitted on days up to t alone, so that
walking t through the past (rolling origin) tells how wrong the forecast would have been on days that had come.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.int64]

HORIZON = 7
FIRST = 30  # written days before the first forecast
WINDOW, HALF_LIFE = 180, 45  # days
TRIALS = 40  # forecasts whose day has come, of one horizon, before it may be shown
LOOKED_AT = 365  # days of trials, the latest
_SURE = 2.33  # standard errors: one-sided, p < .01
_WEEKDAY_PRIOR = 5  # days that speak for no difference
_CARRY_PRIOR = 15


@dataclass(frozen=True)
class Trials:
    """How forecasts and "as yesterday" fared on days that had come.

    Attributes:
        targets: (n, HORIZON) the value that came h + 1 days after day n, NaN where nothing was written.
        ours: (n, HORIZON) what was forecast then, NaN for the first days.
        before: (n,) the value of day n, which "as yesterday" says of all that follow.
    """

    targets: Floats
    ours: Floats
    before: Floats


@dataclass(frozen=True)
class Evidence:
    """How the forecasts of one horizon fared, all in [-1, 1] units of mood.

    Attributes:
        n: trials.
        error: mean absolute error of the forecast.
        error_yesterday: that of "as yesterday".
        nearer: share of trials in which the forecast was nearer, ties as half.
        low: the residual that 10 % of trials were below; 0 where it is not better.
        high: the residual that 10 % were above; 0 where it is not better.
        better: whether the forecast beats "as yesterday" beyond chance, in its mean and in most of its trials.
    """

    n: int
    error: float
    error_yesterday: float
    nearer: float
    low: float
    high: float
    better: bool


def forecast(days: Days, values: Floats) -> Floats:
    """Return (HORIZON,) the expected values of the days after the last one.

    Args:
        days: (n,) ordinals, rising.
        values: (n,) in [-1, 1].
    """
    last = int(days[-1])
    lately = days > last - WINDOW
    days, values = days[lately], values[lately]
    weight = 0.5 ** ((last - days) / HALF_LIFE)
    level = _median(values, weight)
    rest = values - level
    weekday = np.array(
        [
            (weight * rest)[days % 7 == d].sum() / (weight[days % 7 == d].sum() + _WEEKDAY_PRIOR)
            for d in range(7)
        ]
    )
    rest = rest - weekday[days % 7]
    next_ = np.flatnonzero(np.diff(days) == 1)
    carry = float(rest[next_] @ rest[next_ + 1] / max(1e-9, float(rest[next_] @ rest[next_])))
    carry = min(max(carry, 0.0), 0.95) * len(next_) / (len(next_) + _CARRY_PRIOR)
    ahead = np.arange(1, HORIZON + 1)
    return np.asarray(np.clip(level + carry**ahead * rest[-1] + weekday[(last + ahead) % 7], -1, 1))


def trials(days: Days, values: Floats, *, since: int = LOOKED_AT) -> Trials:
    """Return the forecasts of every day of the last `since` days, each made from what had been written by then."""
    n = len(days)
    at = {int(day): i for i, day in enumerate(days)}
    targets, ours = np.full((n, HORIZON), np.nan), np.full((n, HORIZON), np.nan)
    for i, day in enumerate(days.tolist()):
        if day > int(days[-1]) - since:
            found = [at.get(day + h) for h in range(1, HORIZON + 1)]
            targets[i] = [np.nan if j is None else values[j] for j in found]
            if i + 1 >= FIRST:
                ours[i] = forecast(days[: i + 1], values[: i + 1])
    return Trials(targets, ours, values)


def evidence(found: Trials, horizon: int) -> Evidence:
    """Return how forecasts `horizon` days ahead (from 1) fared.

    "Better" asks of the paired differences |y - y_t| - |y - f| and of their signs that their mean be more than 2.33
    standard errors above 0; neighbouring days fail together, so the errors are Newey-West's with two weeks of lags.
    """
    target, ours = found.targets[:, horizon - 1], found.ours[:, horizon - 1]
    there = ~np.isnan(target) & ~np.isnan(ours)
    n = int(there.sum())
    if n == 0:
        return Evidence(0, 0.0, 0.0, 0.0, 0.0, 0.0, False)
    residual = target[there] - ours[there]
    yesterday = np.abs(target[there] - found.before[there])
    gain = yesterday - np.abs(residual)
    wins = np.sign(np.round(gain, 6))
    better = n >= TRIALS and _above_chance(gain) and _above_chance(wins)
    low, high = np.quantile(residual, [0.1, 0.9]) if better else (0.0, 0.0)
    errors = float(np.abs(residual).mean()), float(yesterday.mean())
    return Evidence(n, *errors, float((wins.mean() + 1) / 2), float(low), float(high), better)


def _above_chance(gains: Floats) -> bool:
    """Return whether a mean is above 0 by `_SURE` standard errors that allow for 14 days of memory."""
    rest, n = gains - gains.mean(), len(gains)
    spread = float(rest @ rest)
    for lag in range(1, min(14, n - 1) + 1):
        spread += 2 * (1 - lag / 15) * float(rest[lag:] @ rest[:-lag])
    error = np.sqrt(max(spread, float(rest @ rest) / 2, 1e-12)) / n
    return bool(gains.mean() > _SURE * error)


def _median(values: Floats, weight: Floats) -> float:
    order = np.argsort(values)
    total = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])
