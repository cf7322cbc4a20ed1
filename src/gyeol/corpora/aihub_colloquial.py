"""AI Hub online colloquial text: posts without any label, for pre-training only."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gyeol.corpora import Corpus, Example, Skipped, examples
from gyeol.corpora.form import Form, fitting, holds
from gyeol.corpora.tabular import objects
from gyeol.errors import BadData

FORM = Form('JSON of the form {"SJML": {"text": [{"title": …, "content": …}]}}', holds("SJML", "text"))


def audit(path: Path) -> Iterator[Example | Skipped]:
    """Yield title and content of each post, without labels; a file that is no valid JSON is named and left out."""
    for file, why in fitting(path, FORM):
        if why:
            yield Skipped(file.name, why)
            continue
        try:
            posts = [post for value in objects(file) for post in _posts(value)]
        except BadData as error:
            yield Skipped(file.name, str(error).rstrip("."))
            continue
        for number, post in enumerate(posts, 1):
            text = " ".join(filter(None, (str(post.get(k) or "").strip() for k in ("title", "content"))))
            group = f"aihub_colloquial:{text}"
            yield (
                Example(text, (), group, "aihub_colloquial")
                if text
                else Skipped(f"{file.name} post {number}", "no text")
            )


def _posts(value: Any) -> list[dict[str, Any]]:
    try:
        return [post for post in value["SJML"]["text"] if isinstance(post, dict)]
    except (KeyError, TypeError):
        raise BadData("no list SJML.text in it.") from None


CORPUS = Corpus(
    name="aihub_colloquial",
    language="ko",
    labels=(),
    licence="AI Hub terms: no redistribution",
    citation="AI Hub 온라인 구어체 말뭉치 데이터, https://aihub.or.kr",
    may_ship=False,
    parts={"train": "."},
    read=examples(audit),
    form=FORM,
    audit=audit,
)
