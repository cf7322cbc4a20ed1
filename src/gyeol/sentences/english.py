"""Tell whether a full stop after a Latin word ends a sentence or belongs to an abbreviation, a name or a date."""

import re

_NEVER = re.compile(
    r"mr|mrs|ms|dr|prof|rev|gen|sen|rep|mt|capt|lt|col|sgt|e\.g|i\.e|eg|ie|vs|viz|cf|approx|al"
)
_BEFORE_NUMBER = re.compile(
    r"no|nos|p|pp|fig|vol|ch|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun"
)
_BEFORE_CAPITAL = re.compile(
    r"st|ave|rd|blvd|etc|a\.m|p\.m|am|pm|inc|ltd|co|corp|jr|sr|approx|est|min|hr|hrs|ft|oz|lb|lbs"
)
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$|^(?:St|Ave|Rd|Blvd|Ph\.D)$")
_INITIAL = re.compile(r"[A-HJ-Z]$")
_STARTERS = re.compile(
    r"the|a|an|i|i'm|i've|i'll|i'd|it|it's|he|she|we|they|you|my|his|her|our|their|this|that|these|those"
    r"|there|then|so|but|and|or|if|when|after|before|while|now|today|tomorrow|yesterday|what|why|how|who"
    r"|where|in|on|at|for|no|yes|not|maybe|still|just|all|as|everyone|everything|nothing|because"
)


def stops(word: str, following: str) -> bool:
    """Return whether one full stop after a word ends the sentence.

    Args:
        word: without that full stop.
        following: the next word with its marks.
    """
    low = word.lower()
    if _NEVER.fullmatch(low):
        return False
    if _BEFORE_NUMBER.fullmatch(low):
        return not following[:1].isdigit()
    if word != "St" and _BEFORE_CAPITAL.fullmatch(low):
        return not (following[:1].islower() or following[:1].isdigit())
    if _ACRONYM.search(word) or _INITIAL.fullmatch(word):
        return not following[:1].isascii() or (
            following[:1].isupper() and bool(_STARTERS.fullmatch(_bare(following)))
        )
    return True


def names(word: str) -> bool:
    """Return whether a word is written as a name is and seldom opens a sentence, as Jones after Albert I."""
    return (
        word[:1].isupper()
        and not _STARTERS.fullmatch(_bare(word))
        and not word.startswith(("Did", "Do", "Was"))
    )


def _bare(word: str) -> str:
    return word.strip("\"'“”‘’().,!?…").replace("’", "'").lower()
