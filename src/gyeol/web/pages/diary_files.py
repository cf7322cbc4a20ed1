"""Take the diary along as a file, and bring one in: Markdown, CSV (Daylio's too) or JSON."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from gyeol.engine.diary.answers import Imported
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.pages.parts import PROFILE
from gyeol.web.pages.taking import taken
from gyeol.web.render import render
from gyeol.web.upload import alone

_SHOWN = 50  # skipped rows
router = APIRouter()


@router.get("/diary/files")
async def files(request: Request) -> Response:
    """Show what can be taken along and the form that brings a file."""
    return parts.page(_page(parts.of(request)[2]))


@router.post("/diary/files")
async def brought(request: Request) -> Response:
    """Import a file, all that can be read or nothing; say what was kept, and of each row that was not, why."""
    engine, _, choice = parts.of(request)

    def take(form: FormData, path: Path) -> str:
        return _page(choice, engine.diary.import_(alone(path), profile=PROFILE))

    return await taken(
        request, take, lambda problem, detail: _page(choice, problem=problem, detail=detail), max_files=1
    )


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
