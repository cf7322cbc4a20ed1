"""The map of styles: explore what looks alike."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from gyeol.engine import Engine
from gyeol.web.language import Choice
from gyeol.web.map import drawing
from gyeol.web.pages import parts
from gyeol.web.pages.parts import PROFILE
from gyeol.web.render import render
from gyeol.web.view import View

router = APIRouter()


@router.get("/map")
async def style_map(request: Request) -> Response:
    """Show the map."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _map(engine, choice)))


def _map(engine: Engine, choice: Choice) -> str:
    view = View(engine, choice.say, engine.likes(PROFILE))
    return render("map.html", choice, drawing=drawing(engine, view))
