"""The artefact folder: how any trained thing is written, checked and described.

A folder holds `config.json`, the files of the model, `metrics.json` and `README.md` (the card, rendered from the
other two). `config.json` carries the SHA-256 of every other file and of itself, so one altered byte is found at load.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gyeol import __version__
from gyeol.errors import BadArtifact

FORMAT = 1
_OWN = ("config.json",)


@dataclass(frozen=True)
class Artifact:
    """A checked artefact folder.

    Attributes:
        path: the folder.
        config: `config.json`: format, kind, name, options, taxonomy, seed, recipe, code, data, files.
        metrics: `metrics.json`: split -> measure -> value; each split carries its `n`.
    """

    path: Path
    config: Mapping[str, Any]
    metrics: Mapping[str, Mapping[str, Any]]

    @property
    def name(self) -> str:
        """The name under which cards and answers mention it."""
        return str(self.config["name"])

    @property
    def revision(self) -> str:
        """Twelve hex digits that change whenever any byte of the artefact does; as `name@revision` in answers."""
        return str(self.config["sha256"])[:12]

    def file(self, name: str) -> Path:
        """Return the path of one of its files; raise `BadArtifact` if the artefact does not list it."""
        if name not in self.config["files"]:
            raise BadArtifact(f"artefact '{self.path}' has no file '{name}'; train or download it again.")
        return self.path / name

    @property
    def card(self) -> str:
        """The card, as Markdown."""
        return (self.path / "README.md").read_text(encoding="utf-8")


def load(folder: Path, *, kind: str | None) -> Artifact:
    """Read an artefact folder and check its format, kind (None: any) and every hash.

    Raises:
        BadArtifact: the folder is missing, incomplete, altered, of another kind, or of a newer format.
    """
    config_path = folder / "config.json"
    try:
        config = json.loads(config_path.read_text(encoding="utf-8"))
        found_kind, found_format, files = config["kind"], int(config["format"]), dict(config["files"])
        sealed = config["sha256"]
    except FileNotFoundError:
        raise BadArtifact(
            f"'{folder}' is no artefact folder: it has no config.json; check the path."
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise BadArtifact(f"'{config_path}' cannot be read ({error}); train or download it again.") from None
    if found_format > FORMAT:
        raise BadArtifact(
            f"'{folder}' has format {found_format}, this gyeol reads up to {FORMAT}; upgrade gyeol to use it."
        )
    if kind not in (None, found_kind):
        raise BadArtifact(f"'{folder}' holds a model of kind '{found_kind}', but '{kind}' is needed here.")
    if _seal(config) != sealed:
        raise BadArtifact(f"'{config_path}' was altered after it was written; train or download it again.")
    for name, expected in files.items():
        path = folder / name
        if not path.is_file() or path.resolve().parent != folder.resolve():
            raise BadArtifact(f"artefact '{folder}' lacks its file '{name}'; train or download it again.")
        if _sha256(path) != expected:
            raise BadArtifact(f"'{path}' differs from its recorded hash; train or download it again.")
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    return Artifact(folder, config, metrics)


def write(
    folder: Path,
    fill: Callable[[Path], None],
    *,
    kind: str,
    name: str,
    options: Mapping[str, Any],
    taxonomy: str | None,
    seed: int,
    recipe: str,
    data: Sequence[Mapping[str, Any]],
    metrics: Mapping[str, Mapping[str, Any]],
    about: str,
) -> Artifact:
    """Write an artefact folder at once or not at all, replacing an older one of the same path.

    Args:
        folder: where it shall stand.
        fill: writes the model's own files into the empty folder that it is given.
        kind: what `load` must be asked for: "emotion", "style" …
        name: how answers and cards call it.
        options: the model's `Config`, whole.
        taxonomy: the name of the taxonomy of its axes, or None.
        seed: of the training run.
        recipe: the file that made it.
        data: one row a corpus: name, revision, sha256, rows, licence.
        metrics: split -> measure -> value, each split with its `n`.
        about: what it does and what it must not be used for; Markdown, the head of the card.
    """
    with replacing(folder) as draft:
        fill(draft)
        (draft / "metrics.json").write_text(_json(metrics), encoding="utf-8")
        config: dict[str, Any] = {
            "format": FORMAT,
            "kind": kind,
            "name": name,
            "options": dict(options),
            "taxonomy": taxonomy,
            "seed": seed,
            "recipe": recipe,
            "code": __version__,
            "data": [dict(row) for row in data],
        }
        (draft / "README.md").write_text(_card(config, metrics, about), encoding="utf-8")
        config["files"] = {p.name: _sha256(p) for p in sorted(draft.iterdir()) if p.name not in _OWN}
        config["sha256"] = _seal(config)
        (draft / "config.json").write_text(_json(config), encoding="utf-8")
        for path in draft.iterdir():
            path.chmod(0o644)  # some writers leave their files to the owner alone
    return load(folder, kind=kind)


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty sibling folder that becomes `folder` if the block ends well and vanishes if it does not.

    A process killed in the middle leaves only a sibling named `.<folder>-…`, which readers ignore.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield draft
        draft.chmod(0o755)
        old = draft.with_name(draft.name + "-old")
        if folder.exists():
            folder.replace(old)
        draft.replace(folder)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(config: Mapping[str, Any]) -> str:
    body = {key: value for key, value in config.items() if key != "sha256"}
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _card(config: Mapping[str, Any], metrics: Mapping[str, Mapping[str, Any]], about: str) -> str:
    lines = [f"# {config['name']}", "", about.strip(), "", "## Measured", ""]
    measures = list(
        dict.fromkeys(m for row in metrics.values() for m, v in row.items() if not isinstance(v, dict))
    )
    if measures:
        lines += ["| on | " + " | ".join(measures) + " |", "|---" * (len(measures) + 1) + "|"]
        for split, row in metrics.items():
            lines.append(f"| {split} | " + " | ".join(_cell(row.get(m)) for m in measures) + " |")
    lines += ["", "## Made from", "", "| corpus | rows | licence | SHA-256 |", "|---|---|---|---|"]
    for row in config["data"]:
        digest = str(row.get("sha256", ""))[:12]
        lines.append(
            f"| {row.get('corpus', '')} | {row.get('rows', '')} | {row.get('licence', '')} | {digest} |"
        )
    lines += [
        "",
        f"Recipe `{config['recipe']}`, seed {config['seed']}, gyeol {config['code']}. Options:",
        "",
        "```json",
        json.dumps(config["options"], ensure_ascii=False, indent=1),
        "```",
    ]
    return "\n".join(lines) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)
