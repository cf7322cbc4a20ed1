"""The page that takes the user's own stickers and says at once what they look like."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from gyeol.engine import Engine
from gyeol.stickers.library import Report
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.pages.taking import taken
from gyeol.web.render import render
from gyeol.web.view import View

router = APIRouter()


@router.get("/bring")
async def bring(request: Request) -> Response:
    """Show the form."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _form(engine, choice)))


@router.post("/bring")
async def brought(request: Request) -> Response:
    """Import what was sent; show the packs, what looks like them, and what was left out."""
    engine, _, choice = parts.of(request)

    def take(form: FormData, path: Path) -> str:
        return _done(engine, choice, engine.take_packs(path, replace=bool(form.get("replace"))))

    return await taken(request, take, lambda problem, detail: _form(engine, choice, problem, detail))


def _form(engine: Engine, choice: Choice, problem: str = "", detail: str = "") -> str:
    view = View(engine, choice.say)
    mine = [info for info in engine.packs() if not info.ours]
    return render("bring.html", choice, reports=[], problem=problem, detail=detail, mine=view.tiles(mine))


def _done(engine: Engine, choice: Choice, reports: list[Report]) -> str:
    view = View(engine, choice.say)
    at_hand = {info.pack.name: info for info in engine.packs()}
    results = [
        {
            "report": report,
            "tile": view.tile(at_hand[report.pack]) if report.pack in at_hand else None,
            "near": near(engine, view, report.pack) if report.pack in at_hand else [],
        }
        for report in reports
    ]
    mine = [info for info in at_hand.values() if not info.ours]
    return render("bring.html", choice, reports=results, problem="", detail="", mine=view.tiles(mine))


def near(engine: Engine, view: View, name: str) -> list[dict[str, object]]:
    """Return the packs for which the stickers of a pack vote (R1.3), the most voted first, with their votes."""
    items = engine.pack(name)[1]
    tally = engine.vote([item.id for item in items], leave_out=[name])
    return [
        {"tile": view.tile(engine.pack(pack)[0]), "votes": tally.votes[pack], "of": len(items)}
        for pack in tally.chosen
    ]
