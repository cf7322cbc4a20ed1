"""The pages of what a user owns: how much there is, what it is, all of it as a file, and away with it."""

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from gyeol.engine import Engine
from gyeol.errors import Locked, NotThere, UnknownName
from gyeol.web import data_view
from gyeol.web.kept import Kept
from gyeol.web.language import Choice
from gyeol.web.pages import parts
from gyeol.web.render import render

router = APIRouter()
KindName = Annotated[str, Path(max_length=32, pattern="^[a-z_]+$")]
First = Annotated[int, Query(alias="from", ge=0, le=2**31)]
_AT_ONCE = 50
_IN_MEMORY = 64 * 2**20
ZIP = "gyeol-data.zip"
NO_DRAFTS = {"Clear-Site-Data": '"storage"'}  # what a browser kept of entries that were being written


@router.get("/data")
async def data(request: Request) -> Response:
    """Show how much there is of each kind."""
    engine, desk, choice = parts.of(request)
    return parts.page(await desk.do(lambda: _data(engine, choice, gone="gone" in request.query_params)))


@router.post("/data")
async def data_sent(request: Request) -> Response:
    """Delete everything, if the box is ticked that says so."""
    engine, desk, choice = parts.of(request)
    form = await parts.fields(request)
    if form.get("act") != "delete" or "sure" not in form:
        return HTMLResponse(await desk.do(lambda: _data(engine, choice, problem="page.data.unticked")), 422)
    await desk.do(engine.mine.delete_everything)
    forget_pages(request)
    return RedirectResponse("/data?gone", 303, headers=NO_DRAFTS)


@router.get("/data/export")
async def export(request: Request) -> Response:
    """Send everything as one zip, of which no copy stays here."""
    engine, desk, _ = parts.of(request)
    return await desk.do(lambda: download(engine))


@router.get("/data/{kind}")
async def kind(request: Request, kind: KindName, first: First = 0) -> Response:
    """Show what there is of a kind."""
    engine, desk, choice = parts.of(request)
    try:
        return parts.page(await desk.do(lambda: _kind(engine, choice, kind, first)))
    except UnknownName:
        raise HTTPException(404) from None


@router.post("/data/{kind}")
async def kind_sent(request: Request, kind: KindName) -> Response:
    """Delete one thing, or all of a kind."""
    engine, desk, _ = parts.of(request)
    form = await parts.fields(request)

    def work() -> None:
        if form.get("key"):
            engine.mine.delete(kind, form["key"][:400])
        elif form.get("act") == "delete-all":
            engine.mine.delete_kind(kind)

    try:
        await desk.do(work)
    except (UnknownName, NotThere):
        raise HTTPException(404) from None
    forget_pages(request)
    return RedirectResponse(f"/data/{kind}", 303)


def download(engine: Engine) -> Response:
    """Return everything as a zip to save; raise `Locked`."""
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed when it is sent)
    try:
        engine.mine.export(file)
        file.seek(0)
    except BaseException:
        file.close()
        raise

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(1 << 18):
                yield piece

    headers = {"Content-Disposition": f'attachment; filename="{ZIP}"', "Cache-Control": "no-store"}
    return StreamingResponse(pieces(), media_type="application/zip", headers=headers)


def forget_pages(request: Request) -> None:
    """Forget answered pages that are kept in memory: they hold what was written."""
    for one in vars(request.app.state)["_state"].values():
        if isinstance(one, Kept):
            one.clear()


def _data(engine: Engine, choice: Choice, *, gone: bool = False, problem: str = "") -> str:
    piles = [data_view.pile(one, choice.say) for one in engine.mine.amounts()]
    return render("data.html", choice, piles=piles, gone=gone, problem=problem, lock=engine.mine.lock.state)


def _kind(engine: Engine, choice: Choice, kind: str, first: int) -> str:
    title = engine.mine.title(kind, choice.say)
    try:
        owned, shut = engine.mine.owned(kind, first=first, limit=_AT_ONCE), False
    except Locked:
        owned, shut = [], True
    things = data_view.Things(engine, choice.say)
    return render(
        "data_kind.html",
        choice,
        kind=kind,
        title=title,
        what=choice.say(f"mine.{kind}.what"),
        things=[things.thing(one) for one in owned],
        shut=shut,
        following=first + _AT_ONCE if len(owned) == _AT_ONCE else None,
    )
