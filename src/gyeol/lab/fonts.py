"""Find a font that can write Korean, so that figures do not show empty boxes."""

from functools import cache
from pathlib import Path

from matplotlib import font_manager

_NAMES = (
    "NanumBarunGothic", "NanumGothic", "Noto Sans KR", "Noto Sans CJK KR", "Noto Sans CJK JP", "Apple SD Gothic Neo",
    "AppleGothic", "Malgun Gothic", "UnDotum", "Baekmuk Gulim", "NanumSquare",
)  # fmt: skip


@cache
def korean_font() -> tuple[str, Path] | None:
    """Return (name, file) of an installed font with Hangul, or None."""
    known = {font.name: Path(font.fname) for font in reversed(font_manager.fontManager.ttflist)}
    for name in _NAMES:
        if name in known and known[name].is_file():
            return name, known[name]
    return None
