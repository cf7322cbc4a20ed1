"""The shapes of the REST API; `docs/http-api.md` is generated from them."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from gyeol.engine import Reading


def _whole(value: Any) -> Any:
    """Replace lone surrogates, which JSON allows and UTF-8 does not, by U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


Text = Annotated[
    str, BeforeValidator(_whole), Field(description="Korean or English, up to 100,000 characters.")
]
Scheme = Annotated[
    str | None,
    Field(
        max_length=80,
        description="Group the twelve feelings as another system does, as `kakao6`; null keeps them.",
    ),
]
Name = Annotated[str, Field(max_length=200)]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class EmotionsAsked(_Asked):
    """One text to read."""

    text: Text
    scheme: Scheme = None


class BatchAsked(_Asked):
    """Several texts to read; the answer to each is the same as if it had come alone."""

    texts: Annotated[list[Text], Field(min_length=1, max_length=256)]
    scheme: Scheme = None


class StickersAsked(_Asked):
    """A message that wants stickers."""

    text: Text
    like: Annotated[
        list[Name],
        Field(max_length=200, description="Ids of stickers or names of packs whose style is wanted."),
    ] = []
    profile: Annotated[
        str | None, Field(max_length=64, description="Whose likes count, as `me`; null: nobody's.")
    ] = None
    n: Annotated[int, Field(ge=1, le=100)] = 6
    record: Annotated[
        bool,
        Field(description="Keep what was felt and shown (never the text) under the profile, for ratings."),
    ] = True


class UseNoted(_Asked):
    """A sticker that was copied, saved or sent."""

    sticker: Name


class RatingGiven(_Asked):
    """How well a sticker of an answer fitted."""

    sticker: Name
    value: Annotated[int, Field(ge=1, le=5, strict=True)]


class Emotions(BaseModel):
    """The feelings in one text: calibrated probabilities, which need not sum to 1."""

    text: str
    language: Literal["ko", "en", "und"]
    top: str
    emotions: dict[str, float]
    model: str

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """Return a reading in the shape that the command line prints, too."""
        return cls.model_validate(vars(reading))


class Batch(BaseModel):
    """The readings, in the order of the texts."""

    readings: list[Emotions]


class Sticker(BaseModel):
    """A sticker and where its picture is."""

    id: str
    pack: str
    name: str
    url: str


class Suggested(Sticker):
    """A sticker of an answer; `score` is the sum of `why`."""

    score: float
    why: dict[str, float]
    reason: str


class HelpLine(BaseModel):
    """Somebody to call; `tel` is a telephone link."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    number: str
    tel: str
    hours: str
    checked: str


class HelpShown(BaseModel):
    """Where to find help; to be shown above everything else."""

    model_config = ConfigDict(from_attributes=True)

    level: Literal["crisis", "light"]
    title: str
    body: str
    urgent: str
    lines: list[HelpLine]
    private: str


class Stickers(BaseModel):
    """The stickers for a message, best first."""

    query: int | None = Field(description="Number for ratings; null if nothing was recorded.")
    reading: Emotions
    help: HelpShown | None
    stickers: list[Suggested]


class PackSummary(BaseModel):
    """A pack as lists show it."""

    name: str
    title: str
    style: str
    licence: str
    attribution: str
    source: str
    stickers: int
    with_feeling: int
    ours: bool
    cover: list[Sticker]


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


class Likes(BaseModel):
    """What a profile likes, the oldest first."""

    profile: str
    stickers: list[Sticker]


class Artefact(BaseModel):
    """A trained part that is loaded."""

    kind: str
    name: str
    revision: str


class Health(BaseModel):
    """That the server answers, and with what."""

    status: Literal["ok"] = "ok"
    version: str
    artefacts: list[Artefact]
    packs: int
    stickers: int


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457); never what was sent."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = None
