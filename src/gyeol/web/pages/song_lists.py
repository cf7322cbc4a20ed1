"""The page of the lists of songs: which there are, what is in them, bring one, take it away again."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from gyeol.engine import Engine
from gyeol.engine.songs.lists import SongReport
from gyeol.errors import BadRequest, NotThere, UnknownName
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.pages.taking import taken
from gyeol.web.render import render
from gyeol.web.upload import alone, title_of

N_TOLD = 50  # files that were left out, by name
router = APIRouter()


@router.get("/songs/lists")
async def lists(request: Request) -> Response:
    """Show the lists and the form."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _page(engine, choice)))


@router.post("/songs/lists")
async def brought(request: Request) -> Response:
    """Import what was sent and show what became of it."""
    engine, _, choice = parts.of(request)

    def take(form: FormData, path: Path) -> str:
        report = engine.songs.take_list(
            alone(path), name=title_of(form, path), replace=bool(form.get("replace"))
        )
        return _page(engine, choice, report=report)

    def refused(problem: str, detail: str) -> str:
        return _page(engine, choice, problem=problem, detail=detail)

    return await taken(request, take, refused)


@router.post("/songs/lists/remove")
async def removed(request: Request) -> Response:
    """Delete one of the user's lists and show the rest."""
    engine, desk, choice = parts.of(request)
    name = (await parts.fields(request)).get("name", "")

    def work() -> Response:
        try:
            engine.songs.lists.remove(name)
        except (UnknownName, NotThere):  # pressed twice, or gone in another window
            pass
        except BadRequest as error:
            return HTMLResponse(_page(engine, choice, problem="ours", detail=str(error)), error.http_status)
        return RedirectResponse("/songs/lists", 303)

    return await desk.do(work)


def _page(
    engine: Engine,
    choice: Choice,
    *,
    report: SongReport | None = None,
    problem: str = "",
    detail: str = "",
) -> str:
    shelf = engine.songs.shelf
    return render(
        "song_lists.html",
        choice,
        lists=list(shelf.lists.values()),
        ours=shelf.ours,
        damaged=shelf.damaged,
        report=report,
        others=report.others[:N_TOLD] if report else (),
        problem=problem,
        detail=detail,
    )
