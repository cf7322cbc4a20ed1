"""Import a song list that somebody uploaded in a process of its own; see `gyeol.engine.intake`."""

import sys
from dataclasses import asdict
from pathlib import Path

from gyeol.engine.intake import apart, limit, tell
from gyeol.engine.models import Models
from gyeol.engine.songs.lists import SongLists, SongReport
from gyeol.songs.library import SongList


def take(own: Path, path: Path, *, name: str | None = None, replace: bool = False) -> SongReport:
    """Read an untrusted song table, or a folder or zip of them, into the user's lists; lyrics are not stored.

    Args:
        own: folder of the user's lists.
        path: what was uploaded.
        name: of the list; None takes the file's.
        replace: overwrite a list of the same name.

    Raises:
        BadData: as `SongLists.import_path`, or the import passed a limit.
        AlreadyThere: as `SongLists.import_path`.
    """
    row = apart(__name__, str(own), str(path), name or "", "replace" if replace else "")
    others = tuple((file, why) for file, why in row["others"])
    return SongReport(**{**row, "list": SongList(**row["list"]), "others": others})


def main(own: str, path: str, name: str, replace: str) -> None:
    """Import and print the report, or what is wrong, as JSON."""
    brought, lists = Path(path), SongLists(Models(), Path(own))
    lists.readers.feelings(["gyeol"])  # loaded before the limit
    step = limit(brought)
    tell(lambda: asdict(lists.import_path(brought, name=name or None, replace=bool(replace), progress=step)))


if __name__ == "__main__":
    main(*sys.argv[1:])
