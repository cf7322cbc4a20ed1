"""What stands between the network and the application: whose requests are read, and how much of them."""

import logging
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gyeol.web.problems import refusal

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self' data: blob:",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    # with "no-referrer" browsers send `Origin: null` with our own forms; other sites learn nothing either way
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",  # unless an answer says otherwise
}
_LOG = logging.getLogger("gyeol.web")


class Guard:
    """ASGI middleware: checks Host and Origin, limits the body, sets security headers, survives surprises.

    Args:
        app: what it guards.
        hosts: names under which the server may be addressed, beside the loopback names (DNS rebinding).
        max_body_bytes: the largest body that is read, whether or not its length is declared.
        larger: path -> the same for a path that takes files.
    """

    def __init__(
        self, app: ASGIApp, hosts: Iterable[str], max_body_bytes: int, larger: Mapping[str, int]
    ) -> None:
        self._app = app
        self._hosts = frozenset((*LOOPBACK, *(_bracketed(host.lower()) for host in hosts)))
        self._limit, self._larger = max_body_bytes, larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = finished = False

        async def send_guarded(message: Message) -> None:
            nonlocal started, finished
            finished = message["type"] == "http.response.body" and not message.get("more_body", False)
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                kept = headers.get("Cache-Control", HEADERS["Cache-Control"])
                headers.update(HEADERS | {"Cache-Control": kept})
            await send(message)

        refused = self._refuse(scope)
        if refused is not None:
            await refusal(scope, *refused)(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, self._limited(scope, receive), send_guarded)
        except Exception as error:
            _LOG.error("%s", _where(error))
            if not started:
                await refusal(scope, 500, "unexpected")(scope, receive, send_guarded)
            elif not finished:
                raise _BrokenOffError from None

    def _refuse(self, scope: Scope) -> tuple[int, str] | None:
        """Return (status, what is wrong), or None for a request that may go on."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        name = _name(host)
        if name is None or len(headers.getlist("host")) != 1:
            return 400, "bad-host"
        if name not in self._hosts:
            return 421, "unknown-host"
        if scope["method"] not in _SAFE_METHODS and _foreign(headers, host):
            return 403, "foreign-origin"
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self._most(scope):
            return 413, "too-large"
        return None

    def _most(self, scope: Scope) -> int:
        return self._larger.get(scope["path"], self._limit)

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        read, most = 0, self._most(scope)

        async def receive_limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(413)
            return message

        return receive_limited


class _BrokenOffError(Exception):
    """An answer that broke off in the middle; the connection is closed, nothing of the request is told."""


def _foreign(headers: Headers, host: str) -> bool:
    """Return whether a browser says that another site made this request; other programs say nothing."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != host.lower()


def _name(host: str) -> str | None:
    """Return the name in a Host header without its port, in lower case; None if there is no such name."""
    try:
        parts = urlsplit(f"//{host}")
        valid = parts.hostname and not parts.path and not parts.query and parts.username is None
        _ = parts.port  # raises for what is no port
    except ValueError:
        return None
    return _bracketed(parts.hostname) if valid and parts.hostname else None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _where(error: BaseException) -> str:
    """Return type and place of an error; its message is left out, since it may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    steps = " > ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames[-4:])
    return f"unexpected {type(error).__name__} at {steps}"
