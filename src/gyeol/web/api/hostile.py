"""The endpoint that flags hostile texts for a moderator."""

from typing import Annotated, Literal, Self

from fastapi import APIRouter
from pydantic import BaseModel, Field

from gyeol.engine.watch import Watched
from gyeol.web.api.parts import Asked, At
from gyeol.web.api.shapes import Sent, Text

router = APIRouter()


class HostileAsked(Sent):
    """Texts to look through; the answer to each is the same as if it had come alone."""

    texts: Annotated[list[Text], Field(min_length=1, max_length=256)]


class HostileReason(BaseModel):
    """A word that weighed, and where it stands."""

    word: str
    start: int
    end: int
    kind: Literal["swear", "insult", "contempt", "wish", "threat", "like"]


class Flag(BaseModel):
    """One text: a reason for a person to look, never for a machine to punish."""

    text: str
    share: Annotated[float, Field(ge=0, le=1, description="How likely somebody would mark it as hostile.")]
    flagged: bool
    aimed: Annotated[bool, Field(description="It speaks to or of somebody but the writer.")]
    quoted: Annotated[bool, Field(description="The words may be somebody else's.")]
    reasons: list[HostileReason]
    model: str

    @classmethod
    def of(cls, watched: Watched) -> Self:
        """Return a watched text in the shape that the command line prints, too."""
        reasons = [HostileReason.model_validate(vars(reason)) for reason in watched.reasons]
        return cls.model_validate({**vars(watched), "reasons": reasons})


class Flags(BaseModel):
    """The flags, in the order of the texts."""

    flags: list[Flag]


@router.post("/hostile")
async def hostile(asked: HostileAsked, engine: Asked, desk: At) -> Flags:
    """Flag hostile ones among up to 256 texts, with the words that weighed; none is kept."""
    watched = await desk.do(lambda: engine.watch.hostile(asked.texts))
    return Flags(flags=[Flag.of(one) for one in watched])
