"""Ask a JSON service over HTTP: time limits, retries that back off, no redirects, no key in the clear."""

import http.client
import json
import random
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from gyeol.errors import BadSetting, RemoteError

MAX_BYTES = 8_000_000
_AGAIN = {408, 409, 425, 429, 500, 502, 503, 504, 529}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Patience:
    """How often and how long to try.

    Attributes:
        attempts: of one request, the first included.
        timeout_s: of one attempt.
        first_s: longest wait before the second attempt; it doubles with each further one.
        most_s: the longest wait; also the most that a Retry-After is honoured.
        pause_s: between two requests that succeed, out of politeness.
    """

    attempts: int = 6
    timeout_s: float = 60.0
    first_s: float = 1.0
    most_s: float = 60.0
    pause_s: float = 0.0


@dataclass
class Service:
    """A JSON service at one address.

    Attributes:
        headers: sent with each request; never to another host, since redirects are not followed.
        patience: see `Patience`.
        sleep: called with seconds; another one in tests.
        rng: draws the jitter of the waits.
        reached: whether it has ever answered; before that nobody waits for an address that nobody has.
    """

    headers: Mapping[str, str]
    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], None] = time.sleep
    rng: random.Random = field(default_factory=random.Random)
    reached: bool = False

    def ask(self, url: str, body: Mapping[str, Any] | None = None) -> Any:
        """Return the JSON that a GET, or with a body a POST, is answered with.

        Waits between attempts are drawn from [0, first_s * 2**n], "full jitter", unless the service says
        how long to wait.

        Raises:
            RemoteError: it refuses, cannot be reached, or is not up to it after all attempts.
            BadSetting: the address would send a key without encryption.
        """
        check_address(url)
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, {"Content-Type": "application/json", **self.headers})  # noqa: S310
        opener = _opener(url)
        for attempt in range(self.patience.attempts):
            try:
                with opener.open(request, timeout=self.patience.timeout_s) as answer:
                    found = _json(answer.read(MAX_BYTES + 1))
            except urllib.error.HTTPError as error:
                why, wait = f"status {error.code}: {_said(error)}", error.headers.get("Retry-After")
                if error.code not in _AGAIN:
                    raise RemoteError(
                        f"{_host(url)} refuses ({why}); look at key, address and model."
                    ) from None
            except (OSError, http.client.HTTPException, ValueError) as error:
                reason = getattr(error, "reason", error)
                why, wait = str(reason) or type(error).__name__, None
                if not self.reached and isinstance(reason, ConnectionRefusedError | socket.gaierror):
                    raise RemoteError(
                        f"{_host(url)} cannot be reached ({why}); look at the address."
                    ) from None
            else:
                self.reached = True
                self.sleep(self.patience.pause_s)
                return found
            if attempt + 1 < self.patience.attempts:
                self.sleep(self._wait(attempt, wait))
        raise RemoteError(
            f"{_host(url)} did not answer as it should in {self.patience.attempts} attempts (last: {why[:200]}); "
            "run the same command later, it goes on from here."
        )

    def _wait(self, attempt: int, told: str | None) -> float:
        if told and told.isdecimal():
            return min(float(told), self.patience.most_s)
        return self.rng.uniform(0, min(self.patience.first_s * 2**attempt, self.patience.most_s))


def check_address(url: str) -> None:
    """Raise `BadSetting` unless an address is https, or http to this machine."""
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise BadSetting(f"an address begins with https:// and names a host, not '{url[:80]}'.")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise BadSetting(f"a key may only travel encrypted, '{url[:80]}' is not; use https://.")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _opener(url: str) -> urllib.request.OpenerDirector:
    local = urlsplit(url).hostname in _LOOPBACK
    return urllib.request.build_opener(_Stay, *([urllib.request.ProxyHandler({})] if local else []))


def _json(data: bytes) -> Any:
    if len(data) > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES:,} bytes")
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("JSON nested too deep") from None


def _said(error: urllib.error.HTTPError) -> str:
    """Return what a refusal says, in one short line."""
    try:
        return " ".join(error.read(2000).decode("utf-8", "replace").split())[:160] or error.reason
    except OSError:
        return error.reason


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
