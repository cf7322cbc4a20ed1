"""What happens at the door of a server that is full: who would be refused anyway is told so before anything is read.

Reading, checking and routing a request only to refuse it takes a third of a millisecond from those who are being
answered; at ten times the load that a server carries, it would do little else. For whoever is let in a place is kept.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from gyeol.web import guard, problems
from gyeol.web.desk import PLACE, Desk, Place

_WORK = (b"POST /api/", b"PUT /api/", b"PATCH /api/", b"DELETE /api/")
_NOT_PLAIN = (b"\r\ntransfer-encoding:", b"\r\nexpect:", b"\r\nupgrade:", b"\r\nconnection: close")


def door(desk: Desk) -> Callable[..., H11Protocol]:
    """Return what makes the protocol of each connection, for `uvicorn.Config.http`.

    Args:
        desk: where requests for work will want a place.
    """
    return partial(_Door, desk=desk)


class _Door(H11Protocol):
    def __init__(self, *arguments: Any, desk: Desk, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._desk = desk
        self._place: Place | None = None

    def data_received(self, data: bytes) -> None:
        """Refuse a whole request for work while the server is full; let everything else in."""
        if not (_is_work(data) and self._is_idle()):
            super().data_received(data)
            return
        self._place = self._desk.keep()
        if self._place is None:
            self._refuse()
            return
        before = PLACE.set(self._place)
        super().data_received(data)
        PLACE.reset(before)

    def on_response_complete(self) -> None:
        """Let go of the place of a request that needed none."""
        self._give_back()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of the place of a request that nobody waits for."""
        self._give_back()
        super().connection_lost(exc)

    def _give_back(self) -> None:
        if self._place is not None:
            self._desk.give_back(self._place)

    def _refuse(self) -> None:
        self._unset_keepalive_if_required()
        self.transport.write(_refusal())
        wait_s, end = self.timeout_keep_alive, self.timeout_keep_alive_handler
        self.timeout_keep_alive_task = self.loop.call_later(wait_s, end)

    def _is_idle(self) -> bool:
        """Return whether no request is being answered or half-read on this connection."""
        state = self.conn
        return state.our_state is state.their_state is h11.IDLE and not state.trailing_data[0]


def _is_work(data: bytes) -> bool:
    """Return whether bytes are one whole request that asks the API for work; False if in any doubt."""
    if not data.startswith(_WORK):
        return False
    head, end, body = data.partition(b"\r\n\r\n")
    lower = head.lower()
    if not end or any(name in lower for name in _NOT_PLAIN):
        return False
    _, told, length = lower.partition(b"\r\ncontent-length:")
    if not told:
        return not body
    stated = length.partition(b"\r\n")[0].strip()
    return lower.count(b"\r\ncontent-length:") == 1 and stated.isdigit() and int(stated) == len(body)


@cache
def _refusal() -> bytes:
    """Return the whole answer, as the application would give it."""
    answer = problems.busy()
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.raw_headers]
    lines = [f"{name}: {value}" for name, value in (*headers, *guard.HEADERS.items())]
    return "\r\n".join(("HTTP/1.1 429 Too Many Requests", *lines, "", "")).encode("latin-1") + bytes(
        answer.body
    )
