"""Decode a text, bring it into the one form that models read, and guess its language."""

import re
import unicodedata

from gyeol.errors import BadData, BadText

MAX_CHARS = 100_000  # a long diary; beyond it a text is refused rather than silently cut

_REPEAT = re.compile(r"(.)\1{3,}", re.DOTALL)
_SPACE = re.compile(r"\s+")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")


def check(text: str) -> str:
    """Return the `visible` part of a text; raise `BadText` if nothing is left or it is too long."""
    if len(text) > MAX_CHARS:
        raise BadText(
            f"a text may have at most {MAX_CHARS:,} characters, this one has {len(text):,}; send it in parts."
        )
    clean = visible(text)
    if not clean.strip():
        raise BadText("the text is empty; write a word or an emoji.")
    return clean


def visible(text: str) -> str:
    """Return the text with lone surrogates as U+FFFD and without control characters, but for tab and line ends."""
    clean = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(c for c in clean if c in "\t\n\r" or unicodedata.category(c) != "Cc")


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file, without BOM: UTF-16 where a BOM says so, else UTF-8, else cp949.

    Args:
        data: the file's bytes.
        name: the file's name, for the message.

    Raises:
        BadData: it is none of them.
    """
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadData(f"a text file must be UTF-8 or cp949, '{name}' is neither; save it again as UTF-8.")


def normalise(text: str) -> str:
    """Return the form that models read: NFC, runs of one character cut to three, single spaces, no ends."""
    text = unicodedata.normalize("NFC", text)
    text = _REPEAT.sub(r"\1\1\1", text)
    return _SPACE.sub(" ", text).strip()


def language(text: str) -> str:
    """Return "ko" if a quarter of the letters or more are Hangul, "en" if any is Latin, else "und"."""
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    if hangul and hangul * 3 >= latin:
        return "ko"
    return "en" if latin else "und"
