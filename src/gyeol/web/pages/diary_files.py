"""Take the diary along as a file, and bring one in: Markdown, CSV (Daylio's too) or JSON."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from gyeol.engine.diary.answers import Imported
from gyeol.errors import BadData, BadRequest
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.pages.parts import PROFILE
from gyeol.web.render import render
from gyeol.web.upload import MAX_FIELDS, alone, laid_out

_SHOWN = 50  # skipped rows
router = APIRouter()


@router.get("/diary/files")
async def files(request: Request) -> Response:
    """Show what can be taken along and the form that brings a file."""
    return parts.page(_page(parts.of(request)[2]))


@router.post("/diary/files")
async def brought(request: Request) -> Response:
    """Import a file, all that can be read or nothing; say what was kept, and of each row that was not, why."""
    engine, desk, choice = parts.of(request)
    async with request.form(max_files=1, max_fields=MAX_FIELDS) as form:

        def work() -> tuple[str, int]:
            try:
                with laid_out(form) as path:
                    return _page(choice, engine.diary.import_(alone(path), profile=PROFILE)), 200
            except (BadData, BadRequest) as error:
                kind = "unreadable" if isinstance(error, BadData) else "nothing"
                return _page(choice, problem=kind, detail=str(error)), error.http_status

        html, status = await desk.do(work)
    return HTMLResponse(html, status)


def _page(choice: Choice, report: Imported | None = None, *, problem: str = "", detail: str = "") -> str:
    skipped = report.skipped[:_SHOWN] if report else ()
    return render(
        "diary_files.html",
        choice,
        report=report,
        skipped=skipped,
        more=len(report.skipped) - len(skipped) if report else 0,
        problem=problem,
        detail=detail,
    )
