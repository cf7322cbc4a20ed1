"""Endpoints that choose songs for a text, take ratings and give playlists."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from gyeol.engine import Engine
from gyeol.engine.songs import MAX_SONGS
from gyeol.engine.songs.answers import SongAnswer
from gyeol.web.api.parts import MISSING, Asked, At, In
from gyeol.web.api.shapes import Emotions, HelpShown, Name, Sent, Text
from gyeol.web.help import help_card
from gyeol.web.language import Choice

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2**53)]
Few = Annotated[int, Field(ge=1, le=MAX_SONGS)]
Weight = Annotated[int, Field(ge=1, le=5, strict=True)]
Owner = Annotated[str, Field(max_length=64, pattern="^[A-Za-z0-9_-]+$")]
_KINDS = {"m3u": "audio/x-mpegurl", "csv": "text/csv", "json": "application/json"}


class SongsAsked(Sent):
    """A text or diary that wants songs."""

    text: Text
    mood: Annotated[
        Literal["same", "opposite", "lift"],
        Field(description="`lift`: gently up, in the order of the songs."),
    ] = "same"
    emotion: Annotated[Weight, Field(description="How much the feeling matters.")] = 3
    meaning: Annotated[Weight, Field(description="How much it matters what a song is about.")] = 3
    n: Few = 5
    lists: Annotated[
        list[Name], Field(max_length=50, description="Choose from these lists only; none: from all.")
    ] = []  # noqa: RUF012 (pydantic gives each its own)
    profile: Annotated[
        Owner | None,
        Field(
            description="Under whom what was felt and shown is kept (never the text); null: nothing is, and "
            "nothing can be rated."
        ),
    ] = "me"


class MoreSongs(Sent):
    """How many songs are wanted after the ratings."""

    n: Few = 5
    profile: Owner = "me"


class SongRated(Sent):
    """How much a song of an answer was liked."""

    song: Name
    value: Weight


class SongShown(BaseModel):
    """A song of an answer; `score` is the sum of `why`, `link` an address that nothing was fetched from."""

    id: str
    list: str
    title: str
    artist: str
    year: int | None
    theme: str
    score: float
    why: dict[str, float]
    reason: str
    feelings: dict[str, float]
    link: str


class SongsFound(BaseModel):
    """The songs for a text, best first; none in a crisis, where only help is shown, or when nothing is left."""

    query: int | None = Field(description="Number for ratings and for more; null if nothing was recorded.")
    mood: str
    reading: Emotions | None = Field(description="Null for more songs: no text was kept.")
    help: HelpShown | None
    songs: list[SongShown]


@router.post("/songs", responses=MISSING)
async def songs(asked: SongsAsked, engine: Asked, desk: At, choice: In) -> SongsFound:
    """Return the songs that fit a text in feeling and meaning, and what was rated before."""
    wish = asked.model_dump(exclude={"text"})
    return await desk.do(lambda: _found(engine, choice, engine.songs.for_text(asked.text, **wish)))


@router.post("/songs/queries/{query}/more", status_code=201, responses=MISSING)
async def more(query: Number, wanted: MoreSongs, engine: Asked, desk: At, choice: In) -> SongsFound:
    """Return further songs after an answer, by every rating so far; none comes twice, and at the end none at all."""
    return await desk.do(
        lambda: _found(engine, choice, engine.songs.more(query, n=wanted.n, profile=wanted.profile))
    )


@router.post("/songs/queries/{query}/ratings", status_code=201, response_class=Response, responses=MISSING)
async def rate(query: Number, given: SongRated, engine: Asked, desk: At) -> Response:
    """Rate a song of a recorded answer from 1 to 5; a second rating replaces the first."""
    await desk.do(lambda: engine.songs.rate(query, given.song, given.value))
    return Response(status_code=201)


@router.get("/songs/queries/{query}/playlist/{form}", response_class=Response, responses=MISSING)
async def playlist(query: Number, form: Literal["m3u", "csv", "json"], engine: Asked, desk: At) -> Response:
    """Return the songs of a recorded answer as a file."""
    text = await desk.do(lambda: engine.songs.export(query, form))
    name = f"gyeol-{query}.{'m3u8' if form == 'm3u' else form}"  # m3u8: the same in UTF-8
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(text, media_type=f"{_KINDS[form]}; charset=utf-8", headers=headers)


def _found(engine: Engine, choice: Choice, answer: SongAnswer) -> SongsFound:
    return SongsFound(
        query=answer.query,
        mood=answer.mood,
        reading=Emotions.of(answer.reading) if answer.reading else None,
        help=HelpShown.model_validate(help_card(answer.help, choice.say)) if answer.help else None,
        songs=[
            SongShown(
                id=song.id,
                list=song.list,
                title=song.title,
                artist=song.artist,
                year=song.year,
                theme=song.theme(choice.language),
                score=song.score,
                why=dict(song.why),
                reason=engine.songs.reason(song, choice.say),
                feelings=dict(song.feelings),
                link=song.link,
            )
            for song in answer.songs
        ],
    )
