"""Where to find help, in one language, as the page and the API show it."""

from dataclasses import dataclass
from datetime import date

from gyeol.phrases import Phrases
from gyeol.safety import Help, HelpLine


@dataclass(frozen=True)
class Line:
    """Somewhere to call; `tel` is a telephone link, "" for advice without a number."""

    name: str
    number: str
    tel: str
    hours: str
    checked: str


@dataclass(frozen=True)
class HelpCard:
    """What stands above everything else.

    Attributes:
        level: "crisis" or "light".
        title, body: what to say.
        urgent: what to do in danger; "" where there is no emergency number to name.
        lines: where to call.
        checked: when the numbers were checked, if all on one day, else "" and each line says it.
        private: that nobody learns of it.
    """

    level: str
    title: str
    body: str
    urgent: str
    lines: tuple[Line, ...]
    checked: str
    private: str


def help_card(found: Help, say: Phrases) -> HelpCard:
    """Return help in the language of the phrases."""
    light = "light_" if found.level == "light" else ""
    emergency = next((line.number for line in found.lines if line.emergency and line.number), "")
    lines = tuple(_line(line, say) for line in found.lines)
    return HelpCard(
        level=found.level,
        title=say(f"safety.{light}title"),
        body=say(f"safety.{light}body"),
        urgent=say("safety.urgent", number=emergency) if emergency and not light else "",
        lines=lines,
        checked=lines[0].checked if len({line.checked for line in lines}) == 1 else "",
        private=say("safety.private"),
    )


def _line(line: HelpLine, say: Phrases) -> Line:
    korean = say.language == "ko"
    return Line(
        name=line.ko if korean else line.en,
        number=line.number,
        tel="tel:" + "".join(c for c in line.number if c.isdigit() or c == "+") if line.number else "",
        hours=line.hours_ko if korean else line.hours_en,
        checked=say("safety.checked", date=_day(line.checked_on, korean)),
    )


def _day(day: date, korean: bool) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일" if korean else f"{day.day} {day:%B %Y}"
