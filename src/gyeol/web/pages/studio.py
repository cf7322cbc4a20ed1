"""The emoji studio: choose a feeling or write a message, look at new emoji, tap those to keep."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gyeol.emotion import PRODUCT
from gyeol.engine import Engine
from gyeol.engine.studio.answers import Batch
from gyeol.errors import BadArtifact, BadText, CannotWrite, GyeolError, NotThere, UnknownName
from gyeol.web import studio_view
from gyeol.web.help import help_card
from gyeol.web.kept import Kept
from gyeol.web.language import Choice
from gyeol.web.pages import parts, studio_training
from gyeol.web.pages.parts import PROFILE
from gyeol.web.render import render
from gyeol.web.view import View

router = APIRouter()
_PROBLEMS = {"BadText": "text", "NotThere": "gone", "UnknownName": "gone", "CannotWrite": "disk"}


@dataclass(frozen=True)
class Making:
    """What a page is made of.

    Attributes:
        batch: the new emoji; None before.
        generator: name of the one that was chosen, "" for the first.
    """

    batch: Batch | None = None
    generator: str = ""


@router.get("/studio")
async def studio(request: Request, made: str = "", generator: str = "") -> Response:
    """Show the empty studio, or emoji that were just made."""
    engine, desk, choice = parts.of(request)
    found = _kept(request).page(made) if made else None
    if made and found is None:
        return RedirectResponse("/studio", 303)
    return parts.page(
        await desk.do(lambda: _page(engine, choice, found or Making(generator=generator), made))
    )


@router.get("/studio/examples.png")
async def examples(request: Request) -> Response:
    """Send an emoji of each feeling, side by side: a taste of what the studio makes."""
    engine, desk, _ = parts.of(request)
    data = await desk.do(engine.studio.examples)
    return Response(data, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})


@router.post("/studio")
async def studio_asked(request: Request) -> Response:
    """Make emoji, keep or let go of some; the page is fetched by a redirect, scripts get its parts."""
    engine, desk, choice = parts.of(request)
    form = await parts.fields(request)
    part = "studio_parts.html" if parts.wants_part(request) else "studio.html"
    before = _kept(request).page(form.get("made", "")) or Making(generator=form.get("generator", ""))

    def work() -> Response:
        try:
            _change(engine, form)
            found = _made(engine, form, before)
        except (BadText, BadArtifact, NotThere, UnknownName, CannotWrite) as error:
            html = _page(engine, choice, before, form.get("made", ""), part=part, error=error, form=form)
            return HTMLResponse(html, 200 if part == "studio_parts.html" else error.http_status)
        helps = found.batch is not None and found.batch.help is not None
        number = form.get("made", "") if found is before else "" if helps else _kept(request).keep(found)
        if part == "studio.html" and not helps:
            return RedirectResponse(f"/studio?made={number}#made" if number else "/studio", 303)
        return HTMLResponse(_page(engine, choice, found, number, part=part, form=form))

    return await desk.do(work)


def _change(engine: Engine, form: Mapping[str, str]) -> None:
    """Keep or let go of what the button says."""
    if form.get("keep"):
        engine.studio.approve([form["keep"]])
    if form.get("drop"):
        engine.studio.withdraw([form["drop"]])


def _made(engine: Engine, form: Mapping[str, str], before: Making) -> Making:
    """Return what the button that was pressed leads to."""
    generator = form.get("generator", "")
    if form.get("keep") or form.get("drop"):
        return before
    if form.get("feeling"):
        return Making(engine.studio.make(form["feeling"], generator=generator or None), generator)
    if "more" in form and before.batch is not None:
        return Making(engine.studio.make(before.batch.feeling, generator=generator or None), generator)
    if form.get("wish", "").strip():
        return Making(engine.studio.make(text=form["wish"], generator=generator or None), generator)
    return before


def _page(
    engine: Engine,
    choice: Choice,
    making: Making,
    number: str,
    *,
    part: str = "studio.html",
    error: GyeolError | None = None,
    form: Mapping[str, str] | None = None,
) -> str:
    view = View(engine, choice.say, engine.likes(PROFILE))
    batch = making.batch
    values: dict[str, object] = {
        "batch": batch,
        "making": batch.feeling if batch else "",
        "ready": engine.studio.generators.any(),
        "emoji": studio_view.fresh(engine, batch, view) if batch else [],
        "dropped": studio_view.dropped(batch, choice.say) if batch else "",
        "made": number,
        "help": help_card(batch.help, choice.say) if batch and batch.help else None,
        "fault": _PROBLEMS.get(type(error).__name__, "damaged") if error else "",
        "detail": str(error or ""),
        "mine": [view.card(item) for item in engine.studio.kept()],
        "in_chat": "chat" in (form or {}),
    }
    if part == "studio.html":
        generators = engine.studio.generators.all()
        values |= {
            "labels": PRODUCT.labels,
            "generators": [(one.name, studio_view.title(one, choice.say)) for one in generators],
            "generator": making.generator,
            "revision": generators[0].revision if generators else "",
            "wish": (form or {}).get("wish", ""),
            **studio_training.values(engine, choice.say),
        }
    return render(part, choice, **values)


def _kept(request: Request) -> Kept[Making]:
    kept: Kept[Making] = request.app.state.makings
    return kept
