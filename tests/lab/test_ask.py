"""Asking a service: retries, waits, refusals, limits and what is never sent."""

import random

import pytest

from gyeol.errors import BadSetting, RemoteError
from gyeol.lab.ask import MAX_BYTES, Patience, Service
from tests.lab.speaker import speaker


def service(waits, **headers):
    return Service(headers, Patience(attempts=4, timeout_s=5.0), waits.append, random.Random(0))


@pytest.mark.parametrize(
    "bad",
    [(429, {"e": 1}), (500, b"oops"), (503, b""), (200, b"<html>"), (200, b"\xff"), (200, b"[" * 100_000)],
)
def test_what_passes_is_tried_again_after_growing_waits(bad):
    waits = []
    with speaker(lambda heard, n: bad if n < 4 else (200, {"fine": 1})) as server:
        assert service(waits).ask(server.url) == {"fine": 1}
        assert len(server.heard) == 4
    assert all(0 < wait <= 2**n for n, wait in enumerate(waits[:3]))
    assert len({*waits[:3]}) == 3  # jitter
    assert waits[3] == 0.0  # the pause after an answer


def test_the_longest_wait_doubles():
    waits, slow = [], random.Random(0)
    slow.uniform = lambda low, high: high
    with speaker(lambda heard, n: (500, b"") if n < 4 else (200, 1)) as server:
        Service({}, Patience(attempts=4, first_s=2.0, most_s=7.0), waits.append, slow).ask(server.url)
    assert waits == [2.0, 4.0, 7.0, 0.0]


def test_it_waits_as_long_as_it_is_told_but_not_for_hours():
    waits = []
    with speaker(
        lambda heard, n: (429, b"", {"Retry-After": ["7", "99999"][n - 1]}) if n < 3 else (200, 1)
    ) as server:
        service(waits).ask(server.url)
    assert waits == [7.0, 60.0, 0.0]


def test_it_gives_up_and_says_what_was_last():
    waits = []
    with (
        speaker(lambda heard, n: (500, b"the model\nis on fire")) as server,
        pytest.raises(RemoteError) as error,
    ):
        service(waits).ask(server.url)
    assert "4 attempts (last: status 500: the model is on fire)" in str(error.value)
    assert len(waits) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 302])
def test_a_refusal_is_not_tried_again(status):
    with speaker(lambda heard, n: (status, b"wrong key", {"Location": "http://localhost:1/"})) as server:
        with pytest.raises(RemoteError, match=f"refuses \\(status {status}: wrong key"):
            service([]).ask(server.url)
        assert len(server.heard) == 1  # and no redirect carries the key elsewhere


def test_a_message_never_holds_the_key():
    with speaker(lambda heard, n: (401, b"no")) as server, pytest.raises(RemoteError) as error:
        service([], Authorization="Bearer hush-hush").ask(server.url.replace("//", "//user:hush-hush@"))
    assert "hush" not in str(error.value)


def test_a_service_that_is_not_there_or_answers_without_end():
    waits = []
    with pytest.raises(RemoteError, match=r"127\.0\.0\.1:9 cannot be reached .*refused"):
        service(waits).ask("http://127.0.0.1:9")
    assert not waits
    known = service(waits)
    known.reached = True  # it was there a moment ago
    with pytest.raises(RemoteError, match="in 4 attempts"):
        known.ask("http://127.0.0.1:9")
    assert len(waits) == 3
    with (
        speaker(lambda heard, n: (200, b"0" * (MAX_BYTES + 2))) as server,
        pytest.raises(RemoteError, match="bytes"),
    ):
        service([]).ask(server.url)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.org/v1", "encrypted"),
        ("file:///etc/passwd", "https"),
        ("example.org", "https"),
        ("https://", "host"),
    ],
)
def test_an_address_that_would_leak_or_is_none_is_refused(url, why):
    with pytest.raises(BadSetting, match=why):
        service([]).ask(url)
