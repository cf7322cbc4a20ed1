"""Let a chat model label texts, and check it against people before believing it.

R1.6 labelled text so and never verified it. Here a sample that people have labelled is labelled by the model first;
below a stated agreement nothing is labelled at all.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from gyeol.errors import BadData, Refused
from gyeol.lab.agreement import Agreement, agreement
from gyeol.lab.chat import RULES, Chat
from gyeol.lab.journal import Journal
from gyeol.text import normalise

LEAST_KAPPA = 0.6  # "substantial" begins at .61 (Landis & Koch 1977)
LEAST_VERIFIED = 20  # texts; fewer say nothing about agreement
MOST_CHARS = 2000  # of a text that is sent; a longer one is left out

Progress = Callable[[int, int], None]


def verify(
    pairs: Sequence[tuple[str, str]],
    chat: Chat,
    out: Path,
    *,
    least: float = LEAST_KAPPA,
    seed: int = 0,
    progress: Progress = lambda done, total: None,
) -> Agreement:
    """Label a sample that people have labelled, and return how far the model agrees.

    Args:
        pairs: (text, label by people).
        chat: the model.
        out: JSONL of what the model said; goes on from what is there.
        least: the least kappa.
        seed: of the bootstrap.
        progress: told (texts done, all texts).

    Raises:
        Refused: kappa is below `least`; the message carries the figures.
        BadData: fewer than twenty texts, or a label that is not in the list.
    """
    if stray := {given for _, given in pairs} - {*chat.labels}:
        raise BadData(
            f"the sample has the label '{min(stray)}', the list has {', '.join(chat.labels)}; make them one."
        )
    if len({text for text, _ in pairs}) < LEAST_VERIFIED:
        raise BadData(
            f"verifying needs at least {LEAST_VERIFIED} different texts, the sample has {len(pairs)}."
        )
    said = label_all([text for text, _ in pairs], chat, out, progress=progress)
    theirs = [said.get(normalise(text), "") or "(no label)" for text, _ in pairs]
    found = agreement([given for _, given in pairs], theirs, rng=np.random.default_rng(seed))
    if found.kappa < least:
        raise Refused(
            f"the model must agree with people by kappa {least:.2f} or more, it agrees by {found.kappa:.2f} "
            f"(95 % interval {found.low:.2f} to {found.high:.2f}, n = {found.n}, same label {found.accuracy:.0%}); "
            "nothing was labelled: try another model or clearer labels."
        )
    return found


def label_all(
    texts: Sequence[str], chat: Chat, out: Path, *, progress: Progress = lambda done, total: None
) -> dict[str, str]:
    """Label each different text once into a JSONL, and return normalised text -> label; goes on after a kill.

    A text that the model gave no label of the list is written with an empty one, and is not asked again.

    Raises:
        BadData: the JSONL is of another model or other labels.
    """
    left = {normalise(text): text for text in texts if normalise(text) and len(text) <= MOST_CHARS}
    run, said = _run(chat), dict[str, str]()
    with Journal(out) as journal:
        for row in journal.rows():
            if row.get("run") != run:
                raise BadData(
                    f"'{out.name}' was labelled by another model or with other labels; choose another --out."
                )
            said[str(row["text"])] = str(row["label"])
        for number, text in enumerate(left):
            progress(number, len(left))
            if text not in said:
                said[text] = chat.label(text)
                journal.add({"text": text, "label": said[text], "model": chat.model, "run": run})
    progress(len(left), len(left))
    return said


def waiting(texts: Iterable[str], out: Path) -> list[str]:
    """Return the different texts that a JSONL does not hold yet."""
    done: set[str] = set()
    if out.is_file():
        with Journal(out) as journal:
            done = {str(row.get("text")) for row in journal.rows()}
    return [
        text
        for text in dict.fromkeys(map(normalise, texts))
        if text and len(text) <= MOST_CHARS and text not in done
    ]


def card(chat: Chat, found: Agreement | None, said: Mapping[str, str]) -> dict[str, Any]:
    """Return what must be known about labels that a model gave, to be written beside them."""
    return {
        "model": chat.model,
        "labels": list(chat.labels),
        "rules": RULES.format(labels=", ".join(chat.labels)),
        "n": len(said),
        "without_label": sum(not label for label in said.values()),
        "verified": asdict(found) if found else None,
    }


def _run(chat: Chat) -> str:
    told = json.dumps([chat.model, chat.labels, RULES], ensure_ascii=False)
    return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()
