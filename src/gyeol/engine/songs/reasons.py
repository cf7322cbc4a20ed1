"""Say in a sentence why a song was chosen."""

from gyeol.engine.songs.answers import SongBecause
from gyeol.phrases import Phrases
from gyeol.songs.tags import tag_name


def song_reason(
    say: Phrases, because: SongBecause, concept: str | None, rated: str | None, *, again: bool = False
) -> str:
    """Return why a song fits, for people; a plain "nothing spoke for it" where that is so.

    Args:
        say: the phrases of a language.
        because: the reason.
        concept: the meaning that text and song share, as people call it; None: it has no name.
        rated: the title of the song whose rating speaks for it; None: none does.
        again: the rating that speaks for it is its own.
    """
    parts = []
    if because.feeling:
        source = because.evidence or "unnamed"
        words = ", ".join(tag_name(word, say.language) for word in because.words)
        key = "tagged" if source == "tags" and words else "plain" if because.feeling == "neutral" else source
        parts.append(
            say(f"songs.because.{key}", feeling=say(f"feeling.{because.feeling}").lower(), words=words)
        )
    if concept:
        parts.append(say("songs.because.concept", concept=concept))
    elif because.about:
        parts.append(say("songs.because.about"))
    if again:
        parts.append(say("songs.because.again"))
    elif rated:
        parts.append(say("songs.because.rated", title=rated))
    return say("songs.because.joint").join(parts) or say("songs.because.nothing")
