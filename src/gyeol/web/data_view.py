"""What a user owns, as people see it: names and pictures instead of ids and columns."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gyeol.engine import Engine
from gyeol.engine.mine import Amount, Owned, one_line
from gyeol.phrases import Phrases
from gyeol.web import diary_view
from gyeol.web.view import View


@dataclass(frozen=True)
class Pile:
    """How much there is of a kind, in words."""

    name: str
    title: str
    what: str
    count: int
    size: str


@dataclass(frozen=True)
class Thing:
    """One thing that a user owns.

    Attributes:
        key: names it among its kind.
        title: what it is.
        more: what else is to be said about it, or "".
        when: the day, in words, or "".
        picture: address of its picture, or "".
        url: of its own page, or "".
        label: the feeling whose colour it has, or "".
    """

    key: str
    title: str
    more: str
    when: str
    picture: str
    url: str
    label: str


def pile(amount: Amount, say: Phrases) -> Pile:
    """Return a kind as the overview shows it."""
    name = amount.kind.name
    return Pile(name, say(f"mine.{name}.title"), say(f"mine.{name}.what"), amount.count, size(amount.n_bytes))


def size(n_bytes: int) -> str:
    """Return a size in words, "" for nothing."""
    return f"{max(0.1, n_bytes / 1e6):,.1f} MB" if n_bytes else ""


class Things:
    """Shows things of one kind to somebody who reads one language.

    Args:
        engine: whose stickers and songs have names.
        say: the phrases of the language.
    """

    def __init__(self, engine: Engine, say: Phrases) -> None:
        self._view, self._songs, self._say = View(engine, say), engine.songs.shelf.catalog, say

    def thing(self, owned: Owned) -> Thing:
        """Return one thing to look at; of a kind that nothing special is known of, all its facts."""
        facts, label = owned.facts, str(owned.facts.get("top") or "")
        title, picture = self._named(str(facts["item_id"])) if "item_id" in facts else ("", "")
        if "emotions" in facts and not label:
            label = max(facts["emotions"], key=lambda one: float(facts["emotions"][one]), default="")
        return Thing(
            owned.key,
            title or self._title(owned),
            self._more(owned),
            self._when(facts),
            picture,
            self._url(owned),
            label,
        )

    def _url(self, owned: Owned) -> str:
        entry = owned.key if owned.kind == "diary" else owned.facts.get("entry_id")
        return f"/diary/{entry}" if entry else ""

    def _title(self, owned: Owned) -> str:
        facts = owned.facts
        if owned.kind == "asked":
            return self._say(
                f"page.places.{ {'songs': 'songs', 'packs': 'packs'}.get(facts['kind'], 'chat') }"
            )
        if facts.get("entry_id"):
            return self._say("mine.diary.title")
        if not facts.get("text"):
            return owned.key if "bytes" in facts else one_line(owned)
        begins = " ".join(facts["text"].split())
        return str(facts.get("title") or (begins[:79] + "…" if len(begins) > 80 else begins))

    def _more(self, owned: Owned) -> str:
        facts, say = owned.facts, self._say
        if "bytes" in facts:
            return size(facts["bytes"])
        if owned.kind == "corrections":
            return ", ".join(say(f"feeling.{label}") for label in facts["labels"])
        if owned.kind == "ratings":
            return say("page.data.rated", n=facts["value"])
        if owned.kind == "uses":
            return say("page.data.sent", n=facts["count"])
        if owned.kind == "leanings":
            return say("page.taste.more" if facts["value"] > 0 else "page.taste.less")
        return ""

    def _when(self, facts: dict[str, Any]) -> str:
        told = next((facts[n] for n in ("day", "created", "since", "last", "changed") if facts.get(n)), None)
        if told is None:
            return ""
        day = (
            date.fromisoformat(told) if len(told) == 10 else datetime.fromisoformat(told).astimezone().date()
        )
        return diary_view.spoken(day, self._say)

    def _named(self, item: str) -> tuple[str, str]:
        """Return the name and picture of a sticker or song, its id and "" if it is no longer at hand."""
        stickers = self._view.shelf.catalog
        if item in stickers.row:
            card = self._view.card(stickers.items[stickers.row[item]])
            return card.name, card.url
        if item in self._songs.row:
            song = self._songs.items[self._songs.row[item]]
            return f"{song.ko} – {song.group}" if song.group else song.ko, ""
        return item, ""
