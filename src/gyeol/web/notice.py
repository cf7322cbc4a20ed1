"""Whether this browser was asked to say quietly when a low stretch lasts: off until it is turned on, never a push."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from starlette.requests import Request
from starlette.responses import Response

from gyeol.diary.low import Stretch
from gyeol.engine import Engine
from gyeol.web.language import cookie
from gyeol.web.pages.parts import PROFILE

_COOKIE = "low"  # "off", "on", or "on-2026-11-28": on, but not before that day
_REST = timedelta(days=7)


@dataclass(frozen=True)
class Notice:
    """What was chosen; the choice is this browser's, so that nobody else who looks at the diary's store learns of it.

    Attributes:
        wanted: whether to look for a low stretch at all.
        after: the first day on which to say it, None for any.
    """

    wanted: bool = False
    after: date | None = None

    @classmethod
    def of(cls, request: Request) -> Self:
        """Return the choice of a browser."""
        state, _, day = request.cookies.get(_COOKIE, "").partition("-")
        try:
            return cls(state == "on", date.fromisoformat(day) if day else None)
        except ValueError:
            return cls(state == "on")

    @staticmethod
    def keep(response: Response, act: str) -> Response:
        """Keep what a button said: "on", "off" or "later", a week's rest; anything else changes nothing."""
        later = f"on-{date.today() + _REST}"
        value = {"on": "on", "off": "off", "later": later}.get(act)
        if value:
            response.raw_headers.append((b"set-cookie", cookie(_COOKIE, value).encode()))
        return response

    def low(self, engine: Engine) -> Stretch | None:
        """Return the low stretch that is to be said now, None where there is none or nobody asked."""
        if not self.wanted or (self.after and date.today() < self.after):
            return None
        return engine.moods.low(profile=PROFILE)
