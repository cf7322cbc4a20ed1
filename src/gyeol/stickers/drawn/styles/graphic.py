"""Styles of posters and signs: neon tubes, two-ink halftone print and geometric colour blocks."""

import numpy as np

from gyeol.stickers.drawn.curves import Curve, inside, number
from gyeol.stickers.drawn.palettes import Palette, shade
from gyeol.stickers.drawn.shapes import Shape, Shapes
from gyeol.stickers.drawn.styles.svg import layers, paint, path, rim, silhouette


def neon(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Bend glowing tubes on a dark sign."""
    lit = [s for s in shapes if not (s.part == "mark" and s.fill)]  # a shadow on the ground does not glow
    plate = silhouette(lit, palette["plate"], 24)
    return plate + "".join(_tube(s, palette, i) for i, s in enumerate(lit))


def _tube(s: Shape, palette: Palette, index: int) -> str:
    if s.part == "face" and s.fill:
        return path(s.curve, fill=palette[s.fill], alpha=s.alpha)
    if s.line == "limb":
        return path(s.curve, fill=palette["plate"])
    role = s.line or s.fill
    colour = palette["ink" if role == "white" and s.part != "face" else role]
    weight = s.weight if s.line and s.weight else 4.2
    if s.part == "face":
        return path(s.curve, line=colour, weight=weight)
    return layers(
        s.curve,
        f"t{index}",
        *([paint(fill=palette["plate"])] if s.fill else []),
        paint(line=colour, weight=weight + 9, alpha=0.17),
        paint(line=colour, weight=weight + 3.5, alpha=0.38),
        paint(line=colour, weight=weight),
        paint(line="#ffffff", weight=weight * 0.34, alpha=0.8),
    )


def riso(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Print in a few inks that miss each other by a hair, shaded with halftone dots."""
    border = silhouette(shapes, palette["paper"], 20)
    return border + "".join(_printed(s, palette) for s in shapes)


def _printed(s: Shape, palette: Palette) -> str:
    if s.line:
        weight = 3.4 if s.line == "edge" and not s.weight else s.weight
        filled = path(s.curve, fill=palette[s.fill]) if s.fill else ""
        return filled + path(s.curve, line=palette[s.line], weight=weight, alpha=s.alpha)
    if not s.solid:
        return path(s.curve, fill=palette[s.fill], alpha=s.alpha)
    print_ = s.curve.moved(3, 2.4)
    inks = path(s.curve, fill=palette["paper"]) + path(print_, fill=palette[s.fill], alpha=0.92)
    key = path(s.curve, line=palette["edge"], weight=3.2)
    low, high = s.curve.points.min(0), s.curve.points.max(0)
    if float(min(high - low)) < 40:
        return inks + key
    dots = f'<path d="{_halftone(print_)}"{paint(line=palette["screen"], weight=4.4)}/>'
    return inks + dots + key


_PITCH = 6.8  # px between dots of the screen, which stands at 27 degrees


def _halftone(curve: Curve) -> str:
    """Return dots, as lines without length, where light from the upper left does not reach."""
    flat = curve.flat()
    (x0, y0), (x1, y1) = flat.min(0).tolist(), flat.max(0).tolist()
    along = np.arange(-60, 60) * _PITCH
    u, v = np.meshgrid(along, along)
    x, y = (u * 0.891 - v * 0.454).ravel(), (u * 0.454 + v * 0.891).ravel()
    near = (x > x0) & (x < x1 + 4) & (y > y0) & (y < y1 + 4)
    x, y = x[near], y[near]
    shift = min(x1 - x0, y1 - y0) * 0.18
    dark = inside(flat, x, y) & ~inside(flat - np.array([shift, shift * 0.85]), x, y)
    return "".join(
        f"M{number(a + 128)} {number(b + 128)}h0"
        for a, b in zip(x[dark].tolist(), y[dark].tolist(), strict=True)
    )


def geometric(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Build everything of flat quarters and halves, as a poster of the 1920s would."""
    quiet = {**palette, "edge": shade(palette["limb"], 0.7)}
    return "".join(_quartered(s, quiet, i) for i, s in enumerate(shapes))


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
    across, down = number(w), number(h)
    rects = "".join(
        f'<path fill="{colour}" d="M{number(x + dx * w)} {number(y + dy * h)}h{across}v{down}h-{across}z"/>'
        for colour, dx, dy in blocks
        if colour
    )
    return (
        f'{whole}<clipPath id="h{index}">{path(s.curve)}</clipPath><g clip-path="url(#h{index})">{rects}</g>'
    )
