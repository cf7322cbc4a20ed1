"""Small pictures and small networks for the tests of the emoji studio."""

import numpy as np
import torch

from gyeol.emotion import PRODUCT
from gyeol.generate import dcgan, ours
from gyeol.lab.fit_gan import FitConfig
from gyeol.lab.gan_data import Faces
from gyeol.lab.gan_methods import METHODS

OPTIONS = FitConfig(epochs=4, batch_size=20, learning_rate=1e-3, snapshot_epochs=2, n_judged=4)
TINY = {"dcgan": dcgan.Config(size=8, width=2), "ours": ours.Config(code=4, noise=15, widths=(8, 6, 4, 4))}


def faces(n=60, seed=0):
    """Return discs on nothing, pleasant ones red and unpleasant ones blue, with a dark mouth."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:64, :64]
    pictures = np.zeros((n, 64, 64, 4), np.uint8)
    feeling = np.zeros((n, len(PRODUCT)), np.float32)
    for i, picture in enumerate(pictures):
        inside = (y - 32) ** 2 + (x - 32) ** 2 < rng.integers(22, 31) ** 2
        good = i % 2 == 0
        tone = (int(rng.integers(180, 255)), 90, 60) if good else (60, 90, int(rng.integers(180, 255)))
        picture[inside] = (*tone, 255)
        row = int(rng.integers(42, 50))
        picture[row : row + 3, 26:38] = (20, 20, 20, 255)
        feeling[i, PRODUCT.index("joy" if good else "anger")] = 1
    return Faces(pictures, feeling, np.full(n, "p"), np.asarray([f"c{i // 4}" for i in range(n)]))


def learner(name="dcgan", some=None, options=OPTIONS):
    """Return a small learner, the same each time."""
    some = some or faces()
    torch.manual_seed(3)
    return METHODS[name].learner(METHODS[name].build(TINY[name], len(some)), some, options)
