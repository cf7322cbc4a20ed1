"""Write our generator as what serving needs: an ONNX graph, and what its training pictures look like."""

from pathlib import Path

import numpy as np
import onnx
import torch

from gyeol.emotion import PRODUCT
from gyeol.generate import near
from gyeol.generate.ours import Generator
from gyeol.lab.gan_data import Faces
from gyeol.lab.picture_net import halved

_COPY = 0.05  # of the training pictures are as near to another one as what counts as a copy


def export(net: Generator, faces: Faces, folder: Path) -> None:
    """Write `model.onnx` and `seen.npz` into a folder; see `gyeol.generate.sampler` for what they hold.

    Large weights have sixteen bits and are widened when the graph is loaded.
    """
    example = (torch.zeros(1, net.config.noise), torch.eye(len(PRODUCT))[:1])
    path = folder / "model.onnx"
    torch.onnx.export(
        net.eval(), example, path, dynamo=False, input_names=["noise", "feeling"], output_names=["rgba"],
        dynamic_axes={name: {0: "n"} for name in ("noise", "feeling", "rgba")}, opset_version=17,
    )  # fmt: skip
    onnx.save(halved(onnx.load(path)), path)
    seen = near.describe(faces.rgba)
    threshold = np.float32(near.close(seen, _COPY))
    np.savez_compressed(folder / "seen.npz", descriptors=seen.astype(np.float16), threshold=threshold)
