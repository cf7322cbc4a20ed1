"""The generators that can be trained: what builds each, how it learns, and how it is sampled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import nn

from gyeol.catalog import Array
from gyeol.generate import dcgan, deligan, latent, ours
from gyeol.lab import gan_pair, gan_parts
from gyeol.lab.fit_gan import FitConfig, Learner
from gyeol.lab.gan_data import Faces


@dataclass(frozen=True)
class Method:
    """One way to make emoji.

    Attributes:
        config: the class of its options.
        build: makes the network from options and the number of training pictures.
        learner: makes what learns, from the network, the pictures and how to fit.
        sample: makes pictures (n, 64, 64, 4) from the network, feelings (n, n_labels) and a seed.
        told: does it heed the feeling?
    """

    config: type[Any]
    build: Callable[[Any, int], Any]
    learner: Callable[[Any, Faces, FitConfig], Learner]
    sample: Callable[[Any, Array, int], NDArray[np.uint8]]
    told: bool = False


def _pair(net: dcgan.Generator, faces: Faces, options: FitConfig) -> Learner:
    return gan_pair.Pair(net, faces, options.learning_rate, options.beta1)


def _parts(net: ours.Generator, faces: Faces, options: FitConfig) -> Learner:
    return gan_parts.Parts(net, faces, options.learning_rate, options.divergence)


def _alone(kind: type[nn.Module]) -> Callable[[Any, int], nn.Module]:
    """Return a builder that needs no number of pictures."""
    return lambda config, n_pictures: kind(config)


METHODS: dict[str, Method] = {
    "dcgan": Method(dcgan.Config, _alone(dcgan.Generator), _pair, gan_pair.sample),
    "deligan": Method(deligan.Config, _alone(deligan.Generator), _pair, gan_pair.sample),
    "latent": Method(latent.Config, _alone(latent.Generator), _pair, gan_pair.sample),
    "ours": Method(ours.Config, ours.Generator, _parts, gan_parts.sample, told=True),
}
