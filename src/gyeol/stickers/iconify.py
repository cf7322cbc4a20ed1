"""Iconify sets: a JSON of SVG bodies, as the npm packages `@iconify-json/*` carry them."""

import atexit
import json
import math
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gyeol.errors import BadData, MissingExtra, UnknownName
from gyeol.stickers.apart import render_apart
from gyeol.stickers.pack import FoundPack, FoundSticker, Pack, slug, unique

EMOJI_SETS = (
    "emojione", "emojione-v1", "fluent-emoji", "fluent-emoji-flat", "fxemoji", "noto", "noto-v1", "openmoji",
    "streamline-emojis", "twemoji",
)  # fmt: skip
SIZE_PX = 256
TIMEOUT_S = 180
MAX_BYTES = 256_000_000  # of one JSON file; the largest set, fluent-emoji, has 104 million
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_SKIN = re.compile(r"-(?:medium-light|medium-dark|medium|light|dark)(?:-skin-tone)?(?=-|$)")
_PARTS = ("icons.json", "info.json", "chars.json")


def fetch_iconify(name: str) -> Path:
    """Fetch the npm package of an Iconify set and return its `.tgz`, deleted when this process ends.

    Raises:
        UnknownName: there is no such set, or the name cannot be one.
        MissingExtra: npm is not installed.
        BadData: npm failed for another reason.
    """
    if not _NAME.fullmatch(name):
        raise UnknownName("Iconify set", name, EMOJI_SETS)
    npm = shutil.which("npm")
    if npm is None:
        raise MissingExtra(
            f"fetching 'iconify:{name}' needs npm, which is not installed; install Node.js "
            f"(https://nodejs.org), or import the file icons.json of @iconify-json/{name} yourself."
        )
    folder = tempfile.mkdtemp(prefix="gyeol-iconify-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = [npm, "pack", f"@iconify-json/{name}", "--ignore-scripts", "--pack-destination", folder]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=TIMEOUT_S, stdin=subprocess.DEVNULL, check=False
        )
    except subprocess.TimeoutExpired:
        raise BadData(f"npm took more than {TIMEOUT_S} s for 'iconify:{name}'; check the network.") from None
    said = done.stderr.decode("utf-8", "replace")
    found = sorted(Path(folder).glob("*.tgz"))
    if "E404" in said:
        raise UnknownName("Iconify set", name, EMOJI_SETS)
    if done.returncode or not found:
        last = next((line for line in said.splitlines() if "error" in line.lower()), "no reason given")
        raise BadData(
            f"npm could not fetch 'iconify:{name}' ({last[:200]}); check the network and try again."
        )
    return found[0]


def read_tgz(path: Path) -> FoundPack:
    """Read an Iconify npm package as npm packs it; nothing is written to disk.

    Raises:
        BadData: not such a package, damaged, or too large.
    """
    parts: dict[str, Any] = {}
    try:
        with tarfile.open(path, "r:gz") as archive:
            for member in archive:
                if member.size > MAX_BYTES:
                    raise BadData(
                        f"'{member.name[:80]}' has more than {MAX_BYTES:,} bytes; it is no Iconify set."
                    )
                name = member.name.removeprefix("package/")
                file = archive.extractfile(member) if member.isfile() and name in _PARTS else None
                if file is not None:
                    parts[name] = json.load(file)
    except (tarfile.TarError, OSError, EOFError, ValueError, RecursionError) as error:
        raise BadData(f"'{path.name}' is not an npm package that can be read ({error}).") from None
    if "icons.json" not in parts:
        raise BadData(
            f"an Iconify package holds icons.json, '{path.name}' does not; fetch @iconify-json/NAME."
        )
    return read_set(parts["icons.json"], parts.get("info.json"), parts.get("chars.json"))


def is_set(value: object) -> bool:
    """Tell whether parsed JSON looks like an Iconify set."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("icons"), dict)
        and isinstance(value.get("prefix"), str)
    )


def read_set(icons: Any, info: Any = None, chars: Any = None) -> FoundPack:
    """Return the pack of an Iconify set; each sticker is rendered when its data is asked for.

    Skin-tone variants and hidden icons are left out: they say the same as the plain ones.

    Args:
        icons: the parsed `icons.json`.
        info: the parsed `info.json`, for licence and author; also looked for inside `icons`.
        chars: the parsed `chars.json`: code points -> icon name.
    """
    if not is_set(icons):
        found = ", ".join(map(str, list(icons)[:8])) if isinstance(icons, dict) else type(icons).__name__
        raise BadData(
            f"an Iconify set has the keys prefix and icons, found {found}; fetch @iconify-json/NAME."
        )
    about = _dict(info) or _dict(icons.get("info"))
    emojis = (
        {str(name): _characters(points) for points, name in chars.items()} if isinstance(chars, dict) else {}
    )
    taken: set[str] = set()
    stickers, ignored, n_toned = [], [], 0
    for name, icon in icons["icons"].items():
        plain = _SKIN.sub("", name)
        if plain != name and ("skin-tone" in name or plain in icons["icons"]):
            n_toned += 1
        elif not isinstance(icon, dict) or not isinstance(icon.get("body"), str):
            ignored.append((name, "no SVG body"))
        elif not icon.get("hidden"):
            stickers.append(_sticker(name, icon, icons, emojis.get(name, ""), unique(slug(name), taken)))
    if n_toned:
        ignored.append((f"{n_toned} skin-tone variants", "they say the same as the plain ones"))
    return FoundPack(_pack(icons["prefix"], about), tuple(stickers), tuple(ignored))


def _pack(prefix: str, about: Mapping[str, Any]) -> Pack:
    title = str(about.get("name") or prefix)
    author, licence = (_dict(about.get(key)) for key in ("author", "license"))
    made = " ".join(str(author[key]) for key in ("name", "url") if author.get(key))
    return Pack(
        name=slug(prefix),
        ko=title,
        en=title,
        licence=str(licence.get("spdx") or licence.get("title") or ""),
        attribution=f"{title} by {made}" if made else "",
        source=f"iconify:{prefix}",
    )


def _sticker(
    name: str, icon: Mapping[str, Any], icons: Mapping[str, Any], emoji: str, slug: str
) -> FoundSticker:
    box = [icon.get(key, icons.get(key, other)) for key, other in _BOX]

    def data() -> bytes:
        try:
            left, top, width, height = (float(value) for value in box)
        except (TypeError, ValueError):
            left = top = width = height = math.nan
        if not all(map(math.isfinite, (left, top))) or not (0 < width < math.inf and 0 < height < math.inf):
            raise BadData(f"an icon's box must be four numbers with a positive size, '{name}' has {box!r}.")
        return render_apart(
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="{left:g} {top:g} {width:g} {height:g}">{icon["body"]}</svg>',
            SIZE_PX,
        )

    return FoundSticker(slug=slug, file=f"{name}.svg", data=data, emojis=(emoji,) if emoji else ())


_BOX = (("left", 0), ("top", 0), ("width", 16), ("height", 16))


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _characters(points: str) -> str:
    try:
        return "".join(chr(int(point, 16)) for point in points.split("-"))
    except (ValueError, OverflowError):
        return ""
