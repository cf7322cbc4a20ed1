"""Print what became of each promise that nothing breaks, in the size that docs/trust.md states.

Run: python benchmarks/trust.py [NAME …], on a machine with nothing else to do. All together take half an hour.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.promises import Line, batches, day, hostile, kills, load, schema, together

PROMISES: dict[str, Callable[[Path], Sequence[Line]]] = {
    "kills": lambda home: [kills.measure(200, home)],
    "load": lambda home: [load.measure(300, home)],
    "batches": lambda home: [batches.measure(2000, home)],
    "texts": lambda home: [hostile.measure_texts(10_000, home)],
    "pictures": lambda home: [hostile.measure_pictures(2000)],
    "bombs": lambda home: [hostile.measure_bombs(home)],
    "schema": lambda home: [schema.measure(30, home)],
    "day": lambda home: [day.measure(40, home)],
    "together": lambda home: [together.measure(100, home)],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PROMISES)}; all without one")
    names = parser.parse_args().names or list(PROMISES)
    print("| promise | goal | found | n | kept |\n|---|---|---|---|---|")
    for name in names:
        with tempfile.TemporaryDirectory(prefix="gyeol-trust-") as home:
            for line in PROMISES[name](Path(home)):
                kept = "yes" if line.kept else "**no**"
                print(f"| {line.promise} | {line.goal} | {line.found} | {line.size} | {kept} |", flush=True)


if __name__ == "__main__":
    main()
