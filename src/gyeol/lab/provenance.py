"""What an artefact was made from: corpus, rows, licence and the hash of the file."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gyeol.corpora import CORPORA, Corpus
from gyeol.corpora.form import fitting
from gyeol.corpora.gather import Table


def provenance(table: Table, names: Iterable[str], root: Path) -> list[Mapping[str, Any]]:
    """Return one row a corpus for `config.json`: corpus, revision, sha256, rows used for training,
    licence."""
    counts, out = table.counts(), list[Mapping[str, Any]]()
    for name in names:
        corpus: Corpus = CORPORA.get(name)
        out.append(source(corpus, root, counts.get(name, {}).get("train", 0)))
    return out


def source(corpus: Corpus, root: Path, n_rows: int) -> dict[str, Any]:
    """Return the row of one corpus: what it is, the hash of its train file, and how many rows were used."""
    sha256 = digest(corpus, corpus.path(root, "train"))
    told = {"corpus": corpus.name, "revision": sha256[:12], "sha256": sha256, "rows": n_rows}
    return {**told, "licence": corpus.licence, "citation": corpus.citation}


def digest(corpus: Corpus, path: Path) -> str:
    """Return the SHA-256 of a file; of a folder that of the hashes of its files, or of those of the corpus's form."""
    if path.is_file():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    whole = hashlib.sha256()
    if corpus.form is None:
        for file_path in sorted(p for p in path.iterdir() if p.is_file()):
            whole.update(hashlib.sha256(file_path.read_bytes()).digest())
    for part, why in fitting(path, corpus.form) if corpus.form else ():
        if not why:
            whole.update(hashlib.sha256(part.read()).digest())
    return whole.hexdigest()
