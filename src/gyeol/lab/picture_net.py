"""The network that reads the feeling of a picture, as it is trained and exported."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional as F

from gyeol.emotion import PRODUCT
from gyeol.encode.picture import Config
from gyeol.lab.picture_features import N_FEATURES, features

N_OUT = len(PRODUCT) + 1  # the last: shows no feeling
_LARGE = 1 << 16  # numbers


class PictureNet(nn.Module):
    """One hidden layer over fixed features of a picture names what is shown: which emoji, which act of a drawing.

    What each motif means is known, and the feeling of a picture is the mean over the motifs that it may be. Learning
    the few feelings directly generalises far worse: they tell the hidden layer little.
    """

    mean: Tensor
    scale: Tensor
    meaning: Tensor

    def __init__(self, config: Config, meaning: Tensor, *, dropout: tuple[float, float] = (0.0, 0.0)) -> None:
        """Build it for motifs that mean (n_motifs, N_OUT), rows that sum to 1."""
        super().__init__()
        self.register_buffer("meaning", meaning)
        self.register_buffer("mean", torch.zeros(N_FEATURES))
        self.register_buffer("scale", torch.ones(N_FEATURES))
        self.dropout = dropout
        self.hidden, self.norm = nn.Linear(N_FEATURES, config.hidden), nn.BatchNorm1d(config.hidden)
        self.motif = nn.Linear(config.hidden, len(meaning))

    def forward(self, found: Tensor) -> Tensor:
        """Return logits (B, n_motifs) for (B, N_FEATURES) features."""
        x = F.dropout((found - self.mean) / self.scale, self.dropout[0], self.training)
        x = F.dropout(F.relu(self.norm(self.hidden(x))), self.dropout[1], self.training)
        logits: Tensor = self.motif(x)
        return logits


class Served(nn.Module):
    """The network as it is served: the mean over a picture and its mirror image, then calibrated probabilities."""

    def __init__(self, net: PictureNet, temperature: float) -> None:
        super().__init__()
        self.net, self.temperature = net, temperature

    def forward(self, pictures: Tensor) -> Tensor:
        """Return (B, N_OUT) probabilities for (B, 3, S, S) bytes."""
        x = pictures.float()
        logits = (self.net(features(x)) + self.net(features(x.flip(3)))) / 2
        return F.softmax(logits / self.temperature, dim=1) @ self.net.meaning


def to_onnx(net: Served, size_px: int, path: Path) -> None:
    """Write it as ONNX: `pictures` (n, 3, size_px, size_px) uint8 -> `proba` (n, N_OUT) float32.

    Large weights are kept in sixteen bits and widened when the graph is loaded: half of the size, the same answers to
    about three digits.
    """
    example = torch.zeros(1, 3, size_px, size_px, dtype=torch.uint8)
    torch.onnx.export(
        net.eval(), (example,), path, dynamo=False, input_names=["pictures"], output_names=["proba"],
        dynamic_axes={"pictures": {0: "n"}, "proba": {0: "n"}}, opset_version=17,
    )  # fmt: skip
    onnx.save(halved(onnx.load(path)), path)


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a graph whose large weights have sixteen bits and are widened when it is loaded."""
    large = [weight for weight in model.graph.initializer if np.prod(weight.dims) >= _LARGE]
    for weight in large:
        half = numpy_helper.to_array(weight).astype(np.float16)
        model.graph.initializer.remove(weight)
        model.graph.initializer.append(numpy_helper.from_array(half, f"{weight.name}_half"))
        widen = helper.make_node("Cast", [f"{weight.name}_half"], [weight.name], to=TensorProto.FLOAT)
        model.graph.node.insert(0, widen)
    return model
