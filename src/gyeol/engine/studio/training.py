"""Train a generator on the user's own stickers: one job at a time, in a process of its own that outlives the server.

All that is known of a job lies in one folder, so a page that is loaded again, or a server that was killed and started
again, tells the truth about it: it runs as long as its process holds the lock, and it is done if its answer is there.
"""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from typing import Any

from gyeol.emotion import PRODUCT
from gyeol.engine.shelf import Shelf
from gyeol.engine.studio.keep import writing
from gyeol.engine.studio.lock import Lock
from gyeol.errors import AlreadyThere, BadData, BadRequest, Busy, MissingExtra, NotThere
from gyeol.generate.measures import MIN_N
from gyeol.stickers.pack import slug

NEEDED = MIN_N  # as the recipe asks for: below, no measure means anything, and a generator can only copy
PROGRAM = (sys.executable, "-m", "gyeol")
INSTALL = "pip install 'gyeol[lab]'"
_NEEDS = ("torch", "onnx", "sklearn")
_PATIENCE_S = 5.0
_NICE = 10


@dataclass(frozen=True)
class Job:
    """What is known of the training.

    Attributes:
        state: "none", "running", "done", "failed", "cancelled", or "stopped": its process ended before it was done
            (killed, or the machine was switched off); it can go on from its last snapshot.
        name: of the generator that comes of it.
        title: the same for people.
        packs: what it learns from.
        pictures: how many.
        share: how much of it is done, 0 to 1.
        stage: what it last said of itself.
        message: why it failed.
        started: seconds since 1970.
    """

    state: str = "none"
    name: str = ""
    title: str = ""
    packs: tuple[str, ...] = ()
    pictures: int = 0
    share: float = 0.0
    stage: str = ""
    message: str = ""
    started: float = 0.0


class Training:
    """Starts, watches and cancels the training.

    Args:
        own: folder of the generators that were trained here.
        recipe: what to train.
    """

    def __init__(self, own: Path, recipe: Path | None = None) -> None:
        self._own, self._home = own, own / ".training"
        self._recipe = recipe or _recipe()
        self._lock = RLock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def installed(self) -> bool:
        """Whether the extra 'lab' is there; nothing of it is imported to know."""
        return all(find_spec(name) is not None for name in _NEEDS)

    def status(self) -> Job:
        """Return how the training stands now."""
        with self._lock:
            known = self._read("job.json")
            if known is None:
                return Job()
            job = Job(**{**known, "packs": tuple(known["packs"])})
            share, stage, message = _progress(self._home / "log.txt")
            if self._runs():
                state = "running"
            elif job.state == "cancelled":
                state = "cancelled"
            elif self._read("answer.json") is not None:
                state, share = "done", 1.0
            else:
                state = "failed" if message else "stopped"
            return Job(
                state, job.name, job.title, job.packs, job.pictures, share, stage, message, job.started
            )

    def start(self, shelf: Shelf, packs: Sequence[str], title: str) -> Job:
        """Begin to train on the stickers of some packs.

        Raises:
            MissingExtra: the extra 'lab' is not installed.
            UnknownName: no such pack.
            BadRequest: no title, or one that is too long.
            BadData: these are too few pictures.
            AlreadyThere: a generator of this name is there.
            Busy: a training runs.
            CannotWrite: the disk is full.
        """
        self._ready()
        title = title.strip()
        if not 1 <= len(title) <= 60:
            raise BadRequest(
                f"a generator has a title of 1 to 60 characters, not {len(title)}; choose another."
            )
        name = slug(title, otherwise="generator")
        rows = [row for pack in dict.fromkeys(packs) for row in shelf.catalog.groups[shelf.pack(pack).name]]
        if len(rows) < NEEDED:
            raise BadData(
                f"a generator needs {NEEDED} pictures, since from fewer it can only copy; these packs have "
                f"{len(rows)}: choose more packs, or bring more stickers."
            )
        if (self._own / name).exists():
            raise AlreadyThere(f"a generator '{name}' is there already; choose another title.")
        with self._lock, writing(self._own):
            if self._runs():
                raise Busy("a training runs already; wait until it is done, or cancel it.")
            self._clean(keep_job=False)
            data = _laid_out(shelf, rows, self._home / "pictures" / "+".join(packs)[:80])
            job = Job("running", name, title, tuple(packs), len(rows), started=time.time())
            self._write(job)
            self._spawn(job, data, _licence(shelf, packs))
        return self.status()

    def go_on(self) -> Job:
        """Let a training that was stopped go on from its last snapshot; raise `BadRequest` if none was."""
        self._ready()
        with self._lock, writing(self._own):
            job = self.status()
            if job.state not in ("stopped", "failed"):
                raise BadRequest(f"only a training that was stopped can go on, this one is '{job.state}'.")
            known = self._read("command.json")
            if known is None:
                raise NotThere("how this training began is not known any more; start it again.")
            self._run(list(known["command"]))
        return self.status()

    def cancel(self) -> Job:
        """End a training and forget what it made so far; one that does not run is only forgotten."""
        with self._lock:
            job = self.status()
            if job.state == "none":
                return job
            pid = (self._read("process.json") or {}).get("pid")
            if job.state == "running" and pid:
                self._write(Job("cancelled", *list(asdict(job).values())[1:]))
                _end(int(pid), self._runs)
            self._clean(keep_job=job.state == "running")
            return self.status()

    def _runs(self) -> bool:
        if self._process is not None and self._process.poll() is None:
            return True
        self._process = None
        return Lock(self._home).held()

    def _ready(self) -> None:
        if not self.installed:
            raise MissingExtra(f"training needs the extra 'lab', which is not installed; run: {INSTALL}")

    def _spawn(self, job: Job, data: Path, licence: str) -> None:
        changes = {"data.faces": str(data), "name": job.title, "data.licence": licence}
        command = ["train", str(self._recipe), "--json", "--out", str(self._own / job.name)]
        for key, value in changes.items():
            command += ["--set", f"{key}={json.dumps(value, ensure_ascii=False)}"]
        (self._home / "command.json").write_text(
            json.dumps({"command": command}, ensure_ascii=False), encoding="utf-8"
        )
        self._run(command)

    def _run(self, command: Sequence[str]) -> None:
        with (
            (self._home / "answer.json").open("wb") as answer,
            (self._home / "log.txt").open("wb") as log,
            Lock(self._home).taken() as inherited,
        ):
            self._process = subprocess.Popen(
                [*PROGRAM, *command],
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=log,
                cwd=self._home,
                env={**os.environ, "PYTHONUTF8": "1"},
                start_new_session=True,  # Ctrl-C on the server is not meant for it
                pass_fds=inherited,
            )
        (self._home / "process.json").write_text(json.dumps({"pid": self._process.pid}), encoding="utf-8")
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICE)  # answers come first

    def _clean(self, *, keep_job: bool) -> None:
        """Forget snapshots and drafts, and the job with all that belongs to it unless it shall be told of."""
        job = self._read("job.json")
        if job is not None:
            for left in (*self._own.glob(f"{job['name']}-*.run*"), *self._own.glob(f".{job['name']}-*")):
                shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
        if keep_job:
            shutil.rmtree(self._home / "pictures", ignore_errors=True)
        else:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home.mkdir(parents=True)

    def _write(self, job: Job) -> None:
        draft = self._home / "job.json.new"
        draft.write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")
        draft.replace(self._home / "job.json")

    def _read(self, file: str) -> dict[str, Any] | None:
        try:
            value = json.loads((self._home / file).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return value if isinstance(value, dict) else None


def _laid_out(shelf: Shelf, rows: Sequence[int], folder: Path) -> Path:
    """Copy stickers into a folder with a manifest that says what each one feels like."""
    folder.mkdir(parents=True)
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(("file", "name_ko", "name_en", "emotion"))
        for row in rows:
            item, felt = shelf.catalog.items[row], shelf.catalog.spaces["emotion"][row]
            picture = shelf.picture(item)
            name = f"{item.group}-{picture.name}"
            shutil.copyfile(picture, folder / name)
            labels = [
                PRODUCT.labels[i] for i in felt.argsort()[::-1] if felt[i] > 0 and felt[i] >= felt.max() / 2
            ]
            sheet.writerow((name, item.ko, item.en, "|".join(labels)))
    return folder


def _licence(shelf: Shelf, packs: Sequence[str]) -> str:
    stated = [shelf.packs[pack].licence or "not stated" for pack in packs]
    return " AND ".join(sorted(set(stated)))


def _progress(log: Path) -> tuple[float, str, str]:
    """Return the share done, the last stage and the error of a log whose lines are ` 37% what is being done`."""
    share, stage, message = 0.0, "", ""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return share, stage, message
    for line in lines:
        number, percent, rest = line.strip().partition("% ")
        if percent and number.isdecimal():
            share, stage = min(int(number) / 100, 1.0), rest.strip()
        elif line.startswith("gyeol: "):
            message = line.removeprefix("gyeol: ")
    return share, stage, message


def _end(pid: int, runs: Callable[[], bool]) -> None:
    """Ask a process and its children to end; make them if they take too long."""
    for how in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        try:
            os.killpg(pid, how) if hasattr(os, "killpg") else os.kill(pid, how)
        except ProcessLookupError:
            return
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            if not runs():
                return
            time.sleep(0.05)


def _recipe() -> Path:
    """Return the recipe, which lies beside this file once gyeol is installed, and in the folder recipes/ in a clone."""
    here = Path(__file__).parent
    packed = here / "emoji-ours.toml"
    return packed if packed.is_file() else here.parents[3] / "recipes" / "emoji-ours.toml"
