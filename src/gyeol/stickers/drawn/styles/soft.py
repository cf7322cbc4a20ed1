"""Styles with light on them: soft 3-D shading and translucent gumdrops."""

import numpy as np

from gyeol.stickers.drawn.curves import inside, number
from gyeol.stickers.drawn.palettes import Palette, mix, shade
from gyeol.stickers.drawn.shapes import Shape, Shapes
from gyeol.stickers.drawn.styles.svg import path, rim


def soft(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Paint round bodies lit from the upper left, each over its own soft shadow."""
    colours = sorted({s.fill for s in shapes if s.fill and s.part != "face"})
    balls = "".join(_ball(name, palette[name]) for name in colours)
    return f"<defs>{balls}</defs>" + "".join(_lit(s, palette) for s in shapes)


def gumdrop(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Paint see-through jelly: light gathers below, a gloss sits above, sugar grains all over."""
    colours = sorted({s.fill for s in shapes if s.fill and s.part != "face"})
    jellies = "".join(_jelly(name, palette[name]) for name in colours)
    return f"<defs>{jellies}</defs>" + "".join(_candied(s, palette, rng) for s in shapes)


def _stops(*stops: tuple[float, str]) -> str:
    return "".join(f'<stop offset="{number(at)}" stop-color="{colour}"/>' for at, colour in stops)


def _ball(name: str, colour: str) -> str:
    stops = _stops((0, mix(colour, "#ffffff", 0.62)), (0.5, colour), (1, shade(colour, 0.68, 1.05)))
    return f'<radialGradient id="g-{name}" cx=".36" cy=".26" r=".86">{stops}</radialGradient>'


def _lit(s: Shape, palette: Palette) -> str:
    if s.line:
        weight = 4 if s.line == "edge" and not s.weight else s.weight
        colour = shade(palette["limb"], 0.72) if s.line == "edge" else palette[s.line]
        filled = path(s.curve, fill=f"url(#g-{s.fill})") if s.fill else ""
        return filled + path(s.curve, line=colour, weight=weight, alpha=s.alpha)
    if s.part == "face":
        return path(s.curve, fill=palette[s.fill], alpha=s.alpha)
    shadow = path(s.curve.moved(1.5, 5), fill="#27203a", alpha=0.16) if s.part != "mark" else ""
    return shadow + path(s.curve, fill=f"url(#g-{s.fill})", alpha=s.alpha) + rim(s, palette) + _gloss(s)


def _gloss(s: Shape) -> str:
    low, high = s.curve.points.min(0), s.curve.points.max(0)
    w, h = (high - low).tolist()
    if s.part != "body" or min(w, h) < 70:
        return ""
    x, y = float(low[0]) + w * 0.3 + 128, float(low[1]) + h * 0.17 + 128
    return (
        f'<ellipse cx="{number(x)}" cy="{number(y)}" rx="{number(w * 0.12)}" ry="{number(h * 0.06)}" '
        f'transform="rotate(-24 {number(x)} {number(y)})" fill="#fff" opacity=".6"/>'
    )


def _jelly(name: str, colour: str) -> str:
    stops = _stops(
        (0, mix(colour, "#ffffff", 0.3)),
        (0.4, colour),
        (0.7, shade(colour, 0.86, 1.1)),
        (1, mix(colour, "#ffffff", 0.5)),
    )
    return f'<linearGradient id="g-{name}" x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient>'


def _candied(s: Shape, palette: Palette, rng: np.random.Generator) -> str:
    if s.line:
        weight = 3.5 if s.line == "edge" and not s.weight else s.weight
        filled = path(s.curve, fill=f"url(#g-{s.fill})") if s.fill else ""
        colour = shade(palette["limb"], 0.8) if s.line == "edge" else palette[s.line]
        return filled + path(s.curve, line=colour, weight=weight, alpha=s.alpha)
    if s.part == "face":
        return path(s.curve, fill=palette[s.fill], alpha=s.alpha)
    jelly = path(s.curve, fill=f"url(#g-{s.fill})", alpha=0.96 * s.alpha)
    if s.part == "mark":
        return jelly
    gleam = path(s.curve.grown(0.955), line="#ffffff", weight=3, alpha=0.4)
    return jelly + gleam + rim(s, palette) + (_gloss(s) + _sugar(s, rng) if s.part == "body" else "")


def _sugar(s: Shape, rng: np.random.Generator) -> str:
    low, high = s.curve.points.min(0), s.curve.points.max(0)
    n = int(float(np.prod(high - low)) / 240)
    x, y = (low + rng.random((n, 2)) * (high - low)).T
    within = inside(s.curve.grown(0.94).flat(), x, y)
    spots = zip((x[within] + 128).tolist(), (y[within] + 128).tolist(), strict=True)
    grains = "".join(f"M{number(a)} {number(b)}h{3 if i % 3 else 4.5}" for i, (a, b) in enumerate(spots))
    return f'<path d="{grains}" stroke="#fff" stroke-width="3.4" opacity=".62"/>'
