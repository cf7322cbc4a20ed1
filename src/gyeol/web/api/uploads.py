"""Endpoints that bring the user's own packs and take them away again."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from gyeol.stickers.library import Report
from gyeol.web.api.parts import MISSING, Asked, At, Pack, Responses
from gyeol.web.api.shapes import ProblemDetails
from gyeol.web.upload import MAX_FIELDS, MAX_FILES, laid_out

router = APIRouter()
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "title": {"type": "string"},
                        "replace": {"type": "string"},
                    },
                }
            }
        },
    }
}
_THERE: Responses = {409: {"model": ProblemDetails, "description": "A pack of this name is there already."}}


class Skipped(BaseModel):
    """A file that was left out."""

    file: str
    why: str


class Brought(BaseModel):
    """What has become of one pack."""

    pack: str
    understood: int
    without_meaning: int
    skipped: list[Skipped]

    @classmethod
    def of(cls, report: Report) -> "Brought":
        """Return a report in the shape that the command line prints, too."""
        skipped = [Skipped(file=file, why=why) for file, why in report.skipped]
        return cls(
            pack=report.pack,
            understood=report.understood,
            without_meaning=report.without_meaning,
            skipped=skipped,
        )


class BroughtAll(BaseModel):
    """What has become of an upload."""

    packs: list[Brought]


@router.post("/packs", status_code=201, responses=_THERE, openapi_extra=_FORM)
async def bring(request: Request, engine: Asked, desk: At) -> BroughtAll:
    """Add packs of one's own: one zip, or pictures in the field `files` of a form (multipart/form-data).

    File names may hold folders. `title` names the pack where the files bring no name; `replace` (any value)
    overwrites packs of the same names. Pictures are decoded in a process of its own with limits; each that is bad is
    named and left out.
    """
    async with request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS) as form:

        def work() -> BroughtAll:
            with laid_out(form) as path:
                reports = engine.take_packs(path, replace=bool(form.get("replace")))
            return BroughtAll(packs=[Brought.of(report) for report in reports])

        return await desk.do(work)


@router.delete("/packs/{pack}", status_code=204, responses=MISSING)
async def remove(pack: Pack, engine: Asked, desk: At) -> None:
    """Delete one of the user's packs; those that came with gyeol stay."""
    await desk.do(lambda: engine.remove_pack(pack))
