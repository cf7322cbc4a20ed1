"""The shelf: every pack, and a search over titles, styles and what the stickers show."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from gyeol.engine import Engine
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.pages.parts import PROFILE, Sent
from gyeol.web.render import render
from gyeol.web.view import View

router = APIRouter()
Search = Annotated[str, Query(max_length=200)]


@router.get("/packs")
async def packs(request: Request, q: Search = "") -> Response:
    """Show all packs, or those that a search finds."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _packs(engine, choice, q)))


@router.post("/packs")
async def packs_changed(request: Request, q: Search = "") -> Response:
    """Like or forget stickers and packs and go back to the shelf."""
    engine, desk, choice = parts.of(request)
    sent = await Sent.of(request)
    part = parts.wants_part(request)

    def work() -> str:
        sent.apply(engine)
        return _packs(engine, sent.choose(choice), q) if part else ""

    html = await desk.do(work)
    return parts.page(html) if part else sent.keep(RedirectResponse(_address(q), 303))


def _address(q: str) -> str:
    return f"/packs?{urlencode({'q': q})}" if q else "/packs"


def _packs(engine: Engine, choice: Choice, q: str) -> str:
    view = View(engine, choice.say, engine.likes(PROFILE))
    found = engine.find_packs(q) if q.strip() else engine.packs()
    return render("packs.html", choice, tiles=view.tiles(found), q=q, at=_address(q))
