"""Open a sentence encoder by name: ours, a folder, or one of the hub."""

from pathlib import Path

import gyeol
from gyeol.encode import Encoder
from gyeol.encode.concepts import Concepts
from gyeol.encode.content import TwoViews
from gyeol.encode.sentence import SentenceEncoder
from gyeol.lab.hub import find
from gyeol.registry import Registry

SHIPPED = Path(gyeol.__file__).parent / "artifacts" / "sentence"
_HUB = Registry("encoder of the hub", {"hub": "gyeol.lab.hub_sentence:HubSentences"}, extra={"hub": "lab"})


def open_meaning(name: str = "sentence", prompt: str = "", *, content: bool = False) -> Encoder:
    """Return a sentence encoder.

    Args:
        name: "sentence" (the one that ships), "concepts", a folder of an artefact or of a pre-trained model, or a
            name on the hub, as "jhgan/ko-sroberta-multitask".
        prompt: what a model of the hub wants before each text, as "query: ".
        content: join the view of nouns, verbs and adjectives (R5.5).

    Raises:
        BadArtifact: the artefact is damaged.
        BadData: the folder is no model, or the hub knows none of this name.
        RemoteError: the model was never fetched and the hub cannot be asked.
        MissingExtra: a model of the hub needs the extra 'lab'.
    """
    opened = _open(name, prompt)
    return TwoViews(opened) if content else opened


def _open(name: str, prompt: str) -> Encoder:
    if name == "concepts":
        return Concepts.load()
    folder = SHIPPED if name == "sentence" else Path(name)
    if (folder / "pieces.json").is_file():
        return SentenceEncoder.load(folder)
    kind = _HUB.get("hub")
    opened: Encoder = kind.load(find(name, option="--encoder DIR"), prompt)
    return opened
