"""What an artefact was made from: corpus, rows, licence and the hash of the file."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gyeol.corpora import CORPORA, Corpus
from gyeol.corpora.gather import Table


def provenance(table: Table, names: Iterable[str], root: Path) -> list[Mapping[str, Any]]:
    """Return one row a corpus for `config.json`: corpus, revision, sha256, rows used for training,
    licence."""
    counts, out = table.counts(), list[Mapping[str, Any]]()
    for name in names:
        corpus: Corpus = CORPORA.get(name)
        path = corpus.path(root, "train")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        out.append(
            {
                "corpus": name,
                "revision": digest[:12],
                "sha256": digest,
                "rows": counts.get(name, {}).get("train", 0),
                "licence": corpus.licence,
                "citation": corpus.citation,
            }
        )
    return out
