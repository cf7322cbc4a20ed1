"""The page of one pack."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from gyeol.engine import Engine
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.pages.bring import near
from gyeol.web.pages.parts import PROFILE, Sent
from gyeol.web.render import render
from gyeol.web.view import View

N_SIMILAR = 5
router = APIRouter()


@router.get("/packs/{name}")
async def pack(request: Request, name: str) -> Response:
    """Show all stickers of a pack."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _pack(engine, choice, name)))


@router.post("/packs/{name}")
async def pack_changed(request: Request, name: str) -> Response:
    """Like or forget stickers of a pack and go back to it."""
    engine, desk, choice = parts.of(request)
    sent = await Sent.of(request)
    part = parts.wants_part(request)
    if (await parts.fields(request)).get("remove") == name:
        await desk.do(lambda: engine.remove_pack(name))
        return RedirectResponse("/packs", 303)

    def work() -> str:
        engine.pack(name)
        sent.apply(engine)
        return _pack(engine, sent.choose(choice), name) if part else ""

    html = await desk.do(work)
    return parts.page(html) if part else sent.keep(RedirectResponse(request.url.path, 303))


def _pack(engine: Engine, choice: Choice, name: str) -> str:
    info, items = engine.pack(name)
    view = View(engine, choice.say, engine.likes(PROFILE))
    return render(
        "pack.html",
        choice,
        tile=view.tile(info),
        cards=[view.card(item) for item in items],
        votes=near(engine, view, name) if not info.ours else [],
        similar=view.tiles(engine.similar(name, N_SIMILAR)),
    )
