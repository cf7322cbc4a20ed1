"""Open an encoder of pictures by name, with its own weights or those that are named."""

from pathlib import Path

from gyeol.encode import ENCODERS, Encoder
from gyeol.errors import BadArtifact, UnknownName
from gyeol.registry import Registry

SHIPPED = Path(__file__).parent.parent / "artifacts"
_OF_TEXTS = {"concepts", "sentence"}
_HUB = Registry(
    "part of the lab", {"find": "gyeol.lab.hub:find"}, extra={"find": "lab"}
)  # the rest needs no extra


def open_encoder(name: str, weights: str = "") -> Encoder:
    """Return an encoder of pictures.

    Args:
        name: "style", "gram", "clip", "bottleneck", or one that an installed package adds.
        weights: for "gram" and "clip" a folder or a name on the hub, for the others an artefact folder; "" means the
            models of R1.1 and R1.2, and the artefact that ships or lies in `artifacts/` below the working folder.

    Raises:
        UnknownName: no such encoder, or one of texts.
        MissingExtra: it needs torch or transformers.
        BadArtifact: its artefact is missing; told with the command that makes it.
        RemoteError: its weights are not on this machine; told with the command that fetches them.
    """
    if name in _OF_TEXTS:
        raise UnknownName("encoder of pictures", name, set(ENCODERS.names()) - _OF_TEXTS)
    kind = ENCODERS.get(name)
    opened: Encoder
    if hasattr(kind, "source"):
        opened = kind.load(_HUB.get("find")(weights or kind.source, option="--weights DIR"))
        return opened
    folder = Path(weights) if weights else next(iter(_artefacts(name)), Path("artifacts") / name)
    if not folder.is_dir():
        raise BadArtifact(
            f"there is no encoder '{name}' in '{folder}'; make one: gyeol train recipes/{name}.toml --out {folder}"
        )
    opened = kind.load(folder)
    return opened


def _artefacts(name: str) -> list[Path]:
    return [folder for folder in (SHIPPED / name, Path("artifacts") / name) if folder.is_dir()]
