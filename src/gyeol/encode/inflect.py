"""The forms in which a listed word appears: English endings, Korean particles."""

import re

_VOWELS = "aeiou"
_PARTICLE = (
    "이|가|은|는|을|를|에|도|로|으로|랑|이랑|하고|만|와|과|의|에서|에게|한테|께|야|아|이야|다|이다|이에요|예요|에요|"
    "입니다|이네|네|이네요|네요|요|까지|부터|처럼|보다|마다|밖에|나|이나|라|이라|라고|이라고|라도|이라도|들|엔|에는|"
    "인데|이고|이랑은|이죠|죠|지|이지|님|이여|여|래|이래"
)
PARTICLES = re.compile(f"(?:{_PARTICLE}){{0,2}}")


def forms(word: str) -> set[str]:
    """Return an English word with its common endings: plural, -ed, -ing and -er by the usual spelling rules."""
    if len(word) < 3:
        return {word}
    if word.endswith("y") and word[-2] not in _VOWELS:
        return {word, word[:-1] + "ies", word[:-1] + "ied", word + "ing", word[:-1] + "ier"}
    if word.endswith("e"):
        return {word, word + "s", word + "d", word[:-1] + "ing", word + "r"}
    endings = {"es", "ed", "ing"} if word.endswith(("s", "x", "z", "ch", "sh")) else {"s", "ed", "ing", "er"}
    found = {word} | {word + ending for ending in endings}
    if len(word) <= 5 and word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        found |= {word + word[-1] + ending for ending in ("ed", "ing", "er")}
    return found
