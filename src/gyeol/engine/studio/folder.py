"""Write a batch of new emoji into a folder that `gyeol packs import` reads: pictures, a manifest, and their source."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from gyeol.artifact import replacing
from gyeol.engine.studio.answers import Batch
from gyeol.engine.studio.generators import GeneratorInfo
from gyeol.engine.studio.keep import writing
from gyeol.errors import AlreadyThere
from gyeol.phrases import phrases


def save(batch: Batch, pictures: Mapping[str, bytes], info: GeneratorInfo, folder: Path) -> list[Path]:
    """Write all emoji of a batch, all or none; return the paths of the pictures.

    Beside them lie `manifest.csv` and `provenance.json`: generator, seed, what it learned from and under which
    licences.

    Raises:
        AlreadyThere: the folder is there and not empty.
        CannotWrite: the disk is full or the place is not ours.
    """
    with writing(folder.parent):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise AlreadyThere(
                f"'{folder}' is there and not empty; nothing was written, choose another folder."
            )
        with replacing(folder) as draft:
            for number, data in pictures.items():
                (draft / f"{number}.png").write_bytes(data)
            _manifest(batch, draft / "manifest.csv")
            source = {
                "generator": batch.generator,
                "feeling": batch.feeling,
                "seed": batch.seed,
                "trained_on": list(info.sources),
                "licences": list(info.licences),
            }
            text = json.dumps(source, ensure_ascii=False, indent=1) + "\n"
            (draft / "provenance.json").write_text(text, encoding="utf-8")
    return [folder / f"{number}.png" for number in pictures]


def _manifest(batch: Batch, path: Path) -> None:
    names = [phrases(language)(f"studio.name.{batch.feeling}") for language in ("ko", "en")]
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(("file", "name_ko", "name_en", "emotion"))
        sheet.writerows((f"{one.id}.png", *names, batch.feeling) for one in batch.candidates)
