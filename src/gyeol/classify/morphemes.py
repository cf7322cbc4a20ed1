"""Cut Korean into morphemes with their parts of speech (Kiwi, the extra "korean"): 갔어요 is 가/VV 었/EP 어요/EF."""

from gyeol.kiwi import analyser
from gyeol.text import normalise


def morphemes(text: str) -> list[str]:
    """Return the morphemes of a text in order, as "form/TAG"; raise `MissingExtra` where kiwipiepy is not installed."""
    plain = "".join(c if c <= "\uffff" else "☆" for c in normalise(text).lower())
    with analyser("a classifier that reads morphemes") as kiwi:
        return [f"{found.form}/{found.tag}" for found in kiwi.tokenize(plain)]
