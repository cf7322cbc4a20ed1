"""Forms that bring files: take them in, and show what became of them or why nothing did."""

from collections.abc import Callable, Mapping
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from gyeol.errors import AlreadyThere, BadData, BadRequest, GyeolError
from gyeol.web.pages import parts
from gyeol.web.upload import MAX_FIELDS, MAX_FILES, laid_out

PROBLEMS: dict[type[GyeolError], str] = {
    AlreadyThere: "there",
    BadRequest: "nothing",
    BadData: "unreadable",
}  # the first that fits


async def taken(
    request: Request,
    take: Callable[[FormData, Path], str],
    refused: Callable[[str, str], str],
    *,
    max_files: int = MAX_FILES,
    problems: Mapping[type[GyeolError], str] = PROBLEMS,
) -> Response:
    """Answer a form that brings files.

    Args:
        request: holds a multipart form with the field `files`.
        take: the form and where its files lie -> the page that says what became of them; may raise the errors below.
        refused: a name of `problems` and the error's sentence -> the page that says why nothing did.
        max_files: of the form; more are refused before any is read.
        problems: the errors that the page explains, by what it calls them; others are raised.
    """
    async with request.form(max_files=max_files, max_fields=MAX_FIELDS) as form:

        def work() -> tuple[str, int]:
            try:
                with laid_out(form) as path:
                    return take(form, path), 200
            except tuple(problems) as error:
                problem = next(name for kind, name in problems.items() if isinstance(error, kind))
                return refused(problem, str(error)), error.http_status

        html, status = await parts.of(request)[1].do(work)
    return HTMLResponse(html, status)
