"""The shapes that several resources of the REST API share; `docs/http-api.md` is generated from all of them."""

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


class Sent(BaseModel):
    """Base of what is sent: unknown fields are refused, and no error repeats a value."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


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


class Sticker(BaseModel):
    """A sticker and where its picture is."""

    id: str
    pack: str
    name: str
    url: str


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


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457); never what was sent."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = None
