"""Colours: every role that a shape may ask for, and the characters' own colours by pack."""

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls

Palette = Mapping[str, str]

BRIGHT: Palette = {
    "ink": "#3b2b3a", "white": "#ffffff", "cream": "#fff3d9", "mouth": "#a8323f", "tongue": "#ff8d8f",
    "blush": "#ff9d9d", "tear": "#7cc8f5", "red": "#f2545b", "pink": "#ff94b4", "yellow": "#ffd34e",
    "orange": "#ff9a3d", "green": "#6cc070", "blue": "#5aa7ee", "purple": "#a884e0", "lilac": "#cdbcf5",
    "brown": "#9a6848", "tan": "#d9a873", "grey": "#9aa2b4", "night": "#59607c", "bone": "#c9bfae",
    "gloom": "#8b93b5", "mark": "#8f95ab", "sick": "#93b24a", "stem": "#55a05a", "leafline": "#3f8a4a",
    "fold": "#d0b48c", "nose": "#3b2b3a", "whisker": "#3b2b3a", "inner": "#ffb3b3", "light": "#fff4e4",
    "rim": "#d3c6bb",
}  # fmt: skip

PASTEL: Palette = {
    **BRIGHT,
    "ink": "#5b4650", "mouth": "#c05a6a", "tongue": "#ffb0b4", "blush": "#ffb3b8", "tear": "#a3daf7",
    "red": "#f7858c",
    "pink": "#ffb5cc", "yellow": "#ffe08a", "orange": "#ffb97a", "green": "#9bd39c", "blue": "#93c7f3",
    "purple": "#c3a9ec", "lilac": "#ddd2fa", "brown": "#b98a6c", "tan": "#e6c49c", "grey": "#b6bccb",
    "night": "#7d84a0", "nose": "#5b4650", "whisker": "#8f7680",
}  # fmt: skip


def shade(colour: str, lightness: float, saturation: float = 1.0) -> str:
    """Return a hex colour with its lightness and saturation multiplied and kept in range."""
    h, light, s = rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    rgb = hls_to_rgb(h, min(1.0, max(0.0, light * lightness)), min(1.0, s * saturation))
    return "#" + "".join(f"{int(v * 255 + 0.5):02x}" for v in rgb)


def mix(a: str, b: str, share: float) -> str:
    """Return the colour `share` of the way from `a` to `b`."""
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{int(x + (y - x) * share + 0.5):02x}" for x, y in pairs)


_OWN = ("skin", "limb", "dark", "light", "inner", "edge", "skin-2", "skin-3", "skin-4", "limb-2", "limb-3")


def turned(palette: Palette, hue: float) -> Palette:
    """Return the palette with the character's own colours moved around the colour circle by `hue` turns."""
    return {**palette, **{role: _hue(palette[role], hue) for role in _OWN if role in palette}}


def _hue(colour: str, by: float) -> str:
    h, light, s = rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    return "#" + "".join(f"{int(v * 255 + 0.5):02x}" for v in hls_to_rgb((h + by) % 1, light, s))


def character(base: Palette, skin: str, **others: str) -> Palette:
    """Return a palette around a skin colour: darker ears and feet, a lighter belly, an edge to draw with."""
    return {
        **base,
        "skin": skin,
        "limb": skin,
        "dark": shade(skin, 0.8),
        "light": mix(skin, "#ffffff", 0.65),
        "inner": mix(skin, base["pink"], 0.65),
        "edge": shade(skin, 0.48, 0.55),
        **others,
    }
