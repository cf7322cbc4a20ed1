"""Serve a trained generator of emoji: a feeling and a random stream in, pictures out; no torch."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gyeol import artifact
from gyeol.artifact import Artifact
from gyeol.emotion import PRODUCT, Taxonomy
from gyeol.errors import BadArtifact
from gyeol.generate import Pictures
from gyeol.generate.near import DIM
from gyeol.graph import session

KIND = "emoji"
SIZE_PX = 64


class Sampler:
    """Serves an artefact of kind "emoji" with ONNX Runtime, one thread, one picture at a time.

    The graph takes `noise` (n, z), standard normal, and `feeling` (n, n_labels), rows that sum to 1 in the order of
    the product taxonomy; it returns `rgba` (n, 4, 64, 64) in [0, 1], straight alpha.

    Attributes:
        name: `name@revision`.
        artifact: what is served.
        taxonomy: the labels that it knows.
        seen: (m, DIM) what the pictures of the training look like; see `gyeol.generate.near.describe`.
        threshold: at this distance or below, a made picture is a copy of one of those.
    """

    taxonomy: Taxonomy = PRODUCT

    def __init__(self, found: Artifact) -> None:
        self.artifact, self.name = found, f"{found.name}@{found.revision}"
        self._noise = int(found.config["options"]["noise"])
        self.seen, self.threshold = _seen(found.file("seen.npz"))
        self._session = session(found.file("model.onnx"))
        wanted = {"noise": self._noise, "feeling": len(PRODUCT)}
        if {one.name: one.shape[-1] for one in self._session.get_inputs()} != wanted:
            raise ValueError(f"the graph must take {wanted}")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read an artefact of kind "emoji"; raise `BadArtifact` if it is altered or makes something else."""
        found = artifact.load(folder, kind=KIND)
        options = found.config["options"]
        if "model.onnx" not in found.config["files"] or found.config["taxonomy"] not in (PRODUCT.name, None):
            raise BadArtifact(
                f"'{folder}' cannot be asked for a feeling of '{PRODUCT.name}'; "
                "train one that can: gyeol train recipes/emoji-ours.toml"
            )
        if options.get("size") != SIZE_PX or not isinstance(options.get("noise"), int):
            raise BadArtifact(
                f"'{folder}' makes pictures of {options.get('size')} px from {options.get('noise')} numbers, this "
                f"gyeol needs {SIZE_PX} px from a known number; train it again."
            )
        try:
            return cls(found)
        except (OSError, ValueError, KeyError, RuntimeError) as error:  # hashes fit, so it was never right
            raise BadArtifact(f"'{folder}' cannot be opened ({error}); train it again.") from None

    def sample(self, labels: Sequence[str], rng: np.random.Generator) -> Pictures:
        """Return a picture a label: (n, 64, 64, 4) uint8, straight alpha; the same stream gives the same bytes.

        Raises:
            UnknownName: a label is not in the taxonomy.
        """
        feelings = np.eye(len(PRODUCT), dtype=np.float32)[[self.taxonomy.index(label) for label in labels]]
        noise = rng.standard_normal((len(labels), self._noise), np.float32)
        # one at a time: a batch would change the last bits, and so the bytes
        made = [self._one(z[None], feeling[None]) for z, feeling in zip(noise, feelings, strict=True)]
        return np.stack(made) if made else np.zeros((0, SIZE_PX, SIZE_PX, 4), np.uint8)

    def _one(self, noise: NDArray[np.float32], feeling: NDArray[np.float32]) -> Pictures:
        rgba = self._session.run(["rgba"], {"noise": noise, "feeling": feeling})[0][0]  # (4, 64, 64)
        return np.asarray((np.nan_to_num(rgba).clip(0, 1) * 255).round(), np.uint8).transpose(1, 2, 0)


def _seen(path: Path) -> tuple[NDArray[np.float16], float]:
    with np.load(path, allow_pickle=False) as arrays:
        seen, threshold = arrays["descriptors"], float(arrays["threshold"])
    if seen.ndim != 2 or seen.shape[1] != DIM or not np.isfinite(threshold):
        raise ValueError(f"'{path.name}' must hold (m, {DIM}) descriptors and a threshold, not {seen.shape}")
    return seen, threshold
