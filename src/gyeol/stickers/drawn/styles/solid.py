"""Styles that fill shapes with plain colours: flat, thick outline, kawaii, felt and geometric."""

import numpy as np

from gyeol.stickers.drawn.curves import number
from gyeol.stickers.drawn.palettes import Palette, shade
from gyeol.stickers.drawn.shapes import Shape, Shapes
from gyeol.stickers.drawn.styles.svg import path, rim, silhouette


def flat(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Paint plain colours without any outline."""
    quiet = {**palette, "edge": shade(palette["limb"], 0.84)}
    return "".join(_filled(s, quiet) + _lined(s, quiet, 3.4) + rim(s, quiet) for s in shapes)


def outline(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Paint plain colours with bold dark contours and a white sticker border."""
    border = silhouette(shapes, "#ffffff", 22)
    return border + "".join(_edged(s, palette, 8.5) for s in shapes)


def kawaii(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Paint pastels with thin coloured contours and a soft shade along the lower right."""
    border = silhouette(shapes, "#ffffff", 14)
    return border + "".join(_edged(s, palette, 4.6) + _crescent(s, palette, i) for i, s in enumerate(shapes))


def felt(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Paint felt patches sewn on with a dashed thread."""
    quiet = {**palette, "edge": shade(palette["limb"], 0.74)}
    return "".join(_sewn(s, quiet) for s in shapes)


def _filled(s: Shape, palette: Palette) -> str:
    return path(s.curve, fill=palette[s.fill], alpha=s.alpha) if s.fill else ""


def _lined(s: Shape, palette: Palette, edge: float) -> str:
    """Draw the shape's own line; the open edge of a limb gets the style's edge."""
    if not s.line:
        return ""
    weight = edge if s.line == "edge" and not s.weight else s.weight
    return path(s.curve, line=palette[s.line], weight=weight, alpha=s.alpha)


def _edged(s: Shape, palette: Palette, weight: float) -> str:
    low, high = s.curve.points.min(0), s.curve.points.max(0)
    weight *= 0.65 if s.part == "prop" else 1
    weight = min(weight, 2 + 0.13 * float(min(high - low)))  # or a small star drowns in its contour
    if s.solid:
        return path(s.curve, fill=palette[s.fill], line=palette["edge"], weight=weight)
    if s.line and s.part == "prop" and s.weight > 3.2:  # a stick, a handle: its contour is a wider line below
        return path(s.curve, line=palette["edge"], weight=s.weight + 5) + _lined(s, palette, weight)
    return _filled(s, palette) + _lined(s, palette, weight)


def _crescent(s: Shape, palette: Palette, index: int) -> str:
    if s.part != "body" or not s.solid:
        return ""
    low, high = s.curve.points.min(0), s.curve.points.max(0)
    if float(min(high - low)) < 40:
        return ""
    lit = s.curve.grown(0.97).moved(-6, -6)
    ring = f'<path d="{s.curve.d}{lit.d}" fill="{palette["edge"]}" fill-opacity=".16" fill-rule="evenodd"/>'
    return f'<clipPath id="c{index}">{path(s.curve)}</clipPath><g clip-path="url(#c{index})">{ring}</g>'


def _sewn(s: Shape, palette: Palette) -> str:
    body = _filled(s, palette) + _lined(s, palette, 3) + rim(s, palette)
    if not s.solid:
        return body
    low, high = s.curve.points.min(0), s.curve.points.max(0)
    reach = float(min(high - low))
    if reach < 26:
        return body
    inset = s.curve.grown(1 - 12 / reach)
    return body + (
        f'<path d="{inset.d}" fill="none" stroke="{palette["thread"]}" stroke-width="{number(2.6)}" '
        'stroke-dasharray="7 6" stroke-linecap="round"/>'
    )
