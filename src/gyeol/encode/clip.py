"""The look of a picture as CLIP sees it, R1.2 (extra 'lab')."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
import torch
from transformers import CLIPVisionModelWithProjection

from gyeol.catalog import Array, unit
from gyeol.encode.gram import fingerprint
from gyeol.encode.image import Picture
from gyeol.encode.pixels import CLIP, normalised


class ClipEncoder:
    """The image half of CLIP (Radford et al. 2021, https://arxiv.org/abs/2103.00020), ViT-B/32 by default: 512 axes.

    Deviation: a sticker is padded to a square on white instead of being cropped in the middle.

    Attributes:
        source: the model on the hub that R1.2 takes.
    """

    source = "openai/clip-vit-base-patch32"

    def __init__(self, name: str, network: CLIPVisionModelWithProjection) -> None:
        self.name, self._network = name, network.train(False)
        self.dim = int(network.config.projection_dim)
        self._size_px = int(str(network.config.image_size))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a CLIP model of `transformers`, a folder with config.json and weights; `gyeol.lab.hub.find` gets one."""
        network = CLIPVisionModelWithProjection.from_pretrained(folder, dtype=torch.float32)
        return cls(f"clip@{fingerprint(network)}", network)

    @torch.inference_mode()
    def encode(self, inputs: Sequence[Picture]) -> Array:
        """Return (n, dim) unit rows for pictures (H, W, 4) RGBA of any size; zero rows for empty ones."""
        rows = np.zeros((len(inputs), self.dim), np.float32)
        for row, picture in zip(rows, inputs, strict=True):
            x = normalised(picture, self._size_px, CLIP)
            if x is not None:
                row[:] = self._network(pixel_values=torch.from_numpy(x).unsqueeze(0)).image_embeds[0].numpy()
        return unit(rows)
