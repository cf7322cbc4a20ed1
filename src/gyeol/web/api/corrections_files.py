"""The endpoint that brings in corrections as a file."""

from typing import Self

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from gyeol.engine.learning.answers import Imported
from gyeol.web.api.parts import Asked, At, Profile, Responses
from gyeol.web.api.shapes import ProblemDetails
from gyeol.web.upload import MAX_FIELDS, alone, laid_out

router = APIRouter()
_FILE = {"files": {"type": "string", "format": "binary"}}
_SCHEMA = {"type": "object", "required": ["files"], "properties": _FILE}
_FORM = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _SCHEMA}}}}
_EXTRA: Responses = {
    501: {"model": ProblemDetails, "description": "It is XLSX, and what reads that is not installed."}
}


class LeftOut(BaseModel):
    """A row that was left out."""

    row: int = Field(description="Its number in the file, the first is 1.")
    why: str
    kind: str = Field(description="`text` or `label` where there is none, `long`, or `unknown` for a label.")


class CorrectionsBrought(BaseModel):
    """What has become of a file."""

    new: int
    there: int = Field(description="Texts that were corrected before; what was said of them stays.")
    skipped: list[LeftOut]

    @classmethod
    def of(cls, report: Imported) -> Self:
        """Return a report as the API shows it."""
        skipped = [LeftOut(row=one.row, why=one.why, kind=one.kind) for one in report.skipped]
        return cls(new=report.new, there=report.rows - report.new, skipped=skipped)


@router.post("/profiles/{profile}/corrections/import", status_code=201, responses=_EXTRA, openapi_extra=_FORM)
async def bring(profile: Profile, request: Request, engine: Asked, desk: At) -> CorrectionsBrought:
    """Import corrections: a table (CSV, XLSX, JSON lines) with the columns `text` and `labels` in the field `files`.

    The form is multipart/form-data. The file is read in a process of its own with limits. Rows that cannot be used are
    named and left out; all others are kept in one step. `labels` are one or more of the twelve, the main one first,
    separated by commas.
    """
    async with request.form(max_files=1, max_fields=MAX_FIELDS) as form:

        def work() -> CorrectionsBrought:
            with laid_out(form) as path:
                return CorrectionsBrought.of(engine.learning.import_(alone(path), profile, tame=False))

        return await desk.do(work)
