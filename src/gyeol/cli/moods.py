"""`gyeol diary year, trend, words, ahead, low`: look back on the diary, and ahead."""

import sys
from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from gyeol.cli.console import emit, note, words
from gyeol.cli.diary_view import FACES, leaning, padded, paint
from gyeol.cli.lock import ask
from gyeol.cli.stickers import offer
from gyeol.diary.files import day_of
from gyeol.diary.low import Stretch
from gyeol.emotion import PRODUCT
from gyeol.engine import Engine
from gyeol.engine.diary.answers import DayMood
from gyeol.engine.moods import felt
from gyeol.engine.moods.answers import Ahead, Felt, Trend, Words
from gyeol.errors import BadRequest

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document.")]


def year(
    number: Annotated[
        int | None, typer.Argument(help="As 2026.", metavar="YEAR", show_default="this year")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print a year of moods: a row a month, a square a day, then how often each feeling was the strongest."""
    when = number if number is not None else date.today().year
    with Engine.open(ask=ask) as engine:
        moods = engine.moods.year(when)
    if as_json:
        emit({"year": when, "days": [asdict(mood) | {"day": mood.day.isoformat()} for mood in moods]})
        return
    _show_year(when, moods)
    _show_felt(felt(moods))


def trend(
    span: Annotated[
        str, typer.Argument(help="month (30 days, by day), year (52 weeks) or all (by month).")
    ] = "month",
    as_json: AsJson = False,
) -> None:
    """Print how moods went: bars that lean left where it was heavy and right where it was light."""
    with Engine.open(ask=ask) as engine:
        found = engine.moods.trend(span)
    emit(_plain(asdict(found))) if as_json else _show_trend(found)


def common_words(
    first: Annotated[str | None, typer.Option("--from", help="First day, as 2026-11-21.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the commonest words of the diary; sentences that speak of a crisis are not counted, help comes first."""
    with Engine.open(ask=ask) as engine:
        found = engine.moods.words(told_day(first), told_day(last))
    if found.help is not None:
        offer(found.help)
    if as_json:
        emit(_plain(asdict(found) | {"help": found.help.level if found.help else None}))
    else:
        _show_words(found)


def ahead(as_json: AsJson = False) -> None:
    """Print the coming days' moods, where looking ahead has beaten "as yesterday" in this diary."""
    with Engine.open(ask=ask) as engine:
        found = engine.moods.ahead()
    emit(_plain(asdict(found))) if as_json else _show_ahead(found)


def low(as_json: AsJson = False) -> None:
    """Print whether a low stretch lasts: of 14 days 7 or more written, three in four heavy, and the last two."""
    with Engine.open(ask=ask) as engine:
        found = engine.moods.low()
    if as_json:
        emit({"lasts": found is not None, "stretch": _plain(asdict(found)) if found else None})
    else:
        _show_low(found)


def told_day(told: str | None) -> date | None:
    """Return the day that an option names, None for none; raise `BadRequest` if there is no such day."""
    if told is None:
        return None
    try:
        return day_of(told)
    except ValueError:
        raise BadRequest(
            f"a day is written as 2026-11-21, not '{told[:40]}'; there must be such a day."
        ) from None


def add_to(app: typer.Typer) -> None:
    """Make these commands of `gyeol diary`."""
    for name, command in (
        ("year", year), ("trend", trend), ("words", common_words), ("ahead", ahead), ("low", low),
    ):  # fmt: skip
        app.command(name)(command)


def _show_year(number: int, moods: list[DayMood]) -> None:
    by = {mood.day: mood.top for mood in moods}
    for month in range(1, 13):
        squares = []
        for day in range(1, 32):
            try:
                label = by.get(date(number, month, day))
            except ValueError:
                break
            squares.append(_square(label))
        print(f"  {month:>2}  {''.join(squares)}")
    print()


def _square(label: str | None) -> str:
    """Return a day in three cells, with a face where nobody sees colours."""
    if label is None:
        return " · "
    return f" {paint('■', label)} " if sys.stdout.isatty() else f"{FACES[label]} "


def _show_felt(found: tuple[Felt, ...]) -> None:
    most = max((one.n_days for one in found), default=1)
    for one in found:
        title = padded(PRODUCT.title(one.label, words().language), 14)
        print(f"  {title}{paint('█' * max(1, round(30 * one.n_days / most)), one.label)} {one.n_days}")
    if not found:
        note(words()("cli.diary.none"))


def _show_trend(found: Trend) -> None:
    say = words()
    for stage in found.stages:
        when = str(stage.first) if stage.first == stage.last else f"{stage.first} – {stage.last}"
        title = PRODUCT.title(stage.top, say.language)
        print(
            f"  {padded(when, 24)} {paint(leaning(stage.valence), stage.top)} {stage.valence:+.2f}  {title}"
        )
    print()
    _show_felt(found.felt)


def _show_words(found: Words) -> None:
    say = words()
    for word in found.words:
        title = PRODUCT.title(word.top, say.language)
        print(f"  {padded(word.word, 20)}{word.n_entries:>5}  {paint(title, word.top)}")
    if not found.words:
        note(say("page.moods.words.empty"))


def _show_ahead(found: Ahead) -> None:
    say = words()
    for day in found.days:
        weekday = say(f"cli.diary.weekday.{day.day.weekday()}")
        between = f"[{day.low:+.2f}, {day.high:+.2f}]"
        print(f"  {day.day} {padded(weekday, 4)} {leaning(day.valence)} {day.valence:+.2f}  {between}")
    if found.days:
        first = found.days[0]
        note(say("page.moods.ahead.record", n=first.n, nearer=round(100 * first.nearer)))
    else:
        key = found.why_not.replace(" ", "_")
        note(say(f"page.moods.ahead.{key}", n=found.n_days, wanted=found.wanted))


def _show_low(found: Stretch | None) -> None:
    say = words()
    if found is None:
        print(say("cli.diary.not_low"))
        return
    print(say("page.low.kind_title"))
    print(say("page.low.kind_body", days=found.n_days, heavy=found.n_heavy))
    print(say("page.low.rule"))


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Return a row whose days are told as ISO dates, in lists of rows, too."""
    return {key: _value(value) for key, value in row.items()}


def _value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return _plain(value)
    return [_value(one) for one in value] if isinstance(value, list | tuple) else value
