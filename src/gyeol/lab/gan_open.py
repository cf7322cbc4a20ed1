"""Open a trained generator, whatever its method, and let it make pictures to be measured."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.torch import load_file

from gyeol import artifact
from gyeol.catalog import Array
from gyeol.emotion import PRODUCT
from gyeol.generate.sampler import KIND, Sampler
from gyeol.lab.gan_data import Faces, read_faces
from gyeol.lab.gan_methods import METHODS


def made_by(folder: Path, feelings: Array, seed: int) -> NDArray[np.uint8]:
    """Return pictures (n, 64, 64, 4) of an artefact, asked for feelings (n, n_labels); the references ignore them.

    Raises:
        BadArtifact: it is altered, or no generator of emoji.
    """
    found = artifact.load(folder, kind=KIND)
    if "model.onnx" in found.config["files"]:
        labels = [PRODUCT.labels[i] for i in feelings.argmax(1)]
        return Sampler.load(folder).sample(labels, np.random.default_rng(seed))
    options = dict(found.config["options"])
    method = METHODS[options.pop("method")]
    net = method.build(method.config(**options), 0)
    net.load_state_dict(load_file(found.file("generator.safetensors")))
    return method.sample(net, feelings, seed)


def pictures_of(made: Path, real: Faces, n: int, seed: int) -> NDArray[np.uint8]:
    """Return pictures (n, 64, 64, 4) to score: n of an artefact, asked for feelings as they are in `real`, or files."""
    if not (made / "config.json").is_file():
        return read_faces(made).rgba
    return made_by(made, asked(real, n, seed), seed)


def asked(real: Faces, n: int, seed: int) -> Array:
    """Return feelings (n, n_labels) as common as among some pictures."""
    order = np.random.default_rng(seed).permutation(len(real))
    return real.feeling[np.resize(order, n)]
