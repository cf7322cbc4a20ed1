"""The files of AI Hub's emotional dialogue: old and new XLSX, and JSON."""

from collections.abc import Iterator
from typing import Any

from gyeol.corpora.aihub_codes import by_code, by_name
from gyeol.corpora.files import File
from gyeol.corpora.form import Form, columns, head, holds
from gyeol.corpora.tabular import objects, records
from gyeol.errors import BadData

LABEL = ("감정_대분류", "감정_소분류", "사람문장1")
LATER = ("사람문장2", "사람문장3", "사람문장4")
_TABLE, _JSON = columns(*LABEL), holds("profile", "emotion", "HS01")
FORM = Form(
    "a folder or zip with XLSX that have the columns 감정_대분류, 감정_소분류, 사람문장1, or with JSON that has "
    "profile, emotion and HS01",
    lambda head: _TABLE(head) or _JSON(head),
)
Turns = tuple[str, tuple[str, ...]]  # the fine label, what the person says


def dialogues(file: File) -> Iterator[Turns | str]:
    """Yield label and turns of each dialogue of an XLSX, CSV or JSON, or why it cannot be used.

    Raises:
        BadData: the JSON is invalid or has other keys.
    """
    found = _of_json(file) if _JSON(head(file)) else _of_table(file)
    for name, turns in found:
        try:
            yield (by_code(name) if isinstance(name, str) else by_name(*name)), turns
        except BadData as error:
            yield str(error).rstrip(".")


def _of_table(file: File) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    for _, (top, fine, *turns) in records(file, LABEL, LATER):
        yield (top, fine), tuple(turns)


def _of_json(file: File) -> Iterator[tuple[str, tuple[str, ...]]]:
    for value in objects(file):
        row: Any = value
        try:
            content = row["talk"]["content"]
            turns = tuple(str(content[k]).strip() for k in sorted(content) if k.startswith("HS"))
            yield str(row["profile"]["emotion"]["type"]), turns
        except (KeyError, TypeError):
            raise BadData(
                f"'{file.name}': expected dialogues with profile.emotion.type and talk.content; found "
                f"{', '.join(map(str, row))[:60] if isinstance(row, dict) else type(row).__name__}."
            ) from None
