"""The versions of the emotion model that were learnt here: folders, which of them serves, and what was tried."""

import json
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gyeol import artifact
from gyeol.artifact import Artifact
from gyeol.classify import KIND, load
from gyeol.engine.learning.answers import Try, Version
from gyeol.errors import BadArtifact, BadRequest, StoreError
from gyeol.learn.tuned import Config, Tuned

NAME = "gyeol-emotion-mine"
_ABOUT = """The emotion model that ships, moved by the rare words of texts whose reading was corrected on this machine.

For the person who corrected it. It holds hashes of words of these texts, no text."""


@dataclass(frozen=True)
class _Serving:
    """Which version answers, what answered before it, and the corrections of what was rolled back."""

    now: str | None = None
    before: tuple[str | None, ...] = ()
    aside: tuple[str, ...] = ()


class Versions:
    """The versions in a folder.

    Args:
        folder: in gyeol's home; need not exist.
        base: `name@revision` of the classifier that ships; versions of another one do not serve.
    """

    def __init__(self, folder: Path, base: str) -> None:
        self.folder, self._base = folder, base

    def serving(self) -> Tuned | None:
        """Return the version that answers, None if that is the classifier that ships."""
        name = self._state().now
        if name is None:
            return None
        with suppress(BadArtifact):  # as after an upgrade: what ships answers, and the page says so
            found = load(self.folder / name)
            if isinstance(found, Tuned):
                return found
        return None

    @property
    def stamp(self) -> tuple[str | None, int]:
        """What changes with every promotion and rollback."""
        path = self._path("serving.json")
        return (self._state().now, path.stat().st_mtime_ns) if path.exists() else (None, 0)

    @property
    def aside(self) -> frozenset[str]:
        """The corrections of versions that were rolled back: they wait for the next training."""
        return frozenset(self._state().aside)

    @property
    def can_roll_back(self) -> bool:
        """Whether a version serves."""
        return self._state().now is not None

    def all(self) -> list[Version]:
        """Return the versions, the oldest first; broken ones are left out."""
        now, found = self._state().now, []
        for path in self._folders():
            with suppress(BadArtifact):
                made = artifact.load(path, kind=KIND)
                n = len(_config(made).corrections)
                found.append(Version(path.name, f"{made.name}@{made.revision}", n, path.name == now))
        return found

    def add(self, tuned: Tuned, config: Config, metrics: dict[str, dict[str, Any]]) -> str:
        """Write a version, let it serve and return its name; until the last step the old one does.

        Raises:
            StoreError: the disk is full or cannot be written; nothing has changed.
        """
        name = f"{max((int(path.name) for path in self._folders()), default=0) + 1:04d}"
        with _in_words():
            artifact.write(
                self.folder / name, tuned.write, kind=KIND, name=NAME,
                options={"classifier": "tuned", **asdict(config)}, taxonomy=tuned.taxonomy.name, seed=0,
                recipe="gyeol learn", data=[], metrics=metrics, about=_ABOUT,
            )  # fmt: skip
            state = self._state()
            self._serve(_Serving(name, (*state.before, state.now)))
        return name

    def roll_back(self) -> str | None:
        """Let what answered before answer again; return its name, None for the classifier that ships.

        Raises:
            BadRequest: the classifier that ships answers already.
        """
        state = self._state()
        if state.now is None:
            raise BadRequest("the model that ships answers already; there is nothing to roll back.")
        known = {path.name for path in self._folders()}
        earlier = [name for name in state.before if name is None or name in known]
        now = earlier[-1] if earlier else None
        with suppress(BadArtifact):
            made = artifact.load(self.folder / state.now, kind=KIND)
            state = _Serving(state.now, state.before, (*state.aside, *_config(made).corrections))
        with _in_words():
            self._serve(_Serving(now, tuple(earlier[:-1]), tuple(dict.fromkeys(state.aside))))
        return now

    def withdraw(self, known: Collection[str]) -> None:
        """Delete every version that learnt from a correction that is no more."""
        gone = set()
        for path in self._folders():
            with suppress(BadArtifact):
                if not set(_config(artifact.load(path, kind=KIND)).corrections) <= set(known):
                    gone.add(path.name)
        if not gone:
            return
        state = self._state()
        before = tuple(name for name in state.before if name not in gone)
        if state.now in gone:
            state = _Serving(before[-1] if before else None, before[:-1], state.aside)
        else:
            state = _Serving(state.now, before, state.aside)
        with _in_words():
            self._serve(
                _Serving(state.now, state.before, tuple(name for name in state.aside if name in known))
            )
            for name in gone:
                shutil.rmtree(self.folder / name)

    def note(self, tried: Try) -> None:
        """Add a try to the history."""
        with _in_words():
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._path("tries.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(tried)) + "\n")

    def tries(self) -> list[Try]:
        """Return the history, the latest first; a line that was cut short is left out."""
        found = []
        with suppress(FileNotFoundError):
            for line in self._path("tries.jsonl").read_text(encoding="utf-8").splitlines():
                with suppress(ValueError, TypeError):
                    row = json.loads(line)
                    found.append(Try(**{**row, "reasons": tuple(row["reasons"])}))
        return found[::-1]

    def _folders(self) -> list[Path]:
        return sorted(p for p in self.folder.glob("[0-9]*") if p.is_dir()) if self.folder.is_dir() else []

    def _path(self, name: str) -> Path:
        return self.folder / name

    def _state(self) -> _Serving:
        try:
            row = json.loads(self._path("serving.json").read_text(encoding="utf-8"))
            return _Serving(row["now"], tuple(row["before"]), tuple(row["aside"]))
        except (FileNotFoundError, NotADirectoryError):
            return _Serving()
        except (ValueError, KeyError, TypeError):
            return _Serving()  # was damaged: what ships answers

    def _serve(self, state: _Serving) -> None:
        draft = self._path(".serving.json")
        draft.write_text(json.dumps(asdict(state)), encoding="utf-8")
        draft.replace(self._path("serving.json"))


def _config(found: Artifact) -> Config:
    options = {key: value for key, value in found.config["options"].items() if key != "classifier"}
    return Config.of(options)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"what was learnt cannot be written ({error.strerror}); the old model still answers: "
            "free or repair the disk and run 'gyeol learn' again."
        ) from error
