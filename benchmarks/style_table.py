"""R1's recipe and its own suggestions side by side: python benchmarks/style_table.py [DIR] [--resnet DIR|NAME] ….

DIR holds packs (default: `packs/` of $GYEOL_DATA). R1.1 takes Gram matrices, lays them out by t-SNE in two dimensions
and looks for the three nearest packs; its authors suggest to compare in the high dimension, by cosine. Every sticker
asks; gallery and query are altered alike. Without `--resnet` the Gram rows are of a ResNet-18 whose weights are
random, and named so. `--clip` and `--bottleneck` add R1.2 and R1.4 where their weights are at hand.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np

from gyeol.catalog import unit
from gyeol.corpora import data_root
from gyeol.encode.gram import Config, GramEncoder
from gyeol.encode.image import on_white
from gyeol.lab.hub import find
from gyeol.lab.open_encoder import open_encoder
from gyeol.lab.pack_measures import altered, gallery
from gyeol.lab.style_measures import retrieval
from gyeol.lab.tsne import tsne

FORMS = ("plain", "hue", "grey")


def quiet(what, share):
    pass


class Histogram:
    """4×4×4 colours of the ink, as shares."""

    def encode(self, pictures):  # noqa: D102 (as in gyeol.encode)
        rows = []
        for picture in pictures:
            seen = on_white(picture)
            ink = seen[seen.min(axis=2) < 245]
            cell = (ink // 64) @ np.array([16, 4, 1])
            rows.append(np.sqrt(np.bincount(cell, minlength=64) / max(len(ink), 1)))
        return unit(np.stack(rows))


def random_resnet():
    import torch
    from transformers import ResNetConfig, ResNetModel

    torch.manual_seed(0)
    folder = Path(tempfile.mkdtemp())
    shape = ResNetConfig(hidden_sizes=[64, 128, 256, 512], depths=[2] * 4, layer_type="basic")
    ResNetModel(shape).save_pretrained(folder)
    return folder


def among_three(rows, pack):
    """Share of the stickers whose own pack is one of the three nearest, itself left out of its pack's mean."""
    names, place, count = np.unique(pack, return_inverse=True, return_counts=True)
    total = np.zeros((len(names), rows.shape[1]))
    np.add.at(total, place, rows)
    hits = []
    for row, own in zip(rows, place, strict=True):
        means = total / count[:, None]
        means[own] = (total[own] - row) / (count[own] - 1)
        hits.append(own in np.argsort(((means - row) ** 2).sum(1))[:3])
    return float(np.mean(hits))


def on_a_sphere(places):
    """Lift places (n, 2) to a small cap of a sphere, where the nearest by cosine is the nearest by distance."""
    cap = np.concatenate([places - 0.5, np.full((len(places), 1), 100.0)], axis=1).astype(np.float64)
    return cap / np.linalg.norm(cap, axis=1, keepdims=True)


def show(name, how, rows, stickers):
    found = retrieval(rows, stickers.pack, stickers.family, stickers.motif)
    cells = (found.p_at_1, found.p_at_10, found.map, found.family_at_1, found.content_confusion)
    three = among_three(rows, stickers.pack)
    print(f"| {name} | {how} | {' | '.join(f'{c:.3f}' for c in (*cells, three))} |", flush=True)


def thinned(stickers, per_pack):
    rng = np.random.default_rng(0)
    kept = [
        rng.permutation(np.flatnonzero(stickers.pack == name))[: per_pack or None]
        for name in np.unique(stickers.pack)
    ]
    rows = np.sort(np.concatenate(kept))
    return type(stickers)(
        [stickers.pictures[i] for i in rows],
        stickers.pack[rows],
        stickers.family[rows],
        stickers.motif[rows],
        (),
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--resnet", default="", help="folder or name on the hub, as microsoft/resnet-50")
    parser.add_argument(
        "--clip", default="", help="folder or name on the hub, as openai/clip-vit-base-patch32"
    )
    parser.add_argument("--bottleneck", default="", help="artefact folder of recipes/bottleneck.toml")
    parser.add_argument("--per-pack", type=int, default=40, help="stickers of each pack; 0: all")
    parser.add_argument("--size", type=int, default=224, help="px that the ResNet sees")
    arguments = parser.parse_args()
    stickers = thinned(gallery([arguments.folder or data_root("") / "packs"], quiet), arguments.per_pack)
    resnet = find(arguments.resnet) if arguments.resnet else random_resnet()
    source = arguments.resnet or "ResNet-18, random weights"
    spaces = {
        f"Gram, {source}": GramEncoder.load(resnet, Config(size_px=arguments.size)),
        f"Gram of grey, {source}": GramEncoder.load(resnet, Config(size_px=arguments.size, grey=True)),
        "colour histogram": Histogram(),
        "style (ships)": open_encoder("style"),
    }
    spaces |= {f"CLIP, {arguments.clip}": open_encoder("clip", arguments.clip)} if arguments.clip else {}
    spaces |= {"bottleneck": open_encoder("bottleneck", arguments.bottleneck)} if arguments.bottleneck else {}
    print(f"{len(stickers.pack)} stickers, {len(set(stickers.pack))} packs, all of them ask\n")
    print("| space | form | P@1 | P@10 | mAP | family@1 | content confusion | own pack among the 3 nearest |")
    print("|---|---|---|---|---|---|---|---|")
    for form in FORMS:
        pictures = altered(stickers.pictures, form)
        for name, encoder in spaces.items():
            rows = encoder.encode(pictures)
            show(f"{name}, {rows.shape[1]} axes, cosine", form, rows, stickers)
            if name.startswith("Gram,"):
                flat = on_a_sphere(tsne(rows, 0, quiet))
                show(f"R1.1: {name} → t-SNE, 2 axes, distance", form, flat, stickers)


if __name__ == "__main__":
    main()
