"""Styles of posters and signs: neon tubes, two-ink halftone print and geometric colour blocks."""

import numpy as np

from gyeol.stickers.drawn.curves import number
from gyeol.stickers.drawn.palettes import Palette
from gyeol.stickers.drawn.shapes import Shape, Shapes
from gyeol.stickers.drawn.styles.svg import path, rim, silhouette


def neon(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Bend glowing tubes on a dark sign."""
    plate = silhouette(shapes, palette["plate"], 24)
    return plate + "".join(_tube(s, palette) for s in shapes)


def _tube(s: Shape, palette: Palette) -> str:
    if s.part == "face" and s.fill:
        return path(s.curve, fill=palette[s.fill], alpha=s.alpha)
    if s.part == "mark" and s.fill:
        return ""
    if s.alpha < 1 or (s.line == "limb"):
        return path(s.curve, fill=palette["plate"]) if s.fill else ""
    colour = palette[s.line or s.fill]
    weight = s.weight if s.line and s.weight else 4.2
    dark = path(s.curve, fill=palette["plate"]) if s.fill else ""
    glow = path(s.curve, line=colour, weight=weight + 9, alpha=0.17) if s.part != "face" else ""
    return (
        dark
        + glow
        + path(s.curve, line=colour, weight=weight + 3.5, alpha=0.38)
        + path(s.curve, line=colour, weight=weight)
        + (path(s.curve, line="#ffffff", weight=weight * 0.34, alpha=0.8) if s.part != "face" else "")
    )


def riso(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Print in a few inks that miss each other by a hair, shaded with halftone dots."""
    dots = (
        '<defs><pattern id="d" width="6.4" height="6.4" patternUnits="userSpaceOnUse" patternTransform="rotate(28)">'
        f'<circle cx="3.2" cy="3.2" r="2" fill="{palette["screen"]}"/></pattern></defs>'
    )
    border = silhouette(shapes, palette["paper"], 20)
    return dots + border + "".join(_printed(s, palette, i) for i, s in enumerate(shapes))


def _printed(s: Shape, palette: Palette, index: int) -> str:
    if s.line:
        weight = 3.4 if s.line == "edge" and not s.weight else s.weight
        filled = path(s.curve, fill=palette[s.fill]) if s.fill else ""
        return filled + path(s.curve, line=palette[s.line], weight=weight, alpha=s.alpha)
    if not s.solid:
        return path(s.curve, fill=palette[s.fill], alpha=s.alpha)
    inks = path(s.curve, fill=palette["paper"]) + path(s.curve.moved(3, 2.4), fill=palette[s.fill], alpha=0.92)
    key = path(s.curve, line=palette["edge"], weight=3.2)
    low, high = s.curve.points.min(0), s.curve.points.max(0)
    if float(min(high - low)) < 40:
        return inks + key
    lit = s.curve.grown(0.98).moved(-16, -13)
    return (
        f'{inks}<clipPath id="r{index}">{path(s.curve.moved(3, 2.4))}</clipPath><g clip-path="url(#r{index})">'
        f'<path d="{s.curve.grown(1.2).d}{lit.d}" fill="url(#d)" fill-rule="evenodd"/></g>{key}'
    )


def geometric(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Build everything of flat quarters and halves, as a poster of the 1920s would."""
    return "".join(_quartered(s, palette, i) for i, s in enumerate(shapes))


def _quartered(s: Shape, palette: Palette, index: int) -> str:
    if s.line:
        weight = 4 if s.line == "edge" and not s.weight else s.weight
        filled = path(s.curve, fill=palette[s.fill]) if s.fill else ""
        return filled + path(s.curve, line=palette[s.line], weight=weight, alpha=s.alpha)
    whole = path(s.curve, fill=palette[s.fill], alpha=s.alpha) + rim(s, palette)
    blocks = [(palette.get(f"{s.fill}-{q}", ""), dx, dy) for q, dx, dy in ((2, 0, -1), (3, 0, 0), (4, -1, 0))]
    if not s.solid or not any(colour for colour, _, _ in blocks):
        return whole
    x, y = (v + 128 for v in s.curve.middle)
    low, high = s.curve.points.min(0), s.curve.points.max(0)
    w, h = ((high - low) / 2 + 1).tolist()
    rects = "".join(
        f'<rect x="{number(x + dx * w)}" y="{number(y + dy * h)}" width="{number(w)}" height="{number(h)}" fill="{colour}"/>'
        for colour, dx, dy in blocks
        if colour
    )
    return f'{whole}<clipPath id="h{index}">{path(s.curve)}</clipPath><g clip-path="url(#h{index})">{rects}</g>'
