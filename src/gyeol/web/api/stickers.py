"""Endpoints that choose stickers, show them and let them be rated."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from gyeol.engine import Answer, Engine
from gyeol.web import pictures
from gyeol.web.api.parts import MISSING, Asked, At, In, Pack, Slug, sticker
from gyeol.web.api.shapes import Emotions, HelpShown, Name, Sent, Sticker, Text
from gyeol.web.help import help_card
from gyeol.web.language import Choice
from gyeol.web.view import View

router = APIRouter()


class StickersAsked(Sent):
    """A message that wants stickers."""

    text: Text
    like: Annotated[
        list[Name],
        Field(max_length=200, description="Ids of stickers or names of packs whose style is wanted."),
    ] = []  # noqa: RUF012 (pydantic gives each its own)
    profile: Annotated[
        str | None, Field(max_length=64, description="Whose likes count, as `me`; null: nobody's.")
    ] = None
    n: Annotated[int, Field(ge=1, le=100)] = 6
    record: Annotated[
        bool,
        Field(description="Keep what was felt and shown (never the text) under the profile, for ratings."),
    ] = True


class MoreAsked(Sent):
    """How many stickers are wanted after the ratings."""

    n: Annotated[int, Field(ge=1, le=100)] = 6


class RatingGiven(Sent):
    """How well a sticker of an answer fitted."""

    sticker: Name
    value: Annotated[int, Field(ge=1, le=5, strict=True)]


class Suggested(Sticker):
    """A sticker of an answer; `score` is the sum of `why`."""

    score: float
    why: dict[str, float]
    reason: str


class Stickers(BaseModel):
    """The stickers for a message, best first; none in a crisis, where only help is shown."""

    query: int | None = Field(description="Number for ratings; null if nothing was recorded.")
    reading: Emotions
    help: HelpShown | None
    stickers: list[Suggested]


@router.post("/stickers", responses=MISSING)
async def stickers(asked: StickersAsked, engine: Asked, desk: At, choice: In) -> Stickers:
    """Return the stickers that fit a message in feeling, meaning and style."""

    def work() -> Stickers:
        answer = engine.stickers(
            asked.text, like=asked.like, profile=asked.profile, n=asked.n, record=asked.record
        )
        return _answered(engine, choice, answer)

    return await desk.do(work)


@router.get("/stickers/{pack}/{slug}/picture", responses=MISSING, response_class=Response)
def picture(request: Request, pack: Pack, slug: Slug, engine: Asked) -> Response:
    """Return the picture of a sticker."""
    return pictures.send(request, engine.picture(f"{pack}/{slug}"))


@router.post("/queries/{query}/ratings", status_code=201, response_class=Response, responses=MISSING)
async def rate(query: int, given: RatingGiven, engine: Asked, desk: At) -> Response:
    """Rate a sticker of a recorded answer from 1 to 5; a second rating replaces the first."""
    await desk.do(lambda: engine.rate(query, given.sticker, given.value))
    return Response(status_code=201)


@router.post("/queries/{query}/more", status_code=201, responses=MISSING)
async def more(query: int, wanted: MoreAsked, engine: Asked, desk: At, choice: In) -> Stickers:
    """Answer the message of a recorded answer again, moved by every rating that was given since.

    What was rated below 3 does not come back. The reading has no text: none was kept.
    """
    return await desk.do(lambda: _answered(engine, choice, engine.more(query, wanted.n)))


def _answered(engine: Engine, choice: Choice, answer: Answer) -> Stickers:
    cards = View(engine, choice.say).answer(answer)
    return Stickers(
        query=answer.query,
        reading=Emotions.of(answer.reading),
        help=HelpShown.model_validate(help_card(answer.help, choice.say)) if answer.help else None,
        stickers=[
            Suggested(**sticker(card).model_dump(), score=s.score, why=dict(s.why), reason=card.reason)
            for s, card in zip(answer.stickers, cards, strict=True)
        ],
    )
