"""The endpoint that brings in a diary as a file."""

from typing import Self

from fastapi import APIRouter, Request
from pydantic import BaseModel

from gyeol.engine.diary.answers import Imported
from gyeol.web.api.parts import Asked, At, Profile
from gyeol.web.upload import MAX_FIELDS, alone, laid_out

router = APIRouter()
_FILE = {"files": {"type": "string", "format": "binary"}}
_SCHEMA = {"type": "object", "required": ["files"], "properties": _FILE}
_FORM = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _SCHEMA}}}}


class SkippedRow(BaseModel):
    """A row that was left out: its line, why, and the kind of fault in a word."""

    line: int
    why: str
    kind: str


class DiaryBrought(BaseModel):
    """What has become of a file."""

    entries: int
    skipped: list[SkippedRow]

    @classmethod
    def of(cls, report: Imported) -> Self:
        """Return a report as the API shows it."""
        return cls(entries=report.n_entries, skipped=[SkippedRow(**vars(row)) for row in report.skipped])


@router.post("/profiles/{profile}/diary/import", status_code=201, openapi_extra=_FORM)
async def bring(profile: Profile, request: Request, engine: Asked, desk: At) -> DiaryBrought:
    """Import a diary, Markdown, CSV (Daylio's too) or JSON, from the field `files` of a multipart form.

    Rows that cannot be read are named and skipped; everything else is kept in one step, or nothing if that fails.
    """
    async with request.form(max_files=1, max_fields=MAX_FIELDS) as form:

        def work() -> DiaryBrought:
            with laid_out(form) as path:
                return DiaryBrought.of(engine.diary.import_(alone(path), profile=profile))

        return await desk.do(work)
