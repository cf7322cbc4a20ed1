"""How well style spaces find a sticker's own pack: python benchmarks/style.py [DIR] [--drawn N] [--json].

DIR holds packs and a `packs.csv` (default: `packs/` of $GYEOL_DATA). Queries and gallery are all stickers, altered
alike. The shipped encoder has seen most of the packs of $GYEOL_DATA; its card has the figures on unseen ones.
"""

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

import gyeol
from gyeol.catalog import unit
from gyeol.corpora import data_root
from gyeol.encode.image import on_canvas, on_white
from gyeol.encode.style import StyleEncoder
from gyeol.encode.style_lines import statistics
from gyeol.lab.pack_measures import FORMS, altered, gallery
from gyeol.lab.style_data import packs_drawn
from gyeol.lab.style_measures import retrieval

SHIPPED = Path(gyeol.__file__).parent / "artifacts" / "style"


def quiet(what, share):
    pass


def colour_histogram(pictures):
    """4×4×4 colours of the ink."""
    rows = np.zeros((len(pictures), 64), np.float32)
    for row, picture in zip(rows, pictures, strict=True):
        seen = on_white(picture)
        if seen is not None:
            ink = seen[seen.min(axis=2) < 245]
            row[:] = np.sqrt(np.bincount((ink // 64) @ np.array([16, 4, 1]), minlength=64) / len(ink))
    return unit(rows)


def plain_statistics(pictures):
    blank = np.full((128, 128, 3), 255, np.uint8)
    canvases = [on_canvas(picture) for picture in pictures]
    found = np.stack([statistics(blank if canvas is None else canvas) for canvas in canvases])
    return unit((found - found.mean(0)) / (found.std(0) + 0.4))


def shipped(pictures):
    return StyleEncoder.load(SHIPPED).encode(pictures)


SPACES = {"colour histogram": colour_histogram, "statistics": plain_statistics, "shipped encoder": shipped}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument(
        "--drawn", type=int, metavar="N", help="instead of packs on disk: N drawings a style, 2 seeds"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.drawn:
        stickers = packs_drawn((201, 202), arguments.drawn, quiet)
    else:
        stickers = gallery([arguments.folder or data_root("") / "packs"], quiet)
    if not arguments.json:
        print(f"{len(stickers.pack)} stickers, {len(set(stickers.pack))} packs")
        print("| space | form | n | P@1 | P@10 | mAP | family@1 | content confusion | ms a sticker |")
        print("|---|---|---|---|---|---|---|---|---|")
    for space, encode in SPACES.items():
        for how in FORMS:
            pictures = altered(stickers.pictures, how)
            start = time.process_time()
            rows = encode(pictures)
            each_ms = (time.process_time() - start) / len(rows) * 1000
            found = retrieval(rows, stickers.pack, stickers.family, stickers.motif)
            if arguments.json:
                print(json.dumps({"space": space, "form": how, **asdict(found), "ms": round(each_ms, 2)}))
            else:
                cells = [f"{value:.3f}" for key, value in asdict(found).items() if key != "n"]
                print(f"| {space} | {how} | {found.n} | {' | '.join(cells)} | {each_ms:.1f} |", flush=True)


if __name__ == "__main__":
    main()
