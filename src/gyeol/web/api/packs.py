"""Endpoints of the sticker packs."""

from fastapi import APIRouter
from pydantic import BaseModel

from gyeol.web.api.parts import MISSING, Asked, At, In, Pack, sticker, summary
from gyeol.web.api.shapes import PackSummary, Sticker
from gyeol.web.view import View

N_SIMILAR = 5

router = APIRouter()


class Packs(BaseModel):
    """All packs, those that came with gyeol first."""

    packs: list[PackSummary]


class PackWhole(PackSummary):
    """A pack with all its stickers."""

    items: list[Sticker]


class SimilarPack(BaseModel):
    """A pack that looks like another one; `similarity` is a cosine in [-1, 1]."""

    pack: PackSummary
    similarity: float


class SimilarPacks(BaseModel):
    """The packs that look most like one, nearest first."""

    similar: list[SimilarPack]


@router.get("/packs")
async def packs(engine: Asked, desk: At, choice: In) -> Packs:
    """List all packs."""

    def work() -> Packs:
        view = View(engine, choice.say)
        return Packs(packs=[summary(view, info) for info in engine.packs()])

    return await desk.do(work)


@router.get("/packs/{pack}", responses=MISSING)
async def pack(pack: Pack, engine: Asked, desk: At, choice: In) -> PackWhole:
    """Return a pack with all its stickers."""

    def work() -> PackWhole:
        info, items = engine.pack(pack)
        view = View(engine, choice.say)
        return PackWhole(
            **summary(view, info).model_dump(), items=[sticker(view.card(item)) for item in items]
        )

    return await desk.do(work)


@router.get("/packs/{pack}/similar", responses=MISSING)
async def similar(pack: Pack, engine: Asked, desk: At, choice: In) -> SimilarPacks:
    """Return the packs whose style is nearest to that of a pack."""

    def work() -> SimilarPacks:
        view = View(engine, choice.say)
        return SimilarPacks(
            similar=[
                SimilarPack(pack=summary(view, found.info), similarity=found.similarity)
                for found in engine.similar(pack, N_SIMILAR)
            ]
        )

    return await desk.do(work)
