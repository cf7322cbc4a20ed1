"""Find the packs in what a user brings: a folder, a zip, a manifest, a `contents.json` or an Iconify set."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from gyeol.errors import BadData
from gyeol.source import Source, open_source
from gyeol.stickers.apart import render_apart
from gyeol.stickers.emoji_names import emojis_in
from gyeol.stickers.iconify import is_set, read_set, read_tgz
from gyeol.stickers.image import SUFFIXES
from gyeol.stickers.pack import FILE, FoundPack, FoundSticker, Pack, slug, unique
from gyeol.stickers.table import Row, cell, rows

SVG_SIZE_PX = 256
EXPECTED = (
    "a folder or zip of PNG, WebP, GIF, APNG, JPEG or SVG files (with or without manifest.csv), "
    "a contents.json, or an Iconify icons.json or .tgz"
)
_FILE = ("file", "filename", "image", "image_file", "path", "파일", "파일명", "이미지")
_KO = ("name_ko", "ko", "korean", "한국어", "이름", "한글이름")
_EN = ("name_en", "en", "english", "label", "영어", "name", "title")
_WORDS = ("keywords", "keywords_ko", "keywords_en", "tags", "키워드", "태그")
_EMOTION = ("emotion", "feeling", "감정")
_POLARITY = ("polarity", "sentiment", "극성")
_EMOJI = ("emoji", "char", "codepoint", "code point", "이모지")
_TEXT = ("text", "text_on_sticker", "글자", "문구")
_PACK = ("pack", "팩")
_LICENCE = ("licence", "license", "라이선스")
_MADE_BY = ("attribution", "author", "artist", "저작자", "작가")
_STYLE = ("style", "화풍", "그림체")
_OTHER_PICTURES = {".bmp", ".tif", ".tiff", ".avif", ".heic", ".tgs", ".webm", ".mp4", ".mov", ".psd", ".ai"}


def read(path: Path) -> Iterator[FoundPack]:
    """Yield the packs that a path holds; the form is recognised by content, and no picture is decoded yet.

    Args:
        path: a folder, a zip, a `manifest.csv` or `contents.json` beside its pictures, an Iconify set.

    Raises:
        BadData: nothing there, nothing that is known, or a limit of `source` is passed.
    """
    path = path.expanduser()
    if not path.exists():
        raise BadData(f"there is no file or folder '{path}'; expected {EXPECTED}.")
    if path.is_dir():
        yield from _read_source(open_source(path))
        return
    with path.open("rb") as file:
        start = file.read(4)
    if start[:2] == b"PK":
        yield from _read_source(open_source(path))
    elif start[:2] == b"\x1f\x8b":
        yield read_tgz(path)
    elif path.suffix.lower() == ".json" and is_set(icons := _json(path.read_bytes(), path.name)):
        yield read_set(icons, *(_beside(path, name) for name in ("info.json", "chars.json")))
    elif path.name in ("contents.json", "manifest.csv"):
        yield from _read_source(open_source(path.parent))
    else:
        raise BadData(f"'{path.name}' is no pack: expected {EXPECTED}; found a file that starts {start!r}.")


def _read_source(source: Source) -> Iterator[FoundPack]:
    if "contents.json" in source.files:
        yield from _contents(source)
    elif "manifest.csv" in source.files:
        yield from _manifest(source)
    elif "icons.json" in source.files:
        others = (
            _json(source.files[n](), n) if n in source.files else None for n in ("info.json", "chars.json")
        )
        yield read_set(_json(source.files["icons.json"](), "icons.json"), *others)
    elif any(map(_is_picture, source.files)):
        stickers = _Stickers(source)
        yield FoundPack(_cover(source), stickers.rest(), source.ignored + _other_pictures(source))
    else:
        sets = [name for name in source.files if name.endswith(".json")]
        icons = (_json(source.files[name](), name) for name in sets[:10])
        found = [value for value in icons if is_set(value)]
        if not found:
            raise BadData(f"'{source.title}' holds no pack: expected {EXPECTED}; found {_census(source)}.")
        yield from (read_set(value) for value in found)


def _manifest(source: Source) -> Iterator[FoundPack]:
    table = rows(source.files["manifest.csv"](), "manifest.csv")
    if not any(cell(row, _FILE) for row in table):
        found = ", ".join(table[0]) if table else "no rows"
        raise BadData(f"manifest.csv must have a column {_FILE[0]} that names the pictures; found {found}.")
    packs: dict[str, list[Row]] = {}
    for row in table:
        packs.setdefault(cell(row, _PACK), []).append(row)
    covers = _covers(source)
    pictures = _Stickers(source)
    several = len(packs) > 1 or "" not in packs
    found_packs = [(pack, tuple(pictures.named(members))) for pack, members in packs.items()]
    unnamed = [] if several else pictures.rest()
    missing = list(pictures.missing)
    left = [(name, "not named in manifest.csv") for name in pictures.left()] if several else []
    for i, (pack, stickers) in enumerate(found_packs):
        ignored = [entry for entry in missing if entry[0][0] == pack]
        extra = (*source.ignored, *left, *_other_pictures(source)) if i == 0 else ()
        yield FoundPack(
            _named_cover(pack, packs[pack], covers) if pack else _cover(source, packs[pack]),
            (*stickers, *unnamed),
            (*(((file, why)) for (_, file), why in ignored), *extra),
        )


def _contents(source: Source) -> Iterator[FoundPack]:
    value = _json(source.files["contents.json"](), "contents.json")
    packs = value.get("sticker_packs") if isinstance(value, dict) else None
    if not isinstance(packs, list) or not all(isinstance(pack, dict) for pack in packs):
        found = ", ".join(map(str, list(value)[:8])) if isinstance(value, dict) else type(value).__name__
        raise BadData(f"contents.json must have a list sticker_packs; found {found}.")
    for i, pack in enumerate(packs):
        pictures = _Stickers(source)
        title = str(pack.get("name") or pack.get("identifier") or source.title)
        found_rows = [_contents_row(row, pack) for row in pack.get("stickers") or () if isinstance(row, dict)]
        stickers = tuple(pictures.named(found_rows, under=str(pack.get("identifier") or "")))
        yield FoundPack(
            Pack(
                name=slug(str(pack.get("identifier") or title)),
                ko=title,
                en=title,
                attribution=str(pack.get("publisher") or ""),
                source=source.title,
            ),
            stickers,
            (*((file, why) for (_, file), why in pictures.missing), *(source.ignored if i == 0 else ())),
        )


def _contents_row(row: Mapping[str, Any], pack: Mapping[str, Any]) -> Row:
    emojis = row.get("emojis") if isinstance(row.get("emojis"), list) else []
    return {
        "file": str(row.get("image_file") or ""),
        "emoji": " ".join(map(str, emojis or ())),
        "en": str(row.get("accessibility_text") or ""),
    }


class _Stickers:
    """Turns the pictures of a source into stickers, each at most once, with unique slugs."""

    def __init__(self, source: Source) -> None:
        self.files = {name: read for name, read in source.files.items() if _is_picture(name)}
        self.used: set[str] = set()
        self.taken: set[str] = set()
        self.missing: list[tuple[tuple[str, str], str]] = []

    def named(self, table: list[Row], *, under: str = "") -> Iterator[FoundSticker]:
        """Yield the stickers that rows name; note the rows that name none."""
        self.taken = set()
        for row in table:
            file = unicodedata.normalize("NFC", cell(row, _FILE)).replace("\\", "/").removeprefix("./")
            inside = f"{under}/{file}" if under and f"{under}/{file}" in self.files else file
            if inside not in self.files or inside in self.used:
                why = "named twice" if inside in self.used else "named, but there is no such picture"
                self.missing.append(((cell(row, _PACK), file or "(no file)"), why))
                continue
            self.used.add(inside)
            yield _sticker(inside, self.files[inside], row, self.taken)

    def rest(self) -> tuple[FoundSticker, ...]:
        """Return the stickers of those pictures."""
        return tuple(_sticker(name, self.files[name], {}, self.taken) for name in self.left())

    def left(self) -> list[str]:
        """Return the pictures that no row has named."""
        return [name for name in self.files if name not in self.used]


def _sticker(file: str, read: Callable[[], bytes], row: Row, taken: set[str]) -> FoundSticker:
    words = "|".join(row.get(column, "") for column in _WORDS)
    stem = PurePosixPath(file).stem
    en = cell(row, _EN)
    return FoundSticker(
        slug=unique(slug(stem, otherwise="sticker"), taken),
        file=file,
        data=_rendered(read, file) if file.lower().endswith(".svg") else read,
        ko=cell(row, _KO),
        en="" if en == stem else en,
        keywords=tuple(dict.fromkeys(w.strip() for w in re.split(r"[|,;]", words) if w.strip())),
        emotion=cell(row, _EMOTION) or None,
        polarity=cell(row, _POLARITY).lower() or None,
        emojis=emojis_in(cell(row, _EMOJI)),
        text=cell(row, _TEXT) or None,
        licence=cell(row, _LICENCE),
    )


def _rendered(read: Callable[[], bytes], file: str) -> Callable[[], bytes]:
    def data() -> bytes:
        try:
            return render_apart(read().decode("utf-8-sig"), SVG_SIZE_PX)
        except UnicodeDecodeError:
            raise BadData(f"an SVG must be UTF-8, '{file}' is not; save it again.") from None

    return data


def _cover(source: Source, table: list[Row] | None = None) -> Pack:
    said = _json(source.files[FILE](), FILE) if FILE in source.files else {}
    said = (
        {key: value for key, value in said.items() if isinstance(value, str)}
        if isinstance(said, dict)
        else {}
    )
    row = table[0] if table else {}
    return Pack(
        name=slug(said.get("name") or source.title),
        ko=said.get("ko") or said.get("en") or source.title,
        en=said.get("en") or said.get("ko") or source.title,
        style=said.get("style") or cell(row, _STYLE),
        licence=said.get("licence") or said.get("license") or cell(row, _LICENCE),
        attribution=said.get("attribution") or cell(row, _MADE_BY),
        source=source.title,
    )


def _covers(source: Source) -> dict[str, Row]:
    if "packs.csv" not in source.files:
        return {}
    return {cell(row, _PACK): row for row in rows(source.files["packs.csv"](), "packs.csv")}


def _named_cover(pack: str, members: list[Row], covers: Mapping[str, Row]) -> Pack:
    row = {**members[0], **{key: value for key, value in covers.get(pack, {}).items() if value}}
    title = re.sub(r"[_-]+", " ", pack).strip() or pack
    cover = covers.get(pack, {})
    return Pack(
        name=slug(pack),
        ko=cell(cover, _KO) or title,
        en=cell(cover, _EN) or title,
        style=cell(row, _STYLE),
        licence=cell(row, _LICENCE),
        attribution=cell(row, _MADE_BY),
        source="manifest.csv",
    )


def _other_pictures(source: Source) -> tuple[tuple[str, str], ...]:
    names = (name for name in source.files if PurePosixPath(name).suffix.lower() in _OTHER_PICTURES)
    return tuple((name, "not PNG, WebP, GIF, APNG, JPEG or SVG") for name in names)


def _is_picture(name: str) -> bool:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix in SUFFIXES or suffix == ".svg"


def _census(source: Source) -> str:
    endings = Counter(PurePosixPath(name).suffix.lower() or "files without ending" for name in source.files)
    return ", ".join(f"{n} {ending}" for ending, n in endings.most_common(5)) or "nothing"


def _json(data: bytes, name: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadData(f"'{name}' is not JSON that can be read ({error}); export it again.") from None


def _beside(path: Path, name: str) -> Any:
    other = path.with_name(name)
    return _json(other.read_bytes(), name) if other != path and other.is_file() else None
