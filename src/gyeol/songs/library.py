"""Lists of songs on disk: `<root>/<name>/{songs.json, items.jsonl, spaces.safetensors}`."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from gyeol.artifact import replacing
from gyeol.catalog import Catalog
from gyeol.emotion import PRODUCT
from gyeol.errors import BadData, UnknownName

COVER = "songs.json"


@dataclass(frozen=True)
class SongList:
    """What is to be said about a list.

    Attributes:
        name: of its folder; ids start with it.
        title: for people.
        n_songs: how many it holds.
        n_with_feeling: how many of them have an emotion row.
        source: the file that it was read from.
        model: `name@revision` of the classifier that read its lyrics and theme lines.
        evidence: source -> number of songs that have it.
        licence: of the descriptions; "" where the user knows.
    """

    name: str
    title: str
    n_songs: int
    n_with_feeling: int
    source: str = ""
    model: str = ""
    evidence: Mapping[str, int] = field(default_factory=dict)
    licence: str = ""

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the cover of a list; raise `BadData` if it is missing or damaged."""
        try:
            cover: dict[str, Any] = json.loads((folder / COVER).read_text(encoding="utf-8"))
            return cls(**{**cover, "name": folder.name})
        except (OSError, ValueError, TypeError) as error:
            raise BadData(f"the list in '{folder}' cannot be read ({error}); import it again.") from None


def write(root: Path, about: SongList, catalog: Catalog) -> None:
    """Put a list on disk at once or not at all, replacing one of the same name."""
    with replacing(root / about.name) as draft:
        cover = json.dumps(asdict(about), ensure_ascii=False, indent=1)
        (draft / COVER).write_text(cover + "\n", encoding="utf-8")
        catalog.save(draft)
        for path in draft.iterdir():
            path.chmod(0o644)  # some writers leave their files to the owner alone


def read_list(folder: Path) -> tuple[SongList, Catalog]:
    """Return a list on disk; raise `BadData` if a file is missing or damaged, or its emotions have other axes."""
    about, catalog = SongList.load(folder), Catalog.load(folder)
    if catalog.filled.get("emotion") != PRODUCT.name:
        raise BadData(
            f"the emotion space of a list has the axes of '{PRODUCT.name}', '{about.name}' has others; import it again."
        )
    return about, catalog


def folders(*roots: Path) -> list[Path]:
    """Return the folders of all lists, root by root and each by name; names that start with a dot are drafts."""
    return [
        folder
        for root in roots
        if root.is_dir()
        for folder in sorted(root.iterdir())
        if not folder.name.startswith(".") and (folder / COVER).is_file()
    ]


def remove(root: Path, name: str) -> None:
    """Delete a list at once or not at all; raise `UnknownName` if there is none of this name."""
    known = [folder.name for folder in folders(root)]
    if name not in known:
        raise UnknownName("list of songs", name, known)
    grave = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=root))
    (root / name).rename(grave / name)  # from here on no reader sees it, even if the deletion is cut short
    shutil.rmtree(grave)
