"""A JSONL file that grows line by line and survives a kill: what is in it is whole."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from gyeol.errors import BadData


class Journal:
    """Append JSON objects to a file, each on a line, and read back those of an earlier run."""

    def __init__(self, path: Path) -> None:
        """Open for appending; a last line that a kill has torn is cut off."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+b", buffering=0)  # nothing waits in a buffer when the disk is full
        except OSError as error:
            raise BadData(f"'{path}' cannot be written ({error.strerror}); choose another --out.") from None
        self.path = path
        self._mend()

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the objects that the file holds; raise `BadData` if a line is none."""
        with self.path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    row = json.loads(line)
                except ValueError:
                    row = None
                if not isinstance(row, dict):
                    raise BadData(
                        f"'{self.path.name}' line {number} is no JSON object; move it away or mend it."
                    )
                yield row

    def add(self, row: Mapping[str, Any]) -> None:
        """Write one object; raise `BadData` if the disk is full, with nothing torn left behind."""
        at = self._file.seek(0, os.SEEK_END)
        line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
        try:
            why = "" if self._file.write(line) == len(line) else "No space left on device"
        except OSError as error:
            why = str(error.strerror)
        if why:
            self._file.truncate(at)
            raise BadData(f"'{self.path}' cannot be written ({why}); make room, then run it again.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _mend(self) -> None:
        end = self._file.seek(0, os.SEEK_END)
        at = end
        while at:
            self._file.seek(at - 1)
            if self._file.read(1) == b"\n":
                break
            at -= 1
        if at != end:
            self._file.truncate(at)
