"""The part of the studio that trains a generator on the user's own stickers."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gyeol.engine import Engine
from gyeol.engine.studio.generators import SHIPPED
from gyeol.engine.studio.keep import SOURCE
from gyeol.engine.studio.training import INSTALL, NEEDED
from gyeol.errors import (
    AlreadyThere,
    BadData,
    BadRequest,
    Busy,
    CannotWrite,
    GyeolError,
    MissingExtra,
    UnknownName,
)
from gyeol.phrases import Phrases
from gyeol.web.pages import parts
from gyeol.web.render import render

router = APIRouter()
_PROBLEMS = {
    "BadData": "few",
    "BadRequest": "title",
    "AlreadyThere": "there",
    "Busy": "busy",
    "CannotWrite": "disk",
    "MissingExtra": "missing",
    "UnknownName": "packs",
}


@router.get("/studio/training")
async def training(request: Request) -> Response:
    """Show how the training stands: scripts get its part, others the studio."""
    engine, desk, choice = parts.of(request)
    if not parts.wants_part(request):
        return RedirectResponse("/studio#training", 303)
    return parts.page(
        await desk.do(lambda: render("studio_training.html", choice, **values(engine, choice.say)))
    )


@router.post("/studio/training")
async def training_asked(request: Request) -> Response:
    """Begin, resume, cancel or forget a training, or delete what came of one."""
    engine, desk, choice = parts.of(request)
    form = await request.form(max_files=0, max_fields=200)
    told = {key: value for key, value in form.items() if isinstance(value, str)}
    packs = [value for value in form.getlist("pack") if isinstance(value, str)]

    def work() -> Response:
        fault: GyeolError | None = None
        try:
            _change(engine, told, packs)
        except (BadData, BadRequest, AlreadyThere, Busy, CannotWrite, MissingExtra, UnknownName) as error:
            fault = error
        if fault is None and not parts.wants_part(request):
            return RedirectResponse("/studio#training", 303)
        shown = values(engine, choice.say, fault, packs, told.get("title", ""))
        if parts.wants_part(request):
            return HTMLResponse(render("studio_training.html", choice, **shown))
        return HTMLResponse(
            render("studio_training_alone.html", choice, **shown), fault.http_status if fault else 200
        )

    return await desk.do(work)


def _change(engine: Engine, told: dict[str, str], packs: list[str]) -> None:
    act, training = told.get("act", ""), engine.studio.training
    if act == "start":
        engine.studio.train(packs, told.get("title", ""))
    elif act == "resume":
        training.go_on()
    elif act == "cancel":
        training.cancel()
    elif told.get("remove"):
        engine.studio.generators.remove(told["remove"])


def values(
    engine: Engine,
    say: Phrases,
    fault: GyeolError | None = None,
    chosen: list[str] | None = None,
    title: str = "",
) -> dict[str, object]:
    """Return what the template of this part shows."""
    own = [info for info in engine.packs() if not info.ours and info.pack.source != SOURCE]
    return {
        "job": engine.studio.training.status(),
        "installed": engine.studio.training.installed,
        "install": INSTALL,
        "needed": NEEDED,
        "own_packs": [(one.pack.name, one.pack.title(say.language), one.n_stickers) for one in own],
        "enough": sum(one.n_stickers for one in own) >= NEEDED,
        "own_generators": [
            (one.name, one.title, one.pictures)
            for one in engine.studio.generators.all()
            if one.name != SHIPPED
        ],
        "training_fault": _PROBLEMS.get(type(fault).__name__, "") if fault else "",
        "training_detail": str(fault or ""),
        "chosen": set(chosen or []),
        "training_title": title,
    }
