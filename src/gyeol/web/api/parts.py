"""What the endpoints share: the engine and the desk of a request, checked path segments, described errors."""

import re
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Path, Request
from pydantic import BeforeValidator

from gyeol.engine import Engine, PackInfo
from gyeol.web.api import shapes
from gyeol.web.desk import Desk
from gyeol.web.language import Choice, chosen
from gyeol.web.view import Card, View


def json_only(request: Request) -> None:
    """Refuse a body that is no JSON; browsers cannot send JSON across sites without asking first."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    nothing = not kind and request.headers.get("content-length", "0") == "0"
    if request.method in ("POST", "PATCH") and kind != "application/json" and not nothing:
        raise HTTPException(415)


def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _written_out(day: object) -> object:
    if isinstance(day, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII):
        return day
    raise ValueError("a day is written as 2026-11-21")  # Pydantic alone takes seconds since 1970, too


DayNamed = Annotated[date, BeforeValidator(_written_out)]
Asked = Annotated[Engine, Depends(_engine)]
At = Annotated[Desk, Depends(_desk)]
In = Annotated[Choice, Depends(chosen)]
Pack = Annotated[str, Path(max_length=64)]
Slug = Annotated[str, Path(max_length=64)]
Profile = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9_-]+$")]

Responses = dict[int | str, dict[str, Any]]
PROBLEMS: Responses = {
    status: {"model": shapes.ProblemDetails, "description": description}
    for status, description in (
        (400, "The body cannot be read, or the header Host names nothing."),
        (403, "Another site may not change anything here."),
        (413, "The body is too large."),
        (415, "The body is no JSON."),
        (421, "This server does not go by that name."),
        (422, "The request breaks a rule; `errors` says which."),
        (423, "What was written is locked; `POST /lock/open` opens it."),
        (429, "Too many requests wait; come back after `Retry-After` seconds."),
    )
}
MISSING: Responses = {
    404: {"model": shapes.ProblemDetails, "description": "No such thing; `detail` offers a near miss."}
}


def sticker(card: Card) -> shapes.Sticker:
    """Return a sticker as the API shows it."""
    return shapes.Sticker(id=card.id, pack=card.pack, name=card.name, url=card.url)


def summary(view: View, info: PackInfo) -> shapes.PackSummary:
    """Return a pack as lists show it."""
    tile, pack = view.tile(info), info.pack
    return shapes.PackSummary(
        name=pack.name,
        title=tile.title,
        style=pack.style,
        licence=pack.licence,
        attribution=pack.attribution,
        source=pack.source,
        stickers=info.n_stickers,
        with_feeling=info.n_with_feeling,
        ours=info.ours,
        cover=[sticker(card) for card in tile.cover],
    )
