"""The page of what was learnt: corrections, versions, the figures of the gate, and whether it still fits."""

from contextlib import suppress
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from gyeol.corpora.corrections import FORMS, Left
from gyeol.emotion import PRODUCT
from gyeol.engine import Engine
from gyeol.engine.learning import told
from gyeol.engine.learning.answers import Imported, Try
from gyeol.errors import BadRequest, Busy, MissingExtra, NotThere
from gyeol.phrases import Phrases
from gyeol.store.corrected import Correction
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.pages.parts import PROFILE
from gyeol.web.pages.taking import PROBLEMS, taken
from gyeol.web.render import render
from gyeol.web.upload import alone

router = APIRouter()
Form = Annotated[str, Path(pattern="^(csv|xlsx|jsonl)$")]
_SHOWN, _TRIES = 30, 5
_LEFT = 50  # rows that were left out


@router.get("/learning")
async def learning(request: Request) -> Response:
    """Show where learning stands."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _learning(engine, choice)))


@router.post("/learning")
async def learning_sent(request: Request) -> Response:
    """Begin to learn, undo the last version, or forget a correction."""
    engine, desk, _ = parts.of(request)
    form = await parts.fields(request)

    def work() -> None:
        if form.get("forget", "").isdecimal():
            engine.learning.forget(int(form["forget"][:15]), PROFILE)
        elif form.get("act") == "learn":
            engine.learning.start()
        elif form.get("act") == "rollback":
            engine.learning.roll_back()

    with suppress(Busy, NotThere, BadRequest):  # it runs already, or is gone already: the page says so
        await desk.do(work)
    return RedirectResponse("/learning", 303)


@router.get("/learning/corrections.{form}")
async def export(request: Request, form: Form) -> Response:
    """Send the corrections as a file."""
    engine, desk, _ = parts.of(request)
    if form not in FORMS:
        raise HTTPException(404)
    data = await desk.do(lambda: engine.learning.export(form, PROFILE))
    headers = {
        "Content-Disposition": f'attachment; filename="corrections.{form}"',
        "Cache-Control": "no-store",
    }
    return Response(data, media_type=FORMS[form], headers=headers)


@router.post("/learning/corrections")
async def brought(request: Request) -> Response:
    """Import a file of corrections; say what was kept, and of each row that was not, why."""
    engine, _, choice = parts.of(request)

    def take(form: FormData, path: FilePath) -> str:
        return _learning(engine, choice, report=engine.learning.import_(alone(path), PROFILE, tame=False))

    def refused(problem: str, detail: str) -> str:
        return _learning(engine, choice, problem=problem, detail=detail)

    return await taken(request, take, refused, max_files=1, problems=PROBLEMS | {MissingExtra: "xlsx"})


def _learning(
    engine: Engine, choice: Choice, *, report: Imported | None = None, problem: str = "", detail: str = ""
) -> str:
    say, status = choice.say, engine.learning.status()
    drift = engine.learning.drift()
    return render(
        "learning.html",
        choice,
        status=status,
        running=_running(status.running, say),
        said=[_said(one, say) for one in engine.learning.corrections(PROFILE)[:_SHOWN]],
        tries=[_tried(tried, say) for tried in status.tries[:_TRIES]],
        drift=told.drift(drift, say),
        drift_rows=[
            {"name": say(f"learning.stream.{name}"), "percent": round(100 * level), "before": drift.before[name],
             "now": drift.now[name]}
            for name, level in drift.levels.items()
        ],
        forms=tuple(FORMS),
        labels=[PRODUCT.title(label, say.language) for label in PRODUCT.labels],
        report=report,
        left=[_left(one, say) for one in report.skipped[:_LEFT]] if report else (),
        problem=problem,
        detail=detail,
    )  # fmt: skip


def _running(running: tuple[str, float] | None, say: Phrases) -> str:
    if running is None:
        return ""
    what, part = running
    return say("page.learning.learning", step=say(f"learning.step.{what}"), percent=round(100 * part))


def _said(one: Correction, say: Phrases) -> dict[str, Any]:
    said = one.said
    return {
        "id": one.id,
        "text": said.text,
        "url": f"/diary/{said.place.entry}" if said.place else "",
        "labels": [(label, say(f"feeling.{label}")) for label in said.labels],
        "read": say("page.learning.read_as", feeling=say(f"feeling.{said.top}")),
    }


def _left(row: Left, say: Phrases) -> tuple[int, str]:
    why = say(f"page.learning.why.{row.kind}", **({"label": row.name} if row.name else {}))
    return row.row, why


def _tried(tried: Try, say: Phrases) -> dict[str, Any]:
    return {
        "at": tried.at[:16].replace("T", " "),
        "promoted": tried.promoted,
        "head": told.outcome(tried, say),
        "reasons": told.reasons(tried, say),
        "figures": told.figures(tried, say),
    }
