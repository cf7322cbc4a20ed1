"""Where a sticker's picture is found by browsers, and how it is sent."""

from email.utils import formatdate
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response

TYPES = {
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".apng": "image/apng",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
_FOR_GOOD = "private, max-age=31536000, immutable"


def revision(path: Path) -> str:
    """Return eight hex digits that change when the file does."""
    stat = path.stat()
    return sha256(f"{stat.st_mtime_ns} {stat.st_size}".encode()).hexdigest()[:8]


def url(sticker_id: str, path: Path) -> str:
    """Return the address of a picture; a changed one gets another, so that browsers may keep it for good."""
    return f"/api/v1/stickers/{quote(sticker_id)}/picture?v={revision(path)}"


def send(request: Request, path: Path) -> Response:
    """Return a picture, or 304 if the browser has it already.

    The type is one of `TYPES` or plain bytes, never what a browser might run.
    """
    stat = path.stat()
    tag = f'"{revision(path)}"'
    headers = {
        "ETag": tag,
        "Last-Modified": formatdate(stat.st_mtime, usegmt=True),
        "Cache-Control": _FOR_GOOD if request.query_params.get("v") == tag[1:-1] else "private, no-cache",
    }
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    media_type = TYPES.get(path.suffix.lower(), "application/octet-stream")
    return FileResponse(path, headers=headers, media_type=media_type, stat_result=stat)
