"""The style of a picture as R1.1 measures it: which channels of an ImageNet network fire together (extra 'lab')."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F
from transformers import ResNetModel

from gyeol.catalog import Array, unit
from gyeol.encode.image import Picture
from gyeol.encode.pixels import IMAGENET, normalised


@dataclass(frozen=True)
class Config:
    """What is measured.

    Attributes:
        dim: length of the vectors, a quarter for each stage.
        size_px: side of the picture that the network reads.
        grey: drop colours first, the grey variant of R1.1.
        seed: of the fixed projection.
    """

    dim: int = 256
    size_px: int = 224
    grey: bool = False
    seed: int = 0


class GramEncoder:
    """Gram matrices of the four stages of a ResNet (Gatys et al. 2016, https://arxiv.org/abs/1505.07376; R1.1).

    Deviations: each matrix is divided by the number of places and scaled to length 1, so that no stage outweighs the
    others; the four full matrices (5.6 million numbers for a ResNet-50) are reduced by a fixed tensor sketch
    (Pham and Pagh 2013; for bilinear features Gao et al. 2016), which keeps their inner products in expectation.
    It needs no data, so that rows of today and of tomorrow are comparable.

    Attributes:
        source: the model on the hub that R1.1 would take.
    """

    source = "microsoft/resnet-50"

    def __init__(self, name: str, network: ResNetModel, config: Config | None = None) -> None:
        self.name, self.config = name, config or Config()
        self.dim = self.config.dim
        self._network = network.train(False)
        sizes = [int(size) for size in network.config.hidden_sizes or ()]
        rng = np.random.default_rng(self.config.seed)
        self._sketches = [_Sketch(size, self.dim // len(sizes), rng) for size in sizes]

    @classmethod
    def load(cls, folder: Path, config: Config | None = None) -> Self:
        """Read a ResNet of `transformers`, a folder with config.json and weights; `gyeol.lab.hub.find` gets one."""
        network = ResNetModel.from_pretrained(folder, dtype=torch.float32)
        return cls(f"gram@{fingerprint(network)}", network, config)

    def encode(self, inputs: Sequence[Picture]) -> Array:
        """Return (n, dim) unit rows for pictures (H, W, 4) RGBA of any size; zero rows for empty ones."""
        rows = np.zeros((len(inputs), self.dim), np.float32)
        for row, picture in zip(rows, inputs, strict=True):
            x = normalised(picture, self.config.size_px, IMAGENET, grey=self.config.grey)
            if x is not None:
                # one at a time: a batch would change the last bits, and so the bytes
                row[:] = torch.cat(self._stages(torch.from_numpy(x))).numpy()
        return unit(rows)

    @torch.inference_mode()
    def _stages(self, x: Tensor) -> list[Tensor]:
        found = self._network(x.unsqueeze(0), output_hidden_states=True).hidden_states[1:]
        pairs = zip(self._sketches, found, strict=True)
        return [F.normalize(sketch(stage[0].flatten(1)), dim=0) for sketch, stage in pairs]


class _Sketch:
    """Projects the Gram matrix of (C, N) features to (dim,) without ever building it.

    The count sketch of an outer product is the circular convolution of two count sketches; summed over places, that
    of Σ f fᵀ. In the frequency domain the convolution is a product.
    """

    def __init__(self, channels: int, dim: int, rng: np.random.Generator) -> None:
        self.dim = dim
        self.tables = torch.zeros(2, dim, channels)
        for table in self.tables:
            sign = torch.from_numpy(rng.choice(np.asarray([-1, 1], np.float32), channels))
            table[torch.from_numpy(rng.integers(0, dim, channels)), torch.arange(channels)] = sign

    def __call__(self, features: Tensor) -> Tensor:
        left, right = (torch.fft.rfft(table @ features, dim=0) for table in self.tables)  # (dim/2+1, N)
        sketch: Tensor = torch.fft.irfft((left * right).mean(1), n=self.dim)
        return sketch


def fingerprint(network: torch.nn.Module) -> str:
    """Return twelve hex digits that change with any weight of a network."""
    digest = sha256()
    for name, values in sorted(network.state_dict().items()):
        digest.update(name.encode() + values.numpy().tobytes())
    return digest.hexdigest()[:12]
