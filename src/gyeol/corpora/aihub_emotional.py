"""AI Hub emotional dialogue: what a person with one of sixty feelings says in two to four turns."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gyeol.corpora import Corpus, Example, Skipped, examples
from gyeol.corpora.aihub_codes import NAMES, TOPS, top_of
from gyeol.corpora.aihub_dialogues import FORM, dialogues
from gyeol.corpora.form import fitting


def audit(path: Path) -> Iterator[Example | Skipped]:
    """Yield each turn of the person, not the system's; a dialogue is a group.

    The deliveries hold the same dialogues as XLSX and as JSON: one that was met before is left out.
    """
    met: set[str] = set()
    for file, why in fitting(path, FORM):
        if why:
            yield Skipped(file.name, why)
            continue
        for number, found in enumerate(dialogues(file), 1):
            if isinstance(found, str):
                yield Skipped(f"{file.name} dialogue {number}", found)
                continue
            label, turns = found[0], tuple(filter(None, found[1]))
            group = "aihub_emotional:" + hashlib.blake2b("\n".join(turns).encode(), digest_size=9).hexdigest()
            if not turns or group + label in met:
                yield Skipped(f"{file.name} dialogue {number}", "met before" if turns else "no text")
                continue
            met.add(group + label)
            yield from (Example(turn, (label,), group, "aihub_emotional") for turn in turns)


def audit_6(path: Path) -> Iterator[Example | Skipped]:
    """Yield the same rows with the six top labels."""
    for row in audit(path):
        if isinstance(row, Example):
            yield replace(row, labels=(top_of(row.labels[0]),), source="aihub_emotional6")
        else:
            yield row


CORPUS = Corpus(
    name="aihub_emotional",
    language="ko",
    labels=NAMES,
    licence="AI Hub terms: no redistribution",
    citation="AI Hub 감성 대화 말뭉치, https://aihub.or.kr",
    may_ship=False,
    parts={"train": "."},
    read=examples(audit),
    form=FORM,
    audit=audit,
)
CORPUS_6 = replace(CORPUS, name="aihub_emotional6", labels=TOPS, read=examples(audit_6), audit=audit_6)
