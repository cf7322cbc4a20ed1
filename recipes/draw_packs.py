"""Draw the packs that ship with gyeol: `make packs` after a change to the emoji maker or to an encoder."""

import sys
from pathlib import Path

import gyeol
from gyeol.encode.concepts import Concepts
from gyeol.encode.style import StyleEncoder
from gyeol.engine.workshop import Workshop, drawings
from gyeol.stickers.drawn import SHIPPED

HERE = Path(gyeol.__file__).parent


def main() -> None:
    """Write every pack of `SHIPPED` that was named, or all; with --encode only fill their spaces again."""
    style = StyleEncoder.load(HERE / "artifacts" / "style")
    workshop = Workshop(style, Concepts.load(), HERE / "packs")
    named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    for pack in SHIPPED:
        if named and pack.name not in named:
            continue
        if "--encode" in sys.argv:
            workshop.refresh(workshop.root / pack.name)
        else:
            workshop.write(drawings(pack), taken=lambda name: None)
        print(pack.name, file=sys.stderr)


if __name__ == "__main__":
    main()
