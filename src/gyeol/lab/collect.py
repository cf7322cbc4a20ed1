"""Collect sentences by emotion keywords from a search API, as R2.1 did; each is labelled by its keyword only.

A score on such sentences must be shown beside the score with the keywords masked: the label *is* the keyword.
"""

import html
import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from gyeol.emotion import PRODUCT
from gyeol.errors import BadData, BadSetting, RemoteError
from gyeol.lab.ask import Patience, Service
from gyeol.lab.journal import Journal
from gyeol.text import normalise

URL = "https://openapi.naver.com/v1/search/kin.json"  # Naver's Q&A site, as in R2.1
KEYWORDS = Path(__file__).parent / "keywords.toml"
PER_PAGE, LAST_START = 100, 1000  # the API's limits
POLITE = Patience(timeout_s=10.0, pause_s=0.2)  # well below the ten requests a second that are allowed
SHORTEST, LONGEST = 6, 200  # characters of a sentence

_TAG = re.compile(r"<[^<>]{1,200}>")
_END = re.compile(r"(?<=[.!?…~])\s+|\n+|\.{3,}")
_PRIVATE = re.compile(r"https?:|www\.|[\w.]+@[\w.]+|\d{2,4}[-. ]\d{3,4}[-. ]\d{4}|\d{6}-\d{7}")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sentence:
    """A sentence that was found.

    Attributes:
        text: without tags, normalised.
        label: the emotion whose keyword found it.
        keyword: the word to mask in a leak check.
    """

    text: str
    label: str
    keyword: str


def keywords(path: Path = KEYWORDS) -> dict[str, list[str]]:
    """Return emotion -> keywords; raise `BadData` if the file has another form."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadData(f"'{path}' cannot be read ({error}); write lines such as joy = [\"신나\"].") from None
    for label, words in table.items():
        PRODUCT.index(label)
        if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
            raise BadData(f"'{path.name}': '{label}' must be a list of words; see the one that gyeol has.")
    return table


def naver(environment: Mapping[str, str] = os.environ, patience: Patience = POLITE) -> Service:
    """Return Naver's search with the id and secret from the environment; raise `BadSetting` without them."""
    names = {"X-Naver-Client-Id": "NAVER_CLIENT_ID", "X-Naver-Client-Secret": "NAVER_CLIENT_SECRET"}
    for name in names.values():
        if not environment.get(name):
            raise BadSetting(f"collecting needs an id and a secret of Naver's Open API; set {name}.")
    return Service({header: environment[name] for header, name in names.items()}, patience)


def collect(
    out: Path,
    service: Service,
    words: Mapping[str, Sequence[str]],
    *,
    pages: int = 1,
    url: str = URL,
    progress: Progress = lambda done, total: None,
) -> int:
    """Append new sentences to a JSONL, and return how many; the same call goes on where a kill left it.

    Pages that are done stand in a file beside it, and the words that were asked for in `OUT.keywords.toml`, which
    `gyeol evaluate --keywords` takes. A text that is there already is not written again.

    Args:
        out: the JSONL, one `Sentence` a line.
        service: see `naver`.
        words: emotion -> keywords.
        pages: of 100 answers each, 1 to 10, per keyword.
        url: of the search; one with the same protocol.
        progress: told (pages done, all pages).
    """
    asked = [(label, word, page) for label, list_ in words.items() for word in list_ for page in range(pages)]
    _keep(words, out.with_name(out.name + ".keywords.toml"))
    with Journal(out) as found, Journal(out.with_name(out.name + ".pages")) as done:
        seen = {row.get("text") for row in found.rows()}
        ready = {(row.get("label"), row.get("keyword"), row.get("page")) for row in done.rows()}
        n = 0
        for number, (label, word, page) in enumerate(asked):
            progress(number, len(asked))
            if (label, word, page) in ready:
                continue
            query = {
                "query": word,
                "display": PER_PAGE,
                "start": min(page * PER_PAGE + 1, LAST_START),
                "sort": "sim",
            }
            for sentence in sentences(service.ask(f"{url}?{urlencode(query)}"), label, word):
                if sentence.text not in seen:
                    seen.add(sentence.text)
                    found.add({"text": sentence.text, "label": label, "keyword": word})
                    n += 1
            done.add({"label": label, "keyword": word, "page": page})
        progress(len(asked), len(asked))
    return n


def _keep(words: Mapping[str, Sequence[str]], path: Path) -> None:
    """Write which words were asked for, those of earlier runs too."""
    before = keywords(path) if path.exists() else {}
    lists = {
        label: [*dict.fromkeys([*before.get(label, ()), *words.get(label, ())])]
        for label in before | dict(words)
    }
    lines = (f"{label} = {json.dumps(some, ensure_ascii=False)}\n" for label, some in lists.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")


def sentences(answer: Any, label: str, keyword: str) -> Iterator[Sentence]:
    """Yield the sentences of an answer that hold the keyword: no tags, addresses or numbers of people.

    Raises:
        RemoteError: the answer has no list of items.
    """
    items = answer.get("items") if isinstance(answer, dict) else None
    if not isinstance(items, list):
        raise RemoteError(
            "the search answered without 'items'; it must speak the protocol of Naver's search."
        )
    for item in (i for i in items if isinstance(i, dict)):
        for part in (item.get("title"), item.get("description")):
            for text in _split(clean(str(part or ""))):
                if keyword in text and SHORTEST <= len(text) <= LONGEST and not _PRIVATE.search(text):
                    yield Sentence(text, label, keyword)


def clean(text: str) -> str:
    """Return a text without HTML tags and entities; a tag that an entity hid goes too."""
    bare = _TAG.sub("", html.unescape(text))
    return "\n".join(normalise(line) for line in bare.splitlines())


def _split(text: str) -> Iterator[str]:
    for part in _END.split(text):
        if part and part.strip():
            yield part.strip()
