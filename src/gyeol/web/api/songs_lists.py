"""Endpoints of the lists of songs: see them, bring one of one's own, take it away again."""

from typing import Annotated, Self

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel

from gyeol.engine.songs.lists import SongReport
from gyeol.songs.library import SongList
from gyeol.web.api.parts import MISSING, Asked, At, Responses
from gyeol.web.api.shapes import ProblemDetails
from gyeol.web.api.uploads import Skipped
from gyeol.web.upload import MAX_FIELDS, MAX_FILES, alone, laid_out, title_of

router = APIRouter()
ListName = Annotated[str, Path(max_length=64)]
_FIELDS = {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}} | {
    name: {"type": "string"} for name in ("title", "replace")
}
_SCHEMA = {"type": "object", "required": ["files"], "properties": _FIELDS}
_FORM = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _SCHEMA}}}}
_THERE: Responses = {409: {"model": ProblemDetails, "description": "A list of this name is there already."}}


class ListOfSongs(BaseModel):
    """A list of songs; `evidence` counts the songs that each kind of evidence speaks for."""

    name: str
    title: str
    songs: int
    with_feeling: int
    source: str
    evidence: dict[str, int]
    ours: bool

    @classmethod
    def of(cls, found: SongList, *, ours: bool) -> Self:
        """Return a list in the shape that the command line prints, too."""
        return cls(
            name=found.name,
            title=found.title,
            songs=found.n_songs,
            with_feeling=found.n_with_feeling,
            source=found.source,
            evidence=dict(found.evidence),
            ours=ours,
        )


class ListsOfSongs(BaseModel):
    """All lists, the one that came with gyeol first; `damaged` says why others of the user's cannot be read."""

    lists: list[ListOfSongs]
    damaged: dict[str, str]


class ListBrought(ListOfSongs):
    """What has become of an upload; `skipped` counts rows by the reason for which they were left out."""

    duplicates: int
    without_feeling: int
    skipped: dict[str, int]
    others: list[Skipped]

    @classmethod
    def after(cls, report: SongReport) -> Self:
        """Return the report of an import."""
        return cls(
            **ListOfSongs.of(report.list, ours=False).model_dump(),
            duplicates=report.duplicates,
            without_feeling=report.without_feeling,
            skipped=dict(report.skipped),
            others=[Skipped(file=file, why=why) for file, why in report.others],
        )


@router.get("/songs/lists")
async def lists(engine: Asked, desk: At) -> ListsOfSongs:
    """List all lists of songs."""

    def work() -> ListsOfSongs:
        shelf = engine.songs.shelf
        return ListsOfSongs(
            lists=[ListOfSongs.of(one, ours=name in shelf.ours) for name, one in shelf.lists.items()],
            damaged=dict(shelf.damaged),
        )

    return await desk.do(work)


@router.post("/songs/lists", status_code=201, responses=_THERE, openapi_extra=_FORM)
async def bring(request: Request, engine: Asked, desk: At) -> ListBrought:
    """Add a list of one's own: tables (CSV, TSV, XLSX, JSON lines) in the field `files` of a form.

    The form is multipart/form-data. Several files, or a zip of them, become one list. `title` names it, else the file
    does; `replace` (any value) overwrites a list of the same name. Tables are read in a process of its own with
    limits; lyrics make vectors and are not stored.
    """
    async with request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS) as form:

        def work() -> ListBrought:
            with laid_out(form) as path:
                report = engine.songs.take_list(
                    alone(path), name=title_of(form, path), replace=bool(form.get("replace"))
                )
            return ListBrought.after(report)

        return await desk.do(work)


@router.delete("/songs/lists/{name}", status_code=204, responses=MISSING)
async def remove(name: ListName, engine: Asked, desk: At) -> None:
    """Delete one of the user's lists; the one that came with gyeol stays."""
    await desk.do(lambda: engine.songs.lists.remove(name))
