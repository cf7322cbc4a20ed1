"""Say in a sentence why a sticker was chosen."""

from gyeol.phrases import Phrases


def reason(
    say: Phrases, *, feeling: str | None, concept: str | None, like: str | None, own: bool = False
) -> str:
    """Return why a sticker fits, for people; "" where nothing spoke for it.

    Args:
        say: the phrases of a language.
        feeling: the label of the product taxonomy that message and sticker share.
        concept: the meaning that they share, as people call it.
        like: the title of the liked pack that the sticker looks like.
        own: True if that is the sticker's own pack.
    """
    style = f"reason.{'same' if own else 'like'}" if like else None
    said = feeling and concept and concept.casefold() == say(f"feeling.{feeling}").casefold()
    about = "reason.about" if concept and not said else None
    feels = f"reason.feels.{feeling}" if feeling else None
    keys = [key for key in (style, about, feels) if key]
    parts = [
        say(
            # a clause that another one follows ends differently, in Korean at least
            f"{key}.{'end' if key == keys[-1] else 'more'}" if key in (style, about) else key,
            pack=like or "",
            concept=concept or "",
        )
        for key in keys
    ]
    text = say("reason.joint").join(parts)
    return text[:1].upper() + text[1:]
