"""Find a pre-trained encoder: a folder first, then what was fetched before, then the hub; never silently another."""

import os
import socket
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from huggingface_hub import constants, snapshot_download
from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

from gyeol.errors import BadData, RemoteError

_FILES = (
    "config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.txt",
    "*.safetensors",
    "pytorch_model.bin",
)
_WAIT_S = 0.7


def find(source: str, *, option: str = "--set model.source=DIR") -> Path:
    """Return the folder of a pre-trained model.

    Args:
        source: a folder, or a name on the hub, as "klue/roberta-base".
        option: how the command at hand is told of a folder, for messages.

    Raises:
        BadData: the folder is no model, or the hub knows no model of this name.
        RemoteError: it was never fetched, and the hub cannot be asked: `HF_HUB_OFFLINE` is set or there is no
            connection; found out in under a second, and told with the command that fetches it.
    """
    folder = Path(source).expanduser()
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise BadData(
                f"'{source}' holds no model: it has no config.json; pass a folder of a pre-trained model."
            )
        return folder
    if source.startswith((".", "/", "~")) or source.count("/") > 1:
        raise BadData(
            f"there is no folder '{source}'; pass one, or a name on the hub as 'klue/roberta-base'."
        )
    try:
        return Path(snapshot_download(source, allow_patterns=list(_FILES), local_files_only=True))
    except LocalEntryNotFoundError:
        pass  # never fetched
    if os.environ.get("HF_HUB_OFFLINE", "") not in ("", "0") or not _reachable():
        raise RemoteError(
            f"the model '{source}' is not on this machine and the hub cannot be reached; with a connection run: "
            f"hf download {source}  or pass a folder with {option}"
        )
    try:
        return Path(snapshot_download(source, allow_patterns=list(_FILES)))
    except HfHubHTTPError as error:
        raise BadData(
            f"the hub gives no model '{source}' ({str(error).splitlines()[0]}); check its name."
        ) from None


def _reachable() -> bool:
    """Return whether the hub, or the proxy that leads to it, takes a connection; waits no longer than 0.7 s."""
    address = urlsplit(os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy") or constants.ENDPOINT)
    where, answered = (address.hostname or "", address.port or 443), list[bool]()

    def knock() -> None:
        try:
            socket.create_connection(where, timeout=_WAIT_S).close()
            answered.append(True)
        except OSError:
            pass

    knocking = Thread(target=knock, daemon=True)  # looking up a name may hang without end
    knocking.start()
    knocking.join(_WAIT_S)
    return bool(answered)
