"""Remember the language and the theme that a button of the header chose, on any page."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from gyeol.web.pages import parts

router = APIRouter()


@router.post("/choices")
async def choose(request: Request) -> Response:
    """Keep a choice and go back to the page that it was made on."""
    sent = await parts.Sent.of(request)
    return sent.keep(RedirectResponse(_before(request), 303))


def _before(request: Request) -> str:
    """Return the address of the page before, on this server; "/" where the browser does not say."""
    came = urlsplit(request.headers.get("referer", ""))
    if came.netloc != request.headers["host"]:
        return "/"
    return "/" + came.path.lstrip("/\\") + (f"?{came.query}" if came.query else "")
