"""`gyeol songs`: lists of songs, and songs for a text."""

import re
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from gyeol.cli.console import emit, forgiving_streams, note, progress, saving, table, words
from gyeol.cli.lock import ask
from gyeol.cli.stickers import offer
from gyeol.corpora.files import text_of
from gyeol.engine import Engine
from gyeol.engine.songs import Songs
from gyeol.engine.songs.answers import SongAnswer, SongSuggestion
from gyeol.engine.songs.lists import SongReport
from gyeol.errors import BadRequest
from gyeol.songs.library import SongList

app = typer.Typer(
    help="Songs for a text or diary: import lists, get five songs, rate them, get more.", no_args_is_help=True
)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Count = Annotated[int, typer.Option("-n", help="How many songs, 1 to 50.")]


@app.command("import")
def import_path(
    path: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX or JSON lines; a folder or zip of them.")],
    name: Annotated[str | None, typer.Option(help="Name of the list.", show_default="the file's")] = None,
    keep_lyrics: Annotated[
        bool, typer.Option("--keep-lyrics", help="Store the lyrics too; by default they only make vectors.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite a list of the same name.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import a table of songs as a list."""
    with Engine.open(ask=ask) as engine, progress(words()("cli.songs.importing")) as watch:
        report = engine.songs.lists.import_path(
            path, name=name, keep_lyrics=keep_lyrics, replace=replace, progress=watch
        )
    _report(report, as_json)


@app.command("list")
def list_lists(as_json: AsJson = False) -> None:
    """List all lists of songs."""
    with Engine.open(ask=ask) as engine:
        shelf = engine.songs.shelf
    rows = [_list(found, ours=name in shelf.ours) for name, found in shelf.lists.items()]
    if as_json:
        emit({"lists": rows, "damaged": dict(shelf.damaged)})
        return
    columns = ("name", "title", "songs", "with_feeling")
    table([words()(f"cli.songs.{c}") for c in columns], [[str(row[c]) for c in columns] for row in rows])
    for problem in shelf.damaged.values():
        note(problem)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Name of a list, or id of a song.")], as_json: AsJson = False
) -> None:
    """Show the songs of a list, or everything that is known about one song."""
    with Engine.open(ask=ask) as engine:
        shelf = engine.songs.shelf
        if "/" in name:
            item = shelf.song(name)
            emit({"id": item.id, "title": item.ko, "artist": item.group, "tags": item.keywords, **item.facts})
            return
        found, items = engine.songs.lists.songs(name)
    if as_json:
        songs = [{"id": i.id, "title": i.ko, "artist": i.group, "year": i.facts.get("year")} for i in items]
        emit({**_list(found, ours=name in shelf.ours), "items": songs})
        return
    head = [words()(f"cli.songs.{c}") for c in ("id", "title", "artist", "year")]
    table(head, [(i.id, i.ko, i.group, str(i.facts.get("year", ""))) for i in items])


@app.command("remove")
def remove(name: Annotated[str, typer.Argument(help="Name of a list.")], as_json: AsJson = False) -> None:
    """Delete an imported list from this machine."""
    with Engine.open(ask=ask) as engine:
        engine.songs.lists.remove(name)
    emit({"removed": name}) if as_json else print(words()("cli.songs.removed", name=name))


@app.command("for")
def for_text(
    text: Annotated[list[str] | None, typer.Argument(help="The text; '-' reads stdin.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file with the text.")] = None,
    mood: Annotated[str, typer.Option(help="same, opposite, or lift: gently up, song by song.")] = "same",
    emotion: Annotated[int, typer.Option(help="How much the feeling matters, 1 to 5.")] = 3,
    meaning: Annotated[int, typer.Option(help="How much it matters what a song is about, 1 to 5.")] = 3,
    only: Annotated[list[str] | None, typer.Option("--list", help="Choose from this list only.")] = None,
    n: Count = 5,
    as_json: AsJson = False,
) -> None:
    """Find songs for a text or a diary."""
    forgiving_streams()
    message = _message(text, file)
    with Engine.open(ask=ask) as engine:
        answer = engine.songs.for_text(
            message, mood=mood, emotion=emotion, meaning=meaning, n=n, lists=only or ()
        )
        _answer(engine.songs, answer, as_json)


@app.command("more")
def more(
    query: Annotated[int, typer.Argument(help="Number of an answer.")],
    rate: Annotated[
        list[str] | None,
        typer.Option("--rate", help="ID=1 … ID=5, or a song's place: 2=5.", metavar="ID=N"),
    ] = None,
    n: Count = 5,
    as_json: AsJson = False,
) -> None:
    """Rate the songs of an answer and get more like the good ones."""
    with Engine.open(ask=ask) as engine:
        engine.songs.rate_all(query, [_rating(engine.songs, query, told) for told in rate or ()])
        _answer(engine.songs, engine.songs.more(query, n=n), as_json)


@app.command("rate")
def rate(
    query: Annotated[int, typer.Argument(help="Number of an answer.")],
    ratings: Annotated[list[str], typer.Argument(help="ID=1 … ID=5, or a song's place: 2=5.")],
    as_json: AsJson = False,
) -> None:
    """Rate songs of an answer from 1 to 5."""
    with Engine.open(ask=ask) as engine:
        told = [_rating(engine.songs, query, rating) for rating in ratings]
        engine.songs.rate_all(query, told)
    emit({"query": query, "ratings": dict(told)}) if as_json else print(
        words()("cli.songs.rated", n=len(dict(told)))
    )


@app.command("export")
def export(
    query: Annotated[int, typer.Argument(help="Number of an answer.")],
    form: Annotated[str, typer.Option("--format", help="m3u, csv or json.")] = "m3u",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; none: stdout.")] = None,
) -> None:
    """Write the songs of an answer as a playlist."""
    with Engine.open(ask=ask) as engine:
        text = engine.songs.export(query, form)
        gone = len(engine.songs.shown_ids(query)) - len(engine.songs.shown(query))
    if gone:
        note(words()("cli.songs.gone", n=gone))
    if out is None:
        sys.stdout.write(text)
    else:
        with saving(out), out.open("x", encoding="utf-8", newline="") as file:
            file.write(text)


@app.command("video")
def video(song: Annotated[str, typer.Argument(help="Id of a song.")], as_json: AsJson = False) -> None:
    """Print where to watch a song; asks YouTube only if the setting 'youtube_key' is filled."""
    with Engine.open(ask=ask) as engine:
        link = engine.songs.video(song)
    emit({"id": song, "link": link}) if as_json else print(link)


def _message(text: list[str] | None, file: Path | None) -> str:
    if file is not None and text:
        raise BadRequest("give a text or --file, not both.")
    if file is not None:
        return text_of(file)
    return " ".join(text) if text and text != ["-"] else sys.stdin.read()


def _rating(songs: Songs, query: int, told: str) -> tuple[str, int]:
    """Return song and value of ID=5 or 2=5, a place of the answer."""
    song, equals, value = told.rpartition("=")
    if not equals or not re.fullmatch(r"\s*-?\d{1,9}\s*", value):
        raise BadRequest(f"a rating is written ID=N, as 2=5 for the second song, not '{told[:80]}'.")
    if song.isdecimal() and len(song) < 10:
        shown = songs.shown_ids(query)
        if not 1 <= int(song) <= len(shown):
            raise BadRequest(
                f"answer {query} has the songs 1 to {len(shown)}, not {song}; choose one of them."
            )
        song = shown[int(song) - 1]
    return song, int(value)


def _answer(songs: Songs, answer: SongAnswer, as_json: bool) -> None:
    if answer.help is not None:
        offer(answer.help)
    if answer.reading is not None and answer.reading.foreign:
        note(words()("page.diary.foreign"))
    rows = [(song, songs.reason(song, words())) for song in answer.songs]
    if as_json:
        emit(
            {
                "query": answer.query,
                "mood": answer.mood,
                "help": answer.help.level if answer.help else None,
                "emotions": dict(answer.reading.emotions) if answer.reading else None,
                "songs": [_row(song, reason) for song, reason in rows],
            }
        )
        return
    for place, (song, reason) in enumerate(rows, 1):
        year = f" ({song.year})" if song.year else ""
        print(
            f"{place}. {song.title} – {song.artist}{year}" if song.artist else f"{place}. {song.title}{year}"
        )
        for line in (song.theme(words().language), reason, song.link):
            if line:
                print(f"   {line}")
    if not rows and answer.help is None:
        note(words()("cli.songs.none_left"))
    if rows and answer.query is not None:
        note(words()("cli.songs.next", query=answer.query))


def _row(song: SongSuggestion, reason: str) -> dict[str, Any]:
    return {
        "id": song.id,
        "title": song.title,
        "artist": song.artist,
        "year": song.year,
        "theme": song.theme(words().language),
        "score": round(song.score, 4),
        "why": {space: round(part, 4) for space, part in song.why.items()},
        "reason": reason,
        "feelings": dict(song.feelings),
        "link": song.link,
    }


def _list(found: SongList, *, ours: bool) -> dict[str, Any]:
    return {
        "name": found.name,
        "title": found.title,
        "songs": found.n_songs,
        "with_feeling": found.n_with_feeling,
        "source": found.source,
        "evidence": dict(found.evidence),
        "ours": ours,
    }


def _report(report: SongReport, as_json: bool) -> None:
    if as_json:
        emit(
            {
                **_list(report.list, ours=False),
                "duplicates": report.duplicates,
                "without_feeling": report.without_feeling,
                "skipped": dict(report.skipped),
                "others": [{"file": file, "why": why} for file, why in report.others],
            }
        )
        return
    about = report.list
    print(
        words()(
            "cli.songs.imported",
            name=about.name,
            n=about.n_songs,
            felt=about.n_with_feeling,
            blank=report.without_feeling,
            duplicates=report.duplicates,
            skipped=sum(report.skipped.values()),
        )
    )
    for why, rows in report.skipped.items():
        note(f"  {why}: {rows}")
    for file, why in report.others[:10]:
        note(f"  {file}: {why}")
