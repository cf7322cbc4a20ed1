"""Inception-v3 as a feature network for those who have torchvision and its weights; nothing is ever downloaded."""

from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional as F

from gyeol.catalog import Array
from gyeol.errors import BadRequest, MissingExtra

SIDE_PX = 299
_BATCH = 16
_FETCH = "python -c 'import torchvision.models as m; m.inception_v3(weights=\"DEFAULT\")'"


class Inception:
    """The pooled features of Inception-v3 (Szegedy et al. 2016): 2,048 a picture.

    Deviations from the usual FID network: torchvision's weights of ImageNet, not those ported from TensorFlow, so
    values do not compare with published ones; pictures are enlarged bilinearly.

    Args:
        net: takes (B, 3, 299, 299) in [−1, 1], returns (B, dim).
        name: for the scores.
    """

    def __init__(self, net: nn.Module, name: str) -> None:
        self.net, self.name = net.eval(), name

    def features(self, pixels: NDArray[np.uint8]) -> Array:
        """Return (n, dim) features of pictures (n, H, W, 3)."""
        rows = []
        with torch.inference_mode():
            for some in torch.split(torch.from_numpy(pixels), _BATCH):
                x = some.permute(0, 3, 1, 2).float() / 127.5 - 1
                x = F.interpolate(x, (SIDE_PX, SIDE_PX), mode="bilinear", align_corners=False, antialias=True)
                rows.append(np.asarray(self.net(x), np.float32))
        return np.concatenate(rows)


def load(weights: Path | None = None) -> Inception:
    """Return Inception-v3 with weights from a file, or from where torchvision keeps its own.

    Raises:
        MissingExtra: torchvision is not there, or does not fit torch.
        BadRequest: the weights are not there, or of another network.
    """
    models = _models()
    address = models.Inception_V3_Weights.DEFAULT.url
    path = weights or Path(torch.hub.get_dir()) / "checkpoints" / address.rsplit("/", 1)[-1]
    if not path.is_file():
        raise BadRequest(
            f"there are no weights of Inception-v3 at '{path}'; name a file with --weights, or fetch them: {_FETCH}"
        )
    net = models.inception_v3(weights=None, init_weights=False)
    try:
        net.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    except Exception as error:  # what a broken file raises depends on where it is broken
        raise BadRequest(
            f"'{path}' does not hold torchvision's weights of Inception-v3 ({type(error).__name__}); fetch "
            f"them: {_FETCH}"
        ) from None
    net.fc = nn.Identity()
    return Inception(net, f"inception_v3@{sha256(path.read_bytes()).hexdigest()[:12]}")


def _models() -> Any:
    try:
        return import_module("torchvision.models")
    except (ImportError, RuntimeError, OSError) as error:  # a torchvision of another torch fails in many ways
        release = torch.__version__.partition("+")[0]
        raise MissingExtra(
            f"the feature network 'inception' needs a torchvision that fits torch {release} ({error}); run: pip "
            f"install torchvision torch=={release}"
        ) from None
