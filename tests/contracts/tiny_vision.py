"""Tiny untrained models in the form that the hub gives, made from a config."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp


@cache
def folder():
    return Path(mkdtemp(prefix="tiny-vision-"))


@cache
def resnet():
    import torch
    from transformers import ResNetConfig, ResNetModel

    torch.manual_seed(0)
    shape = ResNetConfig(embedding_size=16, hidden_sizes=[16, 24, 32, 48], depths=[1] * 4, layer_type="basic")
    ResNetModel(shape).save_pretrained(folder() / "resnet")
    return folder() / "resnet"


@cache
def clip():
    import torch
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    torch.manual_seed(0)
    shape = CLIPVisionConfig(
        hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, image_size=64,
        patch_size=16, projection_dim=24,
    )  # fmt: skip
    CLIPVisionModelWithProjection(shape).save_pretrained(folder() / "clip")
    return folder() / "clip"


@cache
def efficientnet():
    import torch
    from transformers import EfficientNetConfig, EfficientNetModel

    torch.manual_seed(0)
    shape = EfficientNetConfig(width_coefficient=0.1, depth_coefficient=0.1, hidden_dim=128)
    EfficientNetModel(shape).save_pretrained(folder() / "efficientnet")
    return folder() / "efficientnet"


def bottleneck():
    """An artefact, as `gyeol train` leaves it."""
    import numpy as np
    from PIL import Image

    from gyeol.lab.bottleneck_recipe import train

    out = folder() / "bottleneck"
    if out.exists():
        return out
    rng = np.random.default_rng(0)
    for pack, low in (("dark", 0), ("light", 120)):
        (folder() / "packs" / pack).mkdir(parents=True)
        for i in range(6):
            pixels = rng.integers(low, low + 120, (20, 20, 3), np.uint8)
            Image.fromarray(pixels).save(folder() / "packs" / pack / f"{i}.png")
    (folder() / "packs" / "manifest.csv").write_text(
        "pack,file\n" + "".join(f"{p},{p}/{i}.png\n" for p in ("dark", "light") for i in range(6)),
        encoding="utf-8",
    )
    recipe = folder() / "bottleneck.toml"
    recipe.write_text(
        f'kind = "bottleneck"\n[data]\nroot = "{folder() / "packs"}"\n[model]\nsource = ""\n'
        "size_px = 32\n[fit]\nepochs = 1\nbatch_size = 6\nwidth = 0.1\ndepth = 0.1\n",
        encoding="utf-8",
    )
    return train(recipe, {}, out, lambda what, share: None).path
