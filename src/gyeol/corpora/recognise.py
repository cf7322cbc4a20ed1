"""Tell by its content which corpus a file, folder or zip is."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from gyeol.corpora import CORPORA, Corpus
from gyeol.corpora.files import files, is_zip
from gyeol.corpora.form import head
from gyeol.errors import BadData

_VIEWS = {"aihub_diary", "aihub_emotional6"}  # files of others under coarser labels: never told by content


def recognise(path: Path) -> Corpus:
    """Return the corpus that a path holds.

    Raises:
        BadData: it holds none that is known, or more than one; the message says what was found.
    """
    found = present(path)
    if len(found) == 1:
        corpus: Corpus = CORPORA.get(next(iter(found)))
        return corpus
    if found:
        held = "; ".join(f"{name} in '{names[0]}'" for name, names in found.items())
        raise BadData(
            f"'{path.name or path}' holds more than one corpus ({held}); name one or open its folder."
        )
    seen = _told(path)
    raise BadData(
        f"'{path.name or path}' is no corpus that is known: found {seen[0] if seen else 'no text file'}; "
        f"expected one of {', '.join(_forms())}, or name its columns with --text and --label."
    )


def held(path: Path) -> list[tuple[Corpus, Path]]:
    """Return each corpus that a path holds with what its reader is to be given; raise `BadData` if there is none.

    A reader of deliveries gets the whole folder, a reader of single files each of its files.
    """
    if not path.is_dir():
        corpus = recognise(path)
        if is_zip(path) and corpus.parts["train"] != ".":
            raise BadData(f"'{path.name}' holds '{corpus.name}', which is read unpacked; unpack it first.")
        return [(corpus, path)]
    pairs = []
    for name, names in sorted(present(path).items()):
        corpus = CORPORA.get(name)
        whole = corpus.parts["train"] == "."
        pairs += [(corpus, path)] if whole else [(corpus, path / n) for n in names if (path / n).is_file()]
    return pairs or [(recognise(path), path)]


def present(path: Path) -> Mapping[str, list[str]]:
    """Return corpus -> names of the files at a path that have its form."""
    forms, found = _forms(), defaultdict[str, list[str]](list)
    for file in files(path):
        try:
            begun = head(file)
        except BadData:
            continue
        for name in (n for n, corpus in forms.items() if corpus.form and corpus.form.fits(begun)):
            found[name].append(file.name)
    return dict(found)


def _forms() -> dict[str, Corpus]:
    corpora = {name: CORPORA.get(name) for name in CORPORA.names() if name not in _VIEWS}
    return {name: corpus for name, corpus in corpora.items() if corpus.form}


def _told(path: Path) -> list[str]:
    told = []
    for file in files(path):
        try:
            told.append(f"{head(file).told()} in '{file.name}'")
        except BadData as error:
            told.append(str(error).rstrip("."))
    return told
