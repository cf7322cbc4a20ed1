"""Fine-tune an ImageNet model to name the pack of a sticker and keep what it knew just before it answered (R1.4)."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import EfficientNetConfig, EfficientNetModel
from transformers.models.efficientnet.modeling_efficientnet import round_filters

from gyeol.catalog import Array
from gyeol.encode.bottleneck import Config
from gyeol.lab.hub import find

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class FitConfig:
    """How to fine-tune.

    Attributes:
        seed: of the last layer and the order.
        epochs: how often all stickers are seen.
        batch_size: stickers a step.
        learning_rate: at the start; it falls to zero by a cosine.
        smoothing: of the labels (Szegedy et al. 2016), so that packs that look alike need not be torn apart.
        width, depth: of a model that begins from nothing, in shares of EfficientNet-B0.
        threads: of torch.
    """

    seed: int = 0
    epochs: int = 3
    batch_size: int = 32
    learning_rate: float = 1e-3
    smoothing: float = 0.1
    width: float = 1.0
    depth: float = 1.0
    threads: int = 2


class BottleneckNet(nn.Module):
    """An EfficientNet and a linear layer over packs; what enters that layer is the embedding."""

    def __init__(self, config: Config, options: FitConfig, n_packs: int) -> None:
        super().__init__()
        if config.source:
            folder = find(config.source)
            self.network = EfficientNetModel.from_pretrained(folder, dtype=torch.float32)
        else:
            shape = EfficientNetConfig(width_coefficient=options.width, depth_coefficient=options.depth)
            shape.hidden_dim = round_filters(shape, 1280)  # the config does not follow its own width
            self.network = EfficientNetModel(shape)
            self.network.apply(_begin)
        self.packs = nn.Linear(int(self.network.config.hidden_dim), n_packs)

    def forward(self, pixels: Tensor) -> Tensor:
        """Return (B, dim) rows for (B, 3, S, S) normalised pixels."""
        pooled: Tensor = self.network(pixel_values=pixels, return_dict=False)[1]
        return pooled.flatten(1)


def _begin(layer: nn.Module) -> None:
    """Set a layer to what training can begin from (He et al. 2015); what `transformers` sets vanishes on the way."""
    if isinstance(layer, nn.Conv2d):
        nn.init.kaiming_normal_(layer.weight, mode="fan_out")
    elif isinstance(layer, nn.BatchNorm2d):
        nn.init.ones_(layer.weight)


def fit(
    pixels: Array, pack: NDArray[np.str_], config: Config, options: FitConfig, progress: Progress
) -> BottleneckNet:
    """Return the network that stickers (n, 3, S, S), normalised, and the packs they are of (n,) teach.

    Raises:
        BadData: `config.source` is no model.
        RemoteError: see `hub.find`.
    """
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    names, label = np.unique(pack, return_inverse=True)
    inputs, targets = torch.from_numpy(pixels), torch.from_numpy(label)
    net = BottleneckNet(config, options, len(names)).train()
    optimiser = torch.optim.AdamW(net.parameters(), options.learning_rate, weight_decay=0.01)
    steps = options.epochs * max(1, len(pixels) // options.batch_size)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for epoch in range(options.epochs):
        progress("fine-tuning", epoch / options.epochs)
        order = torch.randperm(len(pixels))
        for rows in torch.split(order[: steps // options.epochs * options.batch_size], options.batch_size):
            with torch.autocast("cpu", torch.bfloat16):
                scores = net.packs(net(inputs[rows]))
            loss = F.cross_entropy(scores.float(), targets[rows], label_smoothing=options.smoothing)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return net.eval()


def to_onnx(net: BottleneckNet, size_px: int, path: Path) -> None:
    """Write the network as ONNX: `pixels` (n, 3, size_px, size_px) float32 -> `rows` (n, dim) float32."""
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # the tracer's, about branches on shapes that it takes for constants
        torch.onnx.export(
            net, (torch.zeros(1, 3, size_px, size_px),), path, dynamo=False, input_names=["pixels"],
            output_names=["rows"], dynamic_axes={"pixels": {0: "n"}, "rows": {0: "n"}}, opset_version=17,
        )  # fmt: skip
