"""What a user owns, by kind: in which tables and in which folders of gyeol's home it lies.

A table or folder that is in no kind would be neither shown, nor exported, nor deleted: tests compare this list with the
tables of the store and with every folder that the code names.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """Something that a user owns.

    Attributes:
        name: as addresses and commands say it; its title is the phrase `mine.NAME.title`.
        tables: of the store; the first is the one that is counted and shown.
        folder: in gyeol's home, "" for none; each folder or file directly in it counts as one.
        derived: it is made of other kinds, and is deleted with them.
    """

    name: str
    tables: tuple[str, ...] = ()
    folder: str = ""
    derived: bool = False


KINDS = (
    Kind("diary", ("entries", "entry_sentences")),
    Kind("corrections", ("corrections",)),
    Kind("watched", ("watched",)),
    Kind("asked", ("queries", "impressions")),
    Kind("ratings", ("ratings",)),
    Kind("likes", ("likes",)),
    Kind("uses", ("uses",)),
    Kind("leanings", ("leanings",)),
    Kind("packs", folder="packs"),
    Kind("songs", folder="songs"),
    Kind("generators", folder="generators"),
    Kind("learnt", folder="learnt", derived=True),
)
INTERNAL = ("profiles", "locks")  # whose rows these are, and how they are locked; go with everything


def named(name: str) -> Kind | None:
    """Return a kind, None if there is none of this name."""
    return next((kind for kind in KINDS if kind.name == name), None)
