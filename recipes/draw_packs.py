"""Draw the packs that ship with gyeol: `make packs` after a change to the emoji maker or to an encoder."""

import sys
from pathlib import Path

from gyeol.encode.concepts import Concepts

import gyeol
from gyeol.encode.style import StyleEncoder
from gyeol.engine.workshop import Workshop, drawings
from gyeol.stickers.drawn import SHIPPED

HERE = Path(gyeol.__file__).parent


def main() -> None:
    """Write every pack of `SHIPPED` that was named, or all of them."""
    style = StyleEncoder.load(HERE / "artifacts" / "style")
    workshop = Workshop(style, Concepts.load(), HERE / "packs")
    for pack in SHIPPED:
        if not sys.argv[1:] or pack.name in sys.argv[1:]:
            report = workshop.write(drawings(pack), taken=lambda name: None)
            print(f"{pack.name}: {report.understood} stickers", file=sys.stderr)


if __name__ == "__main__":
    main()
