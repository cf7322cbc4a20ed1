"""Looking ahead: shown where it beats "as yesterday" on one's own past, and nowhere else."""

import numpy as np
import pytest

from gyeol.diary import ahead
from gyeol.diary.ahead import HORIZON, TRIALS, evidence, forecast, trials

START = 739_000
DAYS = np.arange(START, START + 400)


def noise(seed=0, n=400):
    return np.random.default_rng(seed).normal(0, 0.3, n).clip(-1, 1)


def walk(seed, n=400):
    """A mood that stays where yesterday left it, turned back at the ends."""
    steps = np.random.default_rng(seed).normal(0, 0.1, n).cumsum()
    return np.abs((steps + 1) % 4 - 2) - 1


def better(days, values):
    found = trials(days, values)
    return [evidence(found, h).better for h in range(1, HORIZON + 1)]


def test_where_days_only_scatter_the_usual_is_nearer_than_yesterday():
    assert all(better(DAYS, noise()))
    seen = evidence(trials(DAYS, noise()), 1)
    assert seen.error < 0.8 * seen.error_yesterday
    assert 0.6 < seen.nearer < 0.75  # of two draws, the middle is nearer to a third in arctan(2) / 90° = .65
    assert seen.low == pytest.approx(-0.384, abs=0.08)  # 1.28 sigma: eight days in ten


def test_where_yesterday_says_all_nothing_is_shown():
    assert sum(sum(better(DAYS, walk(seed))) for seed in range(10)) <= 1


def test_a_weekday_of_its_own_is_learnt():
    values = np.where(DAYS % 7 == 3, -0.6, 0.2) + noise() / 10
    guess = forecast(DAYS, values)
    heavy = (DAYS[-1] + np.arange(1, HORIZON + 1)) % 7 == 3
    assert guess[heavy] < -0.25
    assert (guess[~heavy] > 0.1).all()


def test_what_carries_over_fades_to_the_usual():
    values = np.zeros(400)
    for i, step in enumerate(noise()[1:], 1):
        values[i] = 0.8 * values[i - 1] + step / 3
    values[-1] = 0.9
    guess = forecast(DAYS, values)
    assert 0.3 < guess[0] < 0.9
    assert (np.diff(guess) < 0.05).all()
    assert guess[-1] < guess[0] / 2


def test_a_forecast_knows_nothing_of_later_days():
    values = noise()
    found = trials(DAYS, values)
    changed = values.copy()
    changed[350:] = 1
    again = trials(DAYS, changed)
    assert np.array_equal(found.ours[:350], again.ours[:350], equal_nan=True)
    assert not np.array_equal(found.ours[350:], again.ours[350:], equal_nan=True)


def test_few_trials_show_nothing_and_gaps_are_no_trials():
    assert not any(better(DAYS[: ahead.FIRST + TRIALS - 1], noise()[: ahead.FIRST + TRIALS - 1]))
    found = trials(DAYS[::2], noise()[::2])
    assert evidence(found, 1).n == 0
    assert evidence(found, 2).n > TRIALS


@pytest.mark.parametrize("values", [np.zeros(400), np.ones(400), -np.ones(400)])
def test_days_all_alike_are_no_evidence(values):
    assert not any(better(DAYS, values))
    assert np.allclose(forecast(DAYS, values), values[0])


def test_the_first_day_alone_has_a_forecast():
    assert np.allclose(forecast(DAYS[:1], np.array([0.5])), 0.5, atol=1e-9)
