"""Say in a sentence why a sticker was chosen."""

from collections.abc import Mapping

from gyeol.engine import Because
from gyeol.phrases import Phrases


def reason(because: Because, pack: str, titles: Mapping[str, str], say: Phrases) -> str:
    """Return why a sticker fits, for people; "" where nothing spoke for it.

    Args:
        because: the strongest part of each space.
        pack: the name of the sticker's own pack.
        titles: pack name -> its title in the language of `say`.
        say: the phrases of a language.
    """
    style = f"page.reason.{'same' if because.like == pack else 'like'}" if because.like else None
    about = "page.reason.about" if because.concept else None
    feels = f"page.reason.feels.{because.feeling}" if because.feeling else None
    keys = [key for key in (style, about, feels) if key]
    parts = [
        say(
            # a clause that another one follows ends differently, in Korean at least
            f"{key}.{'end' if key == keys[-1] else 'more'}" if key in (style, about) else key,
            pack=titles.get(because.like or "", because.like or ""),
            concept=because.concept or "",
        )
        for key in keys
    ]
    text = say("page.reason.joint").join(parts)
    return text[:1].upper() + text[1:]
