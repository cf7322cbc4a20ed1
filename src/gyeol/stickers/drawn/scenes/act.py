"""What a character does, and everything that one feeling has to show."""

from dataclasses import dataclass

from gyeol.stickers.drawn.faces import Expression


@dataclass(frozen=True)
class Act:
    """One thing to do.

    Attributes:
        slug: part of a sticker's slug.
        ko: a clause in 해요체.
        en: the same, in sentence case without a full stop.
        pose: a name of `poses.POSES`.
        props: `prop@anchor` or `prop@anchor*scale`, separated by spaces.
        ko_words, en_words: what people would search for, separated by spaces.
        faces: slugs of the expressions that suit it, best first; "" for all of the feeling.
    """

    slug: str
    ko: str
    en: str
    pose: str
    props: str
    ko_words: str
    en_words: str
    faces: str = ""


@dataclass(frozen=True)
class Repertoire:
    """All expressions and acts of one feeling."""

    expressions: tuple[Expression, ...]
    acts: tuple[Act, ...]

    def faces(self, act: Act) -> tuple[Expression, ...]:
        """Return the expressions that suit an act, best first."""
        by_slug = {e.slug: e for e in self.expressions}
        return tuple(by_slug[s] for s in act.faces.split()) or self.expressions
