"""Watch what others write, for a moderator: texts that look hostile, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gyeol import text
from gyeol.classify.hostile import Hostile, Reason
from gyeol.phrases import Phrases


@dataclass(frozen=True)
class Watched:
    """A text as a moderator sees it.

    Attributes:
        text: as given.
        share: how likely somebody would mark it as hostile, 0 to 1.
        flagged: whether a person should look.
        aimed: whether it speaks to or of somebody but the writer.
        quoted: whether the words may be somebody else's.
        reasons: the words that weighed, the weightiest first; empty if it is not flagged.
        model: `name@revision`.
    """

    text: str
    share: float
    flagged: bool
    aimed: bool
    quoted: bool
    reasons: tuple[Reason, ...]
    model: str


class Watch:
    """Flags texts; keeps none."""

    def __init__(self, model: Callable[[], Hostile]) -> None:
        self._model = model

    def hostile(self, texts: Sequence[str]) -> list[Watched]:
        """Judge each text; the answer is the same as if it had come alone.

        Raises:
            BadText: a text is empty or too long.
        """
        given = [text.check(one) for one in texts]
        model = self._model()
        return [
            Watched(one, v.share, v.flagged, v.aimed, v.quoted, v.reasons, model.name)
            for one, v in zip(given, model.read(given), strict=True)
        ]

    def told(self, watched: Watched, words: Phrases) -> str:
        """Return in a sentence why a text is flagged, "" if it is not."""
        if not watched.flagged:
            return ""
        named = ", ".join(
            words("hostile.reason", word=r.word, kind=words(f"hostile.kind.{r.kind}"))
            for r in watched.reasons
        )
        about = [words("hostile.why", words=named) if named else words("hostile.whole")]
        about += [words(f"hostile.{key}") for key in ("aimed", "quoted") if getattr(watched, key)]
        return " ".join(about)
