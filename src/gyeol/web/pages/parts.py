"""What the pages share: whose they are, what their forms send, how they answer."""

from dataclasses import dataclass
from typing import Self

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from gyeol.engine import Engine
from gyeol.phrases import LANGUAGES
from gyeol.web.desk import Desk
from gyeol.web.language import THEMES, Choice, chosen, cookie

PROFILE = "me"


@dataclass(frozen=True)
class Sent:
    """What a page's form sent.

    Attributes:
        text: the message; "" for none.
        like: id of a sticker or name of a pack to like, or "".
        unlike: the same, to forget.
        clear: forget every like.
        more: id of a sticker that more like is wanted, or "".
        less: the same, for less.
        query: number of the answer that the page showed, None if it was not recorded.
        record: the visitor asked for this answer, instead of still typing.
        language: chosen with a button, or "".
        theme: chosen with a button, or "".
        met: the visitor has seen how gyeol works, and closed it.
    """

    text: str = ""
    like: str = ""
    unlike: str = ""
    clear: bool = False
    more: str = ""
    less: str = ""
    query: int | None = None
    record: bool = True
    language: str = ""
    theme: str = ""
    met: bool = False

    @property
    def nudge(self) -> tuple[str, int] | None:
        """The rating that "more like this" or "less like that" gives, as (sticker, value)."""
        return (self.more, 5) if self.more else (self.less, 1) if self.less else None

    @classmethod
    async def of(cls, request: Request) -> Self:
        """Read the form of a request; fields that no page has are ignored."""
        form = await fields(request)
        like, unlike, clear = form.get("like", ""), form.get("unlike", ""), "clear" in form
        return cls(
            text=(form.get("example") or form.get("text", "")).replace("\r\n", "\n"),
            like=like,
            unlike=unlike,
            clear=clear,
            more=form.get("more", ""),
            less=form.get("less", ""),
            query=int(query) if (query := form.get("query", "")).isdecimal() and len(query) < 16 else None,
            record=not (like or unlike or clear or "live" in form or "met" in form),
            language=form["lang"] if form.get("lang") in LANGUAGES else "",
            theme=form["theme"] if form.get("theme") in THEMES else "",
            met="met" in form or met(request),
        )

    def apply(self, engine: Engine) -> None:
        """Change what the profile likes."""
        if self.like:
            engine.like(self.like, PROFILE)
        if self.unlike:
            engine.unlike(self.unlike, PROFILE)
        if self.clear:
            for sticker in engine.likes(PROFILE):
                engine.unlike(sticker, PROFILE)

    def choose(self, choice: Choice) -> Choice:
        """Return the choice after the buttons for language and theme."""
        return Choice(self.language or choice.language, self.theme or choice.theme)

    def keep(self, response: Response) -> Response:
        """Add the cookies that remember the buttons for language and theme, and that the visitor knows the place."""
        for name, value in (("lang", self.language), ("theme", self.theme), ("met", "1" if self.met else "")):
            if value:
                response.raw_headers.append((b"set-cookie", cookie(name, value).encode()))
        return response


def met(request: Request) -> bool:
    """Return whether a visitor has closed the steps that explain gyeol at first."""
    return request.cookies.get("met") == "1"


async def fields(request: Request) -> dict[str, str]:
    """Return the fields of a form without files."""
    form = await request.form(max_files=0, max_fields=200)  # a list of songs is a field
    return {key: value for key, value in form.items() if isinstance(value, str)}


def of(request: Request) -> tuple[Engine, Desk, Choice]:
    """Return who answers a request, where it waits, and in which language."""
    state = request.app.state
    return state.engine, state.desk, chosen(request)


def wants_part(request: Request) -> bool:
    """Return whether a script asks for parts of a page instead of a visitor for the whole."""
    return "x-part" in request.headers


def page(html: str) -> Response:
    """Return a page that browsers ask for again each time, since likes may have changed."""
    return HTMLResponse(html, headers={"Cache-Control": "private, no-cache"})
