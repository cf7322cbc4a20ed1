"""Our own rule for where sentences end, for Korean, English and texts that mix them.

A line end ends a sentence unless the line plainly goes on. Within a line a word ends a sentence by its marks (not
those of abbreviations, decimals, dates and lists), by a Korean final ending, or by an emoji before a capital letter;
laughs, tears, emoji and closing brackets after it belong to it. Nothing is cut within brackets and quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gyeol.sentences import english, korean

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"\S+")
_EMOJI = (
    r"[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff"
    r"\u200d\u20e3\ufe0f\U000e0020-\U000e007f]"
)
_FACE = r"[:;=]['-]?[)(DPp3/|]+|\^[_.]*\^|ㅡ[._]*ㅡ|[ㅠㅜ][._][ㅠㅜ]|[T>][._]?[T<](?![A-Za-z])|<3|[xX]D(?![A-Za-z])"
_LAUGH = r"[ㅋㅎㅠㅜ]+"
_ENDS = ".!?…。！？‼⁇⁈⁉؟।॥"
_STOP = f"[{_ENDS}~∼〜]"
_CLOSER = r"[\"'”’)\]}」』»》〉）]"
_TAIL = re.compile(rf"(?:{_STOP}|{_CLOSER}|{_LAUGH}|{_FACE}|{_EMOJI}|[♡♥★☆♪♬^;])+")
_FEELS = re.compile(rf"(?:{_LAUGH}|{_FACE}|{_EMOJI}|[♡♥★☆♪♬~∼〜]|\.\.|…)")
_SIGN = re.compile(rf"{_EMOJI}|{_FACE}")
_FULL = re.compile(f"[{_ENDS}]")
_DOTS = re.compile(r"\.{2,}|…")
_DOUBT = re.compile(r"\([?!]+\)$|\[(?:\.{3}|…)\]")  # 완벽한(?) 하루, "words [...] words"
_ITEM = re.compile(
    r"(?:\d{1,3}(?:\.?\)|\.)|[-*•·▪◦‣–—]|[①-⑳]|\(\d{1,3}\)|[가나다라마바사아자차카타파하A-Za-z][.)])$"
)
_WEEKDAY = re.compile(r"[월화수목금토일]$")
_LIST = re.compile(r"\s*(?:\d{1,3}[.)](?:\s|$)|[-*•·▪◦‣>#]+\s|[①-⑳]|\(\d{1,3}\)|\[[ xX]\])")
_QUOTE_END = re.compile(r"[\"'”’」』)\]]$")
_PAIRS = re.compile(
    r"\([^()]{1,300}\)|\[[^\[\]]{1,300}\]|“[^“”]{1,300}”|「[^「」]{1,300}」|『[^『』]{1,300}』|《[^《》]{1,300}》|‘[^‘’]{1,200}’"
    r"|(?<![\w\"])\"(?=\S)[^\"]{1,300}(?<=\S)\"|(?<![\w'])'(?=[^\s'])[^']{1,150}(?<=\S)'(?![A-Za-z0-9])"
)
_WITHIN = re.compile(  # marks with no space after them: 갔다.그리고, 했어ㅋㅋ오늘, tired.Then, 。
    rf"(?<![{_ENDS}~∼〜ㅋㅎㅠㅜ])(?:(?:{_STOP}|{_LAUGH})++{_CLOSER}*(?=[가-힣])|(?<=[a-z][a-z])[.!?]++(?=[A-Z][a-z'])"
    rf"|[。！？]++{_CLOSER}*(?=\S))"
)
_ADDRESS = re.compile(r"://|^www\.|@|\.[a-z]{2,4}/")
_JOINS = re.compile(
    r"[,，、:·&(]$|(?<=..)(?:[은는을를와의]|에서|에게|한테|부터|처럼|보다|하고|면서|지만|려고|도록|느라|.서|으로|는데|은데|인데|했고|었고|았고)$"
)


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    first: bool  # of its line
    core: str  # without its tail
    tail: str


def ends(text: str) -> list[int]:
    """Return where sentences end, in order; the end of the text may be missing."""
    cuts = []
    for start, end in _paragraphs(text):
        closed = [(start + m.start(), start + m.end()) for m in _PAIRS.finditer(text[start:end])]
        tokens = list(_tokens(text, start, end))
        cuts += [cut for cut in _cuts(tokens) if not any(a < cut < b for a, b in _near(closed, cut))]
        cuts.append(end)
    return cuts


def _near(closed: list[tuple[int, int]], cut: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs that may hold a cut, letting go of those that lie behind it."""
    while closed and closed[0][1] <= cut:
        closed.pop(0)
    yield from closed[:1]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of lines, with those put together that were only broken to fit."""
    start, before = 0, None
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        if before and not _continues(before[0], text[before.end() : line.start()], line[0]):
            yield start, before.end()
            before = None
        start = line.start() if before is None else start
        before = line
    if before:
        yield start, before.end()


def _continues(before: str, gap: str, line: str) -> bool:
    """Return whether a line goes on in the next one: never past a blank line or into a list."""
    if _LIST.match(line) or len(re.findall(r"\r\n|\S|\s", gap)) > 1:
        return False
    last, following = before.rstrip(), line.lstrip()
    if _FULL.match(last[-1]):
        return False
    if last[-1].isascii() and last[-1].isalnum() and following[0].isascii() and following[0].islower():
        return True
    return " " in last.lstrip() and bool(_JOINS.search(last))


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    at = start
    for word in _WORD.finditer(text, start, end):
        between = text[at : word.start()]
        first = at == start or "\n" in between or "\r" in between
        at = word.start()
        for cut in [*_inner(word[0]), len(word[0])]:
            piece = text[at : word.start() + cut]
            core, tail = _parted(piece)
            yield _Token(at, at + len(piece), first, core.lstrip("\"'“‘([{「『«《〈（"), tail)
            at, first = at + len(piece), False


def _parted(word: str) -> tuple[str, str]:
    """Return a word and the marks, laughs and emoji at its end."""
    runs = list(_TAIL.finditer(word))
    if runs and runs[-1].end() == len(word):
        return word[: runs[-1].start()], runs[-1][0]
    return word, ""


def _inner(word: str) -> Iterator[int]:
    """Yield where sentences end within a stretch without spaces."""
    if _ADDRESS.search(word):
        return
    for marks in _WITHIN.finditer(word):
        before = word[max(0, marks.start() - 12) : marks.start()]
        after = word[marks.end() : marks.end() + 12]
        if marks[0][0] in "。！？" or not "가" <= after[0] <= "힣":
            yield marks.end()
        elif not before or _QUOTE_END.search(marks[0]) or korean.quotes(after):
            continue
        elif re.search("[!?]", marks[0]) or korean.closes(re.split(r"[^가-힣]", before)[-1], False, "", ""):
            yield marks.end()


def _cuts(tokens: list[_Token]) -> Iterator[int]:
    """Yield where sentences end within a paragraph: after a word that closes one and the bare marks after it."""
    closing, words, last = False, 0, ""
    for i, token in enumerate(tokens[:-1]):
        following = tokens[i + 1]
        after = tokens[i + 2].core if i + 2 < len(tokens) else ""
        words, last = words + bool(token.core), token.core or last
        closing = _closes(token, following, after, tokens[i - 1] if i else None) or (
            closing and not token.core
        )
        if not token.core and not closing:
            closing = words > 1 and _signed(
                token, following, last
            )  # a lone word and its emoji go on: Hi 😊 Mom
        if closing and (following.core or following.first):
            yield token.end
            closing, words = False, 0


def _signed(token: _Token, following: _Token, word: str) -> bool:
    """Return whether an emoji or a face stands between a word and a capital, or where English turns to Korean."""
    turns = word[-1:].isascii() and "가" <= following.core[:1] <= "힣"
    return bool(_SIGN.search(token.tail)) and (following.core[:1].isupper() or turns)


def _closes(token: _Token, following: _Token, after: str, before: _Token | None) -> bool:
    """Return whether a word ends its sentence."""
    word, tail = token.core, token.tail
    heads = token.first or (before is not None and before.first and _ITEM.match(before.core + before.tail))
    if (heads and _ITEM.match(word + tail)) or _DOUBT.search(word + tail):
        return False
    if _QUOTE_END.search(tail) and (following.core[:1].islower() or korean.quotes(following.core)):
        return False
    hangul = "가" <= word[-1:] <= "힣"
    if word == "뭐" and before and korean.sure(before.core):
        return True
    if _WEEKDAY.match(word) and before and before.core[-1:].isdigit():
        return False
    if token.core == "" and tail == ".":  # a pause . . . in three parts
        return following.core[:1].isupper() or korean.opens(following.core)
    if word == "I" and before and before.core[:1].isupper() and english.names(following.core):
        return False
    if _DOTS.search(tail) and not re.search("[!?]", tail):
        return (
            korean.closes(word, True, following.core, after)
            or (korean.opens(following.core) and not korean.hesitates(word))
            if hangul
            else following.core[:1].isupper()
        )
    if _FULL.search(tail):
        if not hangul and tail == ".":
            return not _dated(word, following.core, before) and english.stops(word, following.core)
        return not (korean.quotes(following.core) and not tail.startswith("."))
    if hangul:
        return korean.closes(word, bool(_FEELS.search(tail)), following.core, after)
    return bool(word) and _signed(token, following, word)


def _dated(word: str, following: str, before: _Token | None) -> bool:
    """Return whether a full stop after a number belongs to a date, as in 2026. 11. 21. or a list within a line."""
    if not re.fullmatch(r"\d{1,4}", word):
        return False
    chain = before is not None and bool(re.fullmatch(r"\d{1,4}\.", before.core + before.tail))
    return chain or (following[:1].isdigit() and len(following) <= 3)
