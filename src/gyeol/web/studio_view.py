"""New emoji as people see them: what each shows, what is doubted, and which are kept."""

from dataclasses import dataclass

from gyeol.engine import Engine
from gyeol.engine.studio.answers import Batch, Candidate
from gyeol.engine.studio.generators import SHIPPED, GeneratorInfo
from gyeol.phrases import Phrases
from gyeol.web.view import Card, View


@dataclass(frozen=True)
class Fresh:
    """A new emoji to look at.

    Attributes:
        id: its number.
        name: in the visitor's language.
        url: address of its picture.
        shows: the feeling that is seen in it, with what speaks against it.
        sure: whether that is the feeling that was asked for.
        card: the sticker that it has become, None while it is not kept.
    """

    id: str
    name: str
    url: str
    shows: str
    sure: bool
    card: Card | None


def fresh(engine: Engine, batch: Batch, view: View) -> list[Fresh]:
    """Return the emoji of a batch, as they stand now."""
    kept = {item.id.partition("/")[2]: item for item in engine.studio.kept()}
    name = view.say(f"studio.name.{batch.feeling}")
    return [
        Fresh(
            one.id,
            f"{name} {place}",
            url(one.id),
            _shows(one, view.say),
            one.agreed,
            view.card(kept[one.id], batch.feeling) if one.id in kept else None,
        )
        for place, one in enumerate(batch.candidates, 1)
    ]


def url(emoji: str) -> str:
    """Return the address of a made emoji's picture."""
    return f"/api/v1/emoji/{emoji}/picture"


def dropped(batch: Batch, say: Phrases) -> str:
    """Return in a sentence what was dropped and why; "" if nothing was."""
    parts = [
        say(f"page.studio.dropped.{why}", n=n)
        for why, n in (("copies", batch.copies), ("alike", batch.alike), ("empty", batch.empty))
        if n
    ]
    return " ".join(parts)


def title(generator: GeneratorInfo, say: Phrases) -> str:
    """Return the name of a generator for people."""
    return say("page.studio.generator.ours") if generator.name == SHIPPED else generator.title


def _shows(one: Candidate, say: Phrases) -> str:
    if one.agreed:
        return say(f"feeling.{one.number.feeling}")
    if one.seen_as is None:
        return say("page.studio.doubt.unclear")
    return say("page.studio.doubt.other", feeling=say(f"feeling.{one.seen_as}"))
