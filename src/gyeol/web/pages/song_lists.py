"""The page of the lists of songs: which there are, what is in them, bring one, take it away again."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gyeol.engine import Engine
from gyeol.engine.songs.lists import SongReport
from gyeol.errors import AlreadyThere, BadData, BadRequest, GyeolError, NotThere, UnknownName
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.render import render
from gyeol.web.upload import MAX_FIELDS, MAX_FILES, alone, laid_out, title_of

N_TOLD = 50  # files that were left out, by name
_PROBLEMS = {"AlreadyThere": "there", "BadRequest": "nothing", "BadData": "unreadable"}
router = APIRouter()


@router.get("/songs/lists")
async def lists(request: Request) -> Response:
    """Show the lists and the form."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _page(engine, choice)))


@router.post("/songs/lists")
async def brought(request: Request) -> Response:
    """Import what was sent and show what became of it."""
    engine, desk, choice = parts.of(request)
    async with request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS) as form:

        def work() -> tuple[str, int]:
            try:
                with laid_out(form) as path:
                    report = engine.songs.take_list(
                        alone(path), name=title_of(form, path), replace=bool(form.get("replace"))
                    )
            except (BadData, BadRequest, AlreadyThere) as error:
                return _page(engine, choice, error=error), error.http_status
            return _page(engine, choice, report=report), 200

        html, status = await desk.do(work)
    return HTMLResponse(html, status)


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
            return HTMLResponse(_page(engine, choice, error=error, problem="ours"), error.http_status)
        return RedirectResponse("/songs/lists", 303)

    return await desk.do(work)


def _page(
    engine: Engine,
    choice: Choice,
    *,
    report: SongReport | None = None,
    error: GyeolError | None = None,
    problem: str = "",
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
        problem=problem or _PROBLEMS.get(type(error).__name__, ""),
        detail=str(error or ""),
    )
