"""Who appears in which colours, style by style; a pack's seed picks one pair."""

from gyeol.stickers.drawn.palettes import BRIGHT, PASTEL, Palette, character, shade

Looks = tuple[tuple[str, Palette], ...]

FLAT: Looks = (
    ("round", character(BRIGHT, "#ffd23f", limb="#ffb92e")),
    ("cat", character(BRIGHT, "#f7a35c", limb="#f08f43", light="#fff1dc")),
    ("bearhead", character(BRIGHT, "#c98d5e", limb="#b87a4b")),
    ("froghead", character(BRIGHT, "#8fce6a", limb="#7bbd55")),
    ("cloud", character(BRIGHT, "#cfe4f7", limb="#b9d5ee")),
    ("hamster", character(BRIGHT, "#f2c28b", limb="#e6ae70", light="#fff6ea")),
)

_BOLD: Palette = {**BRIGHT, "ink": "#2a2130"}


def _inked(skin: str, **others: str) -> Palette:
    return {**character(_BOLD, skin, **others), "edge": "#2a2130"}


OUTLINE: Looks = (
    ("bean", _inked("#9ed873")),
    ("bear", _inked("#d9a066", light="#ffe7c7")),
    ("star", _inked("#ffd84d")),
    ("frog", _inked("#8ed07a", light="#effbd8")),
    ("cactus", _inked("#6fbf7e", light="#d8f2cf")),
    ("round", _inked("#ffb3c7")),
)

_PEN: Palette = {
    **BRIGHT, "ink": "#26242b", "white": "#ffffff", "cream": "#ffffff", "mouth": "#26242b",
    "tongue": "#ffffff",
    "blush": "#dcdbe0", "tear": "#ffffff", "red": "#4a4750", "pink": "#dcdbe0", "yellow": "#ffffff",
    "orange": "#9a98a6",
    "green": "#cfced6", "blue": "#b9b7c2", "purple": "#9a98a6", "lilac": "#ecebef", "brown": "#77747f",
    "tan": "#dcdbe0",
    "grey": "#9a98a6", "night": "#5b5862", "bone": "#26242b", "gloom": "#8a8794", "mark": "#55525c",
    "sick": "#a5a3ad",
    "stem": "#26242b", "leafline": "#26242b", "fold": "#77747f", "nose": "#26242b", "whisker": "#26242b",
}  # fmt: skip


def _drawn(light: str = "#ffffff", dark: str = "#55525c") -> Palette:
    return {**character(_PEN, "#ffffff", light=light, dark=dark, inner="#dcdbe0"), "edge": "#26242b"}


INK: Looks = (
    ("rabbit", _drawn()),
    ("ghost", _drawn()),
    ("panda", _drawn()),
    ("cat", _drawn()),
    ("egg", _drawn()),
    ("dumpling", _drawn()),
)


def _tinted(skin: str, **others: str) -> Palette:
    """Return bold colours whose contour is a deep shade of the skin, which shows on dark pages too."""
    return {**character(_BOLD, skin, **others), "edge": shade(skin, 0.42, 0.75)}


PIXEL: Looks = (
    ("cathead", _tinted("#b6a6e9", inner="#ff9bbd")),
    ("froghead", _tinted("#7fd069")),
    ("round", _tinted("#ffd84d")),
    ("ghost", _tinted("#dff1ff")),
    ("bearhead", _tinted("#d79c62", light="#ffe7c7")),
)

_CANDY: Palette = {**BRIGHT, "ink": "#4a1f3d", "blush": "#ff6f91"}
GUMDROP: Looks = (
    ("gumdrop", character(_CANDY, "#ff7fa8")),
    ("gumdrop", character(_CANDY, "#8bd450")),
    ("gumdrop", character(_CANDY, "#5cc7f2")),
    ("gumdrop", character(_CANDY, "#ffb02e")),
    ("drop", character(_CANDY, "#7d9bff")),
    ("peach", character(_CANDY, "#ff9d76")),
)

SOFT: Looks = (
    ("chick", character(BRIGHT, "#ffd95a", limb="#ffc53d")),
    ("bear", character(BRIGHT, "#c99a76", light="#f6e2cf")),
    ("mochi", character(BRIGHT, "#ffd9e4")),
    ("penguin", character(BRIGHT, "#6f8fd6", light="#ffffff")),
    ("whale", character(BRIGHT, "#6fb8ea", light="#f2fbff")),
    ("rabbit", character(BRIGHT, "#f3dfe8", light="#ffffff")),
)

PAPER: Looks = (
    ("fox", character(BRIGHT, "#f2874b", light="#fff4e6")),
    ("penguin", character(BRIGHT, "#4f6d9c", light="#ffffff", ink="#2a2c44")),
    ("cloud", character(BRIGHT, "#a9d6ef")),
    ("cactus", character(BRIGHT, "#74b786", light="#dff0d8")),
    ("bear", character(BRIGHT, "#b98a6a", light="#f2dfca")),
    ("moon", character(BRIGHT, "#ffe08a")),
)

CRAYON: Looks = (
    ("dog", character(BRIGHT, "#f0c27a", dark="#b67845", light="#fff3dd")),
    ("chick", character(BRIGHT, "#ffd84d")),
    ("frog", character(BRIGHT, "#8ecb66", light="#eff8d4")),
    ("star", character(BRIGHT, "#ffcf40")),
    ("whale", character(BRIGHT, "#6db3e8", light="#eaf7ff")),
)

_GLOW: Palette = {
    **BRIGHT, "plate": "#1b1436", "ink": "#f6fbff", "white": "#2c2258", "cream": "#fff0c2",
    "mouth": "#ff4f79", "tongue": "#ffb0c4",
    "blush": "#ff5fa2", "tear": "#58d7ff", "red": "#ff4466", "pink": "#ff6ac1", "yellow": "#ffe14d",
    "orange": "#ff9a3d",
    "green": "#56f09a", "blue": "#4da6ff", "purple": "#b98cff", "lilac": "#cdb6ff", "brown": "#ffb27a",
    "tan": "#ffcb8e",
    "grey": "#b9c2e8", "night": "#9aa6e0", "bone": "#e8ecff", "gloom": "#8f9bdc", "mark": "#c3cbf2",
    "sick": "#b6f04d",
    "stem": "#56f09a", "leafline": "#56f09a", "fold": "#fff0c2", "nose": "#ff6ac1", "whisker": "#c3cbf2",
}  # fmt: skip


def _lit(tube: str) -> Palette:
    return {**character(_GLOW, tube, light="#2c2258", dark=tube, inner="#4a2c70"), "edge": tube}


NEON: Looks = (
    ("cat", _lit("#ff6ac1")),
    ("ghost", _lit("#58d7ff")),
    ("rabbit", _lit("#b98cff")),
    ("star", _lit("#ffe14d")),
    ("cactus", _lit("#56f09a")),
)

_WASH: Palette = {
    **BRIGHT,
    "ink": "#3a3550",
    "red": "#e8636b",
    "yellow": "#f8cf5f",
    "blue": "#6da8dc",
    "green": "#7dbb86",
}
WATERCOLOUR: Looks = (
    ("whale", character(_WASH, "#7fb4dd", light="#f1f8fc")),
    ("peach", character(_WASH, "#f7b39b")),
    ("rabbit", character(_WASH, "#e3c9b4", light="#fff8f0")),
    ("drop", character(_WASH, "#86c5d8")),
    ("cloud", character(_WASH, "#b9b6e3")),
)

_POSTER: Palette = {
    **BRIGHT, "ink": "#1d1d1f", "red": "#e03c2e", "pink": "#f2988c", "yellow": "#f6b913",
    "orange": "#ef7f1a", "green": "#2f8f6b",
    "blue": "#2063ad", "purple": "#6d5aa8", "lilac": "#b7acd9", "brown": "#8a5a3c", "tan": "#d8b27c",
    "night": "#3a3d4d",
    "cream": "#f7ecd2", "tear": "#4f9fd8", "mark": "#7b7f8c", "gloom": "#6a7398", "nose": "#1d1d1f",
    "whisker": "#1d1d1f",
    "mouth": "#9c1f1f", "tongue": "#f2988c", "blush": "#e03c2e", "red-3": "#b52a20", "red-2": "#b52a20",
    "yellow-2": "#e39a08",
    "yellow-3": "#e39a08", "blue-2": "#174a86", "blue-3": "#174a86", "pink-2": "#e57b70",
    "pink-3": "#e57b70", "purple-2": "#54438a",
    "purple-3": "#54438a", "green-2": "#206f52", "green-3": "#206f52", "lilac-2": "#9c8ec9",
    "lilac-3": "#9c8ec9",
}  # fmt: skip


def _blocks(quarters: tuple[str, str, str, str], limb: str, dark: str) -> Palette:
    """Return colours for the four quarters of a head, clockwise from the upper left."""
    first, *others = quarters
    named = {f"skin-{i}": colour for i, colour in enumerate(others, 2)}
    return {**character(_POSTER, first), **named, "limb": limb, "limb-2": dark, "limb-3": dark}


GEOMETRIC: Looks = (
    ("doll", _blocks(("#f6b913", "#f7ecd2", "#f2988c", "#f7ecd2"), "#2063ad", "#174a86")),
    ("square", _blocks(("#f2988c", "#f7d7c4", "#f6b913", "#f7d7c4"), "#2f8f6b", "#206f52")),
    ("dome", _blocks(("#8ec5ea", "#f7ecd2", "#f7ecd2", "#f6b913"), "#e03c2e", "#b52a20")),
    ("doll", _blocks(("#f7ecd2", "#8ec5ea", "#f7ecd2", "#f2988c"), "#1d1d1f", "#3a3d4d")),
)

_INKS: Palette = {
    **BRIGHT, "paper": "#fff8e6", "screen": "#0a6ab8", "ink": "#1d2b64", "white": "#ffffff",
    "cream": "#fff1c9", "mouth": "#1d2b64",
    "tongue": "#ff6f91", "blush": "#ff7aa2", "tear": "#5bb8f0", "red": "#ff4f70", "pink": "#ff8fb3",
    "yellow": "#ffdf3f",
    "orange": "#ff9d3c", "green": "#4fb08a", "blue": "#3d8fd9", "purple": "#7a6fd0", "lilac": "#b7b0ec",
    "brown": "#9c5a5a",
    "tan": "#eec08a", "grey": "#8f9bc0", "night": "#3b4a86", "bone": "#c9bfae", "gloom": "#6a7fc0",
    "mark": "#5a6cb0",
    "sick": "#8fb84a", "nose": "#1d2b64", "whisker": "#1d2b64", "fold": "#e2b96a",
}  # fmt: skip


def _inks(skin: str, **others: str) -> Palette:
    return {**character(_INKS, skin, **others), "edge": "#1d2b64"}


RISO: Looks = (
    ("frog", _inks("#8fd9a0", light="#fff8d8", screen="#1d7a78")),
    ("onigiri", _inks("#ffb3c8")),
    ("hamster", _inks("#ffc07a", light="#fff3dc")),
    ("bean", _inks("#7fd3b2", screen="#1d7a78")),
)

KAWAII: Looks = (
    ("mochi", character(PASTEL, "#fff1f0", limb="#ffe6e6", edge="#a8737c")),
    ("onigiri", character(PASTEL, "#fffaf2", edge="#7d6a66", night="#5f6a66")),
    ("dumpling", character(PASTEL, "#fdf0d9", edge="#a5805c")),
    ("toast", character(PASTEL, "#e9b872", light="#fff1d2", edge="#94683c")),
    ("peach", character(PASTEL, "#ffc9bb", edge="#b0706a")),
    ("tofu", character(PASTEL, "#fffdf4", edge="#9a8f7a")),
    ("ricecake", character(PASTEL, "#f2d9a4", edge="#98774a")),
)

FELT: Looks = (
    ("bear", character(BRIGHT, "#b98a68", light="#f0dcc4", thread="#fff3df")),
    ("rabbit", character(BRIGHT, "#e7a9b8", light="#fbe9ec", thread="#fff6f2")),
    ("hamster", character(BRIGHT, "#e3b06f", light="#fff0d8", thread="#fff6e6")),
    ("fox", character(BRIGHT, "#d97b4a", light="#fbeedd", thread="#fff1e0")),
)

KNIT: Looks = (
    ("bunnyhead", _tinted("#f4b8c8")),
    ("bearhead", _tinted("#d98f5c", light="#ffe8cc")),
    ("cathead", _tinted("#8fb6d9")),
    ("froghead", _tinted("#8cc77a")),
)
