"""The one place where errors become HTTP answers: problem details (RFC 9457), or a page for people."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from gyeol.errors import Busy, GyeolError, TooSoon
from gyeol.web.desk import RETRY_S
from gyeol.web.language import chosen
from gyeol.web.render import render

_DETAILS = {
    "bad-host": "a request must name this server in one Host header; address it by its name and port.",
    "unknown-host": "this server does not go by that name; use http://127.0.0.1, or add the name to the "
    "setting 'allowed_hosts'.",
    "foreign-origin": "another site may not change anything here; open the page itself and try again.",
    "too-large": "the request is larger than the setting 'max_body_bytes' (files: 'max_upload_bytes') allows; "
    "send it in parts.",
    "busy": "more requests are waiting than this server takes; try again in a second.",
    "unexpected": "something went wrong that should not have; the server's own log says where.",
    "not-found": "there is nothing at this address; GET /api/v1/openapi.json lists what there is.",
    "method-not-allowed": "this address exists, but not for this method; the header Allow lists its methods.",
    "unsupported-media-type": "the body must be JSON; send it with Content-Type: application/json.",
}
_AGAIN = {"Retry-After": str(RETRY_S)}
_BY_STATUS = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "unsupported-media-type"}
_PAGES = {"not-found", "busy", "too-large", "foreign-origin"}  # those with words of their own


class Problem(JSONResponse):
    """An error as problem details: `type`, `title`, `status`, `detail`, and for invalid input `errors`."""

    media_type = "application/problem+json"


def install(app: FastAPI) -> None:
    """Let an application answer every error in one form."""
    app.add_exception_handler(GyeolError, of_gyeol)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_http)


def describe(app: FastAPI) -> None:
    """Let the OpenAPI description say that errors are problem details, not plain JSON."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            for operations in plain()["paths"].values():
                for operation in operations.values():
                    for status, answer in operation["responses"].items():
                        if int(status) >= 400 and "application/json" in answer.get("content", {}):
                            answer["content"] = {Problem.media_type: answer["content"]["application/json"]}
        return plain()

    app.openapi = described  # type: ignore[method-assign]


def refusal(scope: Scope, status: int, slug: str) -> Response:
    """Return the answer to a request that never reached the application."""
    return _answer(Request(scope), status, slug, _DETAILS[slug])


def busy() -> Response:
    """Return the answer of the API to a request for which there is no place."""
    return _problem(Busy.http_status, "busy", _DETAILS["busy"], _AGAIN)


async def of_gyeol(request: Request, error: Exception) -> Response:
    """Answer a request with the error of ours that it met."""
    assert isinstance(error, GyeolError)
    headers = _AGAIN if isinstance(error, Busy) else None
    if isinstance(error, TooSoon):
        headers = {"Retry-After": str(error.wait_s)}
    return _answer(request, error.http_status, _slug(type(error).__name__), str(error), headers)


async def _of_validation(request: Request, error: Exception) -> Response:
    """Say what is wrong where, and never what was sent: it may be somebody's diary."""
    assert isinstance(error, RequestValidationError)
    wrong = [{"where": _place(one["loc"]), "rule": _rule(one)} for one in error.errors()]
    detail = "; ".join(f"{one['where']}: {one['rule']}" for one in wrong[:5]) + "."
    return _answer(request, 422, "invalid-request", detail, errors=wrong)


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    slug = _BY_STATUS.get(
        error.status_code, _slug(HTTPStatus(error.status_code).phrase.title().replace(" ", ""))
    )
    detail = _DETAILS.get(slug, f"{HTTPStatus(error.status_code).phrase}.")
    return _answer(request, error.status_code, slug, detail, dict(error.headers or {}))


def _answer(
    request: Request,
    status: int,
    slug: str,
    detail: str,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    if request.url.path.startswith("/api/"):
        return _problem(status, slug, detail, headers, **more)
    choice = chosen(request)
    kind = slug.replace("-", "_") if slug in _PAGES else "other"
    kind = "not_found" if status == 404 else kind
    page = render("error.html", choice, status=status, kind=kind, detail=detail)
    return HTMLResponse(page, status, headers=headers)


def _problem(status: int, slug: str, detail: str, headers: Mapping[str, str] | None, **more: Any) -> Problem:
    title = slug.replace("-", " ")
    body = {"type": f"urn:gyeol:problem:{slug}", "title": title, "status": status, "detail": detail, **more}
    return Problem(body, status, headers=headers)


def _rule(error: Mapping[str, Any]) -> str:
    """Return pydantic's rule without the value met."""
    return "must be JSON" if error["type"] == "json_invalid" else str(error["msg"])


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)


def _slug(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
