"""Correct a feeling: of a message, of an entry of the diary, or of one of its sentences."""

from dataclasses import dataclass
from typing import Self

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gyeol.emotion import PRODUCT
from gyeol.engine import Engine
from gyeol.errors import BadRequest, BadText, Conflict, NotThere
from gyeol.store.corrected import Place
from gyeol.web.language import Choice
from gyeol.web.pages import diary, home, parts
from gyeol.web.pages.parts import PROFILE

router = APIRouter()


@dataclass(frozen=True)
class Sent:
    """What the form beside a feeling sent; `place` is None for a message."""

    text: str
    place: Place | None
    labels: tuple[str, ...]
    seen: int
    consent: bool
    undo: bool

    @classmethod
    async def of(cls, request: Request) -> Self:
        """Read the form of a request."""
        form = await parts.fields(request)
        entry, start, end, seen = (_number(form.get(name, "")) for name in ("entry", "start", "end", "seen"))
        return cls(
            text=form.get("text", "").replace("\r\n", "\n"),
            place=Place(entry, start, end) if entry is not None else None,
            labels=tuple(label for label in PRODUCT.labels if f"feel-{label}" in form),
            seen=seen or 0,
            consent="no_learning" not in form,
            undo=form.get("act") == "undo",
        )

    def apply(self, engine: Engine) -> None:
        """Keep or take back what was said."""
        learning = engine.learning
        if self.undo:
            said = (
                learning.of_entry(self.place.entry, PROFILE).get(self.place)
                if self.place
                else learning.of_text(self.text, PROFILE)
            )
            if said:
                learning.forget(said.id, PROFILE)
        elif self.labels and self.place:
            learning.correct_entry(
                self.place, self.labels, consent=self.consent, seen=self.seen, profile=PROFILE
            )
        elif self.labels:
            learning.correct(self.text, self.labels, seen=self.seen, profile=PROFILE)


@router.post("/correct")
async def correct(request: Request) -> Response:
    """Keep what a text feels and show it again, read anew; what was corrected elsewhere is not overwritten."""
    engine, desk, choice = parts.of(request)
    sent = await Sent.of(request)

    def work() -> Response:
        try:
            sent.apply(engine)
        except Conflict:
            return HTMLResponse(_again(engine, choice, sent, "page.correct.conflict"), 409)
        except (BadRequest, BadText) as error:
            if sent.place is None or isinstance(error, NotThere):
                raise
            return HTMLResponse(_again(engine, choice, sent, "page.correct.conflict"), error.http_status)
        if sent.place:
            return RedirectResponse(f"/diary/{sent.place.entry}{_anchor(sent.place)}", 303)
        key = request.app.state.kept.keep(_again(engine, choice, sent))
        return RedirectResponse(f"/?answer={key}", 303)

    try:
        return await desk.do(work)
    except NotThere:
        raise HTTPException(404) from None


def _again(engine: Engine, choice: Choice, sent: Sent, problem: str = "") -> str:
    if sent.place:
        return diary.again(engine, choice, sent.place.entry, problem)
    return home.again(engine, choice, sent.text, problem)


def _anchor(place: Place) -> str:
    return "#correct-day" if place.start is None else f"#correct-s{place.start}"


def _number(told: str) -> int | None:
    return int(told) if told.isdecimal() and len(told) < 16 else None
