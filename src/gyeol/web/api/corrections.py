"""Endpoints of corrections: say what a text feels, see, take along and take back what was said."""

from typing import Annotated, Literal, Self

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from gyeol.corpora.corrections import FORMS
from gyeol.store.corrected import Correction, Place
from gyeol.web.api.parts import MISSING, Asked, At, Profile, Responses
from gyeol.web.api.shapes import ProblemDetails, Sent, Text

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2**53)]
CHANGED: Responses = {
    409: {
        "model": ProblemDetails,
        "description": "It was corrected or changed elsewhere; nothing was overwritten.",
    }
}
Labels = Annotated[
    list[Annotated[str, Field(max_length=32)]],
    Field(min_length=1, max_length=12, description="One or more of the twelve feelings, the main one first."),
]


class Said(Sent):
    """What a message feels, or (with `entry`) an entry of the diary or one of its sentences."""

    labels: Labels
    text: Text | None = None
    entry: Annotated[int | None, Field(ge=1, le=2**53)] = None
    start: Annotated[int | None, Field(ge=0, description="Of a sentence, as readings give it.")] = None
    end: Annotated[int | None, Field(ge=0)] = None
    consent: Annotated[bool, Field(description="That it may be kept and learnt from.")] = True
    seen: Annotated[int, Field(ge=0, description="Version of the correction that was shown; 0 for none.")] = 0


class Corrected(BaseModel):
    """A correction that is kept."""

    id: int
    version: int
    text: str
    entry: int | None
    start: int | None
    end: int | None
    language: str
    top: str = Field(description="As it was read, by `model`.")
    emotions: dict[str, float]
    model: str
    labels: list[str]
    consent: bool
    created: str
    edited: str

    @classmethod
    def of(cls, one: Correction) -> Self:
        """Return a correction as the API shows it."""
        said, place = one.said, one.said.place
        return cls(
            id=one.id, version=one.version, text=said.text, language=said.language, top=said.top,
            entry=place.entry if place else None, start=place.start if place else None,
            end=place.end if place else None, emotions=dict(said.emotions), model=said.model,
            labels=list(said.labels), consent=said.consent, created=one.created.isoformat(timespec="seconds"),
            edited=one.edited.isoformat(timespec="seconds"),
        )  # fmt: skip


@router.post("/profiles/{profile}/corrections", status_code=201, responses=MISSING | CHANGED)
async def correct(profile: Profile, said: Said, engine: Asked, desk: At) -> Corrected:
    """Keep what a text feels; the next reading of a like text is better."""

    def work() -> Corrected:
        learning = engine.learning
        if said.entry is not None:
            place = Place(said.entry, said.start, said.end)
            made = learning.correct_entry(
                place, said.labels, consent=said.consent, seen=said.seen, profile=profile
            )
        else:
            made = learning.correct(
                said.text or "", said.labels, consent=said.consent, seen=said.seen, profile=profile
            )
        return Corrected.of(made)

    return await desk.do(work)


@router.get("/profiles/{profile}/corrections")
async def corrections(profile: Profile, engine: Asked, desk: At) -> list[Corrected]:
    """Return what a profile corrected, the latest first."""
    return await desk.do(lambda: [Corrected.of(one) for one in engine.learning.corrections(profile)])


@router.delete("/profiles/{profile}/corrections/{number}", status_code=204, responses=MISSING)
async def forget(profile: Profile, number: Number, engine: Asked, desk: At) -> None:
    """Delete a correction and what was learnt from it."""
    await desk.do(lambda: engine.learning.forget(number, profile))


@router.get("/profiles/{profile}/corrections/export/{form}", response_class=Response)
async def export(
    profile: Profile, form: Literal["csv", "xlsx", "jsonl"], engine: Asked, desk: At
) -> Response:
    """Return the corrections that may be learnt from as a file, which is a corpus."""
    data = await desk.do(lambda: engine.learning.export(form, profile))
    headers = {
        "Content-Disposition": f'attachment; filename="corrections.{form}"',
        "Cache-Control": "no-store",
    }
    return Response(data, media_type=FORMS[form], headers=headers)
