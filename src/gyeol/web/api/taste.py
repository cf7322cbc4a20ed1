"""Endpoints of a profile's taste: inspect it, set it, forget it."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from gyeol.engine.taste import HALF_LIFE, MAX_WEIGHT
from gyeol.web.api.packs import SimilarPack
from gyeol.web.api.parts import MISSING, Asked, At, In, Pack, Profile, Slug, sticker, summary
from gyeol.web.api.shapes import Sent, Sticker
from gyeol.web.view import View

N_PACKS = 5
router = APIRouter()


class WeightSet(Sent):
    """How much a sticker shall count; it fades from now on."""

    weight: Annotated[
        float,
        Field(ge=-MAX_WEIGHT, le=MAX_WEIGHT, description="Below 0: less of its kind. 0 forgets the sticker."),
    ]


class Trait(Sticker):
    """A sticker of a taste; `weight` = log2(1 + liked + faded uses) + leaning."""

    weight: float
    liked: bool
    sent: int = Field(description="How often, ever.")
    leaning: float = Field(description="What is left of “more like this” (above 0) or “less” (below 0).")


class Taste(BaseModel):
    """What a profile's style is made of, the heaviest first, and the packs that are nearest to it."""

    profile: str
    half_life_days: float = Field(description="After which half of what was sent and said is left.")
    stickers: list[Trait]
    packs: list[SimilarPack]


@router.get("/profiles/{profile}/taste")
async def taste(profile: Profile, engine: Asked, desk: At, choice: In) -> Taste:
    """Return a profile's taste as it counts now."""

    def work() -> Taste:
        view = View(engine, choice.say)
        return Taste(
            profile=profile,
            half_life_days=HALF_LIFE.days,
            stickers=[
                Trait(
                    **sticker(view.card(view.shelf.sticker(one.id))).model_dump(),
                    weight=round(one.weight, 4),
                    liked=one.liked,
                    sent=one.sent,
                    leaning=round(one.leaning, 4),
                )
                for one in engine.taste.traits(profile)
            ],
            packs=[
                SimilarPack(pack=summary(view, found.info), similarity=found.similarity)
                for found in engine.taste.packs(profile, N_PACKS)
            ],
        )

    return await desk.do(work)


@router.put("/profiles/{profile}/taste/{pack}/{slug}", status_code=204, responses=MISSING)
async def weigh(profile: Profile, pack: Pack, slug: Slug, wanted: WeightSet, engine: Asked, desk: At) -> None:
    """Let a sticker weigh as much as is said, whatever was liked or sent before."""
    await desk.do(lambda: engine.taste.set(f"{pack}/{slug}", profile, wanted.weight))


@router.delete("/profiles/{profile}/taste/{pack}/{slug}", status_code=204)
async def forget(profile: Profile, pack: Pack, slug: Slug, engine: Asked, desk: At) -> None:
    """Forget what a profile liked, sent and said of a sticker; a second time changes nothing."""
    await desk.do(lambda: engine.taste.forget(profile, f"{pack}/{slug}"))


@router.delete("/profiles/{profile}/taste", status_code=204)
async def reset(profile: Profile, engine: Asked, desk: At) -> None:
    """Forget the whole taste of a profile."""
    await desk.do(lambda: engine.taste.forget(profile))
