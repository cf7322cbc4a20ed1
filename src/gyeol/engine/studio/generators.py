"""The generators at hand: the one that came with gyeol, and those that were trained here."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from gyeol import artifact
from gyeol.artifact import Artifact
from gyeol.errors import BadArtifact, BadRequest, NotThere, UnknownName
from gyeol.generate.sampler import KIND, Sampler

SHIPPED = "gyeol"
_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class GeneratorInfo:
    """A generator as lists show it.

    Attributes:
        name: of its folder; `SHIPPED` for the one that came with gyeol.
        title: of its artefact.
        revision: of its artefact.
        pictures: how many it was trained on.
        licences: of these, each once.
        sources: what they were.
    """

    name: str
    title: str
    revision: str
    pictures: int
    licences: tuple[str, ...]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, name: str, found: Artifact) -> "GeneratorInfo":
        """Return what an artefact says of itself."""
        data = found.config["data"]
        return cls(
            name,
            found.name,
            found.revision,
            sum(int(row.get("rows", 0)) for row in data),
            tuple(dict.fromkeys(str(row.get("licence") or "") for row in data)),
            tuple(dict.fromkeys(str(row.get("corpus") or "") for row in data)),
        )


class Generators:
    """Finds generators and opens each once.

    Args:
        shipped: folder of the artefact that came with gyeol; need not exist.
        own: folder of those that were trained here, one folder each; need not exist.
    """

    def __init__(self, shipped: Path, own: Path) -> None:
        self.shipped, self.own = shipped, own
        self._checked: dict[Path, tuple[_Stamp, Artifact]] = {}
        self._open: dict[str, Sampler] = {}  # revision -> generator
        self._lock = Lock()

    def any(self) -> bool:
        """Return whether there is one, damaged or not."""
        return bool(self._folders())

    def all(self) -> list[GeneratorInfo]:
        """Return all that can be opened, the one that came with gyeol first; damaged ones are left out."""
        found = []
        for name, folder in self._folders().items():
            try:
                found.append(GeneratorInfo.of(name, self._load(folder)))
            except BadArtifact:
                continue  # asking for it by name says what is wrong
        return found

    def get(self, name: str | Path | None = None) -> Sampler:
        """Return a generator by its name, by the path of an artefact, or the first at hand.

        Raises:
            NotThere: there is none at all.
            UnknownName: none of this name.
            BadArtifact: it is altered or makes something else.
        """
        if isinstance(name, Path):
            return self._opened(name)
        folders = self._folders()
        if name is None and not folders:
            raise NotThere(
                "no generator of emoji is at hand; train one on your own stickers in the studio, or with: "
                "gyeol train recipes/emoji-ours.toml"
            )
        if name is None:
            return self._opened(next(iter(folders.values())))
        if name not in folders:
            raise UnknownName("generator", name, folders)
        return self._opened(folders[name])

    def by_revision(self, revision: str) -> Sampler:
        """Return the generator that an emoji was made with; raise `NotThere` if it is here no longer."""
        if revision in self._open:
            return self._open[revision]
        for folder in self._folders().values():
            try:
                if self._load(folder).revision == revision:
                    return self._opened(folder)
            except BadArtifact:
                continue
        raise NotThere("the generator of this emoji is here no longer; make new ones.")

    def remove(self, name: str) -> None:
        """Delete a generator that was trained here; raise `UnknownName` or, for ours, `BadRequest`."""
        if name not in self._folders():
            raise UnknownName("generator", name, self._folders())
        if name == SHIPPED:
            raise BadRequest("this generator came with gyeol and cannot be removed; only your own can.")
        shutil.rmtree(self.own / name)

    def _opened(self, folder: Path) -> Sampler:
        revision = self._load(folder).revision
        with self._lock:
            if revision not in self._open:
                self._open[revision] = Sampler.load(folder)
            return self._open[revision]

    def _load(self, folder: Path) -> Artifact:
        """Return a checked artefact; its hashes are computed again only when one of its files has changed."""
        stamp = _stamp(folder)
        known = self._checked.get(folder)
        if known is not None and known[0] == stamp:
            return known[1]
        found = artifact.load(folder, kind=KIND)
        self._checked[folder] = (stamp, found)
        return found

    def _folders(self) -> Mapping[str, Path]:
        shipped = {SHIPPED: self.shipped} if self.shipped.is_dir() else {}
        own = sorted(self.own.iterdir()) if self.own.is_dir() else []
        return shipped | {
            one.name: one for one in own if (one / "config.json").is_file() and not one.name.startswith(".")
        }


def _stamp(folder: Path) -> _Stamp:
    """Return name, time of change and size of every file of a folder."""
    if not folder.is_dir():
        return ()
    stats = [(one.name, one.stat()) for one in sorted(folder.iterdir())]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
