"""Say in a sentence why a sticker was chosen."""

from collections.abc import Mapping

from gyeol.engine import Because
from gyeol.phrases import Phrases
from gyeol.stickers.pack import Pack


def reason(because: Because, pack: str, packs: Mapping[str, Pack], say: Phrases) -> str:
    """Return why a sticker fits, for people; "" where nothing spoke for it.

    Args:
        because: the strongest part of each space.
        pack: the name of the sticker's own pack.
        packs: name -> pack, for titles.
        say: the phrases of a language.
    """
    like = packs.get(because.like or "")
    style = f"page.reason.{'same' if because.like == pack else 'like'}" if like else None
    about = "page.reason.about" if because.concept else None
    feels = f"page.reason.feels.{because.feeling}" if because.feeling else None
    keys = [key for key in (style, about, feels) if key]
    parts = [
        say(
            # a clause that another one follows ends differently, in Korean at least
            f"{key}.{'end' if key == keys[-1] else 'more'}" if key in (style, about) else key,
            pack=like.title(say.language) if like else "",
            concept=because.concept or "",
        )
        for key in keys
    ]
    text = say("page.reason.joint").join(parts)
    return text[:1].upper() + text[1:]
