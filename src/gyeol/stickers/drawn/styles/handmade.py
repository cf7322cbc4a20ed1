"""Styles that look made by hand: ink line, crayon, watercolour and paper cut-out."""

import numpy as np

from gyeol.stickers.drawn.curves import Curve, number, polygon
from gyeol.stickers.drawn.palettes import Palette, mix, shade
from gyeol.stickers.drawn.shapes import Shape, Shapes
from gyeol.stickers.drawn.styles.svg import layers, paint, path, silhouette


def shaken(curve: Curve, amount: float, rng: np.random.Generator) -> Curve:
    """Return the curve as an unsteady hand would draw it, `amount` px astray; its joints stay smooth."""
    p = curve.points.copy()
    n = (len(p) - 1) // 3 + 1
    drift = (rng.random((n, 2)) - 0.5) * 2 * amount
    if curve.closed:
        drift[-1] = drift[0]
    for i in range(n):
        p[max(0, 3 * i - 1) : 3 * i + 2] += drift[i]
    return Curve(p, curve.closed)


def ink(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Draw with one pen on white: unsteady lines gone over twice, grey wash for what is dark."""
    border = silhouette(shapes, "#ffffff", 16)
    return border + "".join(_penned(s, palette, rng) for s in shapes)


def _penned(s: Shape, palette: Palette, rng: np.random.Generator) -> str:
    pen = palette["ink"]
    out = path(s.curve, fill=palette[s.fill], alpha=s.alpha) if s.fill else ""
    if s.solid:
        out += path(shaken(s.curve, 1.3, rng), line=pen, weight=4.2)
        again = float(min(s.curve.points.max(0) - s.curve.points.min(0))) > 24  # small things get one line
        return out + (path(shaken(s.curve, 2.2, rng), line=pen, weight=1.8) if again else "")
    if not s.line:
        return out
    weight = 4.2 if s.line == "edge" and not s.weight else s.weight
    if s.part == "prop" and s.weight > 3.2:
        out += path(s.curve, line=pen, weight=weight + 4)
    return out + path(shaken(s.curve, 0.8, rng), line=palette[s.line], weight=weight)


def paper(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Lay cut paper upon cut paper, each piece casting a shadow, on a white card."""
    card = f'<defs><g id="card">{silhouette(shapes, "", 24)}</g></defs>'
    shadow, white = _card("#1f1a33"), _card("#ffffff")
    return f'{card}<g opacity=".22" transform="translate(1 4)">{shadow}</g>{white}' + "".join(
        _cut(s, palette, i) for i, s in enumerate(shapes)
    )


def _card(colour: str) -> str:
    return f'<use href="#card" fill="{colour}" stroke="{colour}"/>'


def _cut(s: Shape, palette: Palette, index: int) -> str:
    if s.line:
        filled = path(s.curve, fill=palette[s.fill]) if s.fill else ""
        weight = 3 if s.line == "edge" and not s.weight else s.weight
        colour = shade(palette["limb"], 0.8) if s.line == "edge" else palette[s.line]
        return filled + path(s.curve, line=colour, weight=weight, alpha=s.alpha)
    if not s.solid:
        return path(s.curve, fill=palette[s.fill], alpha=s.alpha)
    pale = s.fill in ("white", "cream")
    cut = palette["rim"] if pale else mix(palette[s.fill], "#ffffff", 0.45)
    return layers(
        _snipped(s.curve),
        f"p{index}",
        ' x="2" y="5"' + paint(fill="#2a2140", alpha=0.14),
        ' x="1" y="2.5"' + paint(fill="#2a2140", alpha=0.2),
        paint(fill=palette[s.fill], line=cut, weight=1.6),
    )


def _snipped(curve: Curve) -> Curve:
    """Return the outline as scissors cut it, in short straight snips."""
    return polygon(*((x, y) for x, y in curve.flat()[:-1:3].tolist()))


_SLANT = 38.0  # degrees


def crayon(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Rub wax crayon over paper: slanting strokes inside a rough contour."""
    border = silhouette(shapes, "#fffdf6", 16)
    quiet = {**palette, "edge": shade(palette["limb"], 0.7)}
    return border + "".join(_waxed(s, quiet, rng) for s in shapes)


def _waxed(s: Shape, palette: Palette, rng: np.random.Generator) -> str:
    if s.line or s.part == "face":
        weight = 5 if s.line == "edge" and not s.weight else s.weight
        filled = path(s.curve, fill=palette[s.fill], alpha=s.alpha) if s.fill else ""
        return filled + (
            path(shaken(s.curve, 0.7, rng), line=palette[s.line], weight=weight) if s.line else ""
        )
    colour = palette[s.fill]
    dark = shade(colour, 0.72)
    if float(min(s.curve.points.max(0) - s.curve.points.min(0))) < 18:
        return path(shaken(s.curve, 0.8, rng), fill=colour, line=dark, weight=3.4)
    return (
        path(s.curve, fill=mix(colour, "#ffffff", 0.6), alpha=s.alpha)
        + f'<path d="{_hatch(s.curve, rng)}" fill="none" stroke="{colour}" stroke-width="4.4" stroke-opacity=".9"/>'
        + path(shaken(s.curve, 1.6, rng), line=dark, weight=4.4, alpha=0.85)
        + path(shaken(s.curve, 2.6, rng), line=dark, weight=2, alpha=0.6)
    )


def _hatch(curve: Curve, rng: np.random.Generator) -> str:
    """Return slanting strokes from edge to edge of the curve, as a hand fills it in."""
    flat = curve.turned(_SLANT).flat()  # the strokes are level here
    (x0, y0), (x1, y1) = flat[:-1].T, flat[1:].T
    levels = np.arange(flat[:, 1].min() + 1.5, flat[:, 1].max(), 5.5)
    levels += (rng.random(len(levels)) - 0.5) * 2.8
    strokes: list[tuple[float, float]] = []
    for y, ends in zip(levels.tolist(), ((rng.random((len(levels), 2)) - 0.5) * 4).tolist(), strict=True):
        crossed = (y0 > y) != (y1 > y)
        at = np.sort(x0[crossed] + (y - y0[crossed]) / (y1 - y0)[crossed] * (x1 - x0)[crossed]).tolist()
        for left, right in zip(at[::2], at[1::2], strict=True):
            strokes += [(left + ends[0], y), (right + ends[1], y + ends[0] * 0.6)]
    rows = Curve(np.array(strokes), False).turned(-_SLANT).points + 128
    points = [f"{number(x)} {number(y)}" for x, y in rows.tolist()]
    return "".join(f"M{a}L{b}" for a, b in zip(points[::2], points[1::2], strict=True))


def watercolour(shapes: Shapes, palette: Palette, rng: np.random.Generator) -> str:
    """Let washes of colour pool and dry: pale layers that do not quite agree, darker at their rims."""
    ground = silhouette(shapes, "#ffffff", 12)
    quiet = {**palette, "edge": shade(palette["limb"], 0.66, 1.1)}
    return ground + "".join(_washed(s, quiet, i, rng) for i, s in enumerate(shapes))


def _washed(s: Shape, palette: Palette, index: int, rng: np.random.Generator) -> str:
    if s.line or s.part == "face":
        weight = 3 if s.line == "edge" and not s.weight else s.weight
        filled = path(s.curve, fill=palette[s.fill], alpha=s.alpha * 0.85) if s.fill else ""
        return filled + (
            path(shaken(s.curve, 0.6, rng), line=palette[s.line], weight=weight * 0.9, alpha=0.9)
            if s.line
            else ""
        )
    colour = palette[s.fill]
    layers = "".join(path(shaken(s.curve, 3.4, rng), fill=colour, alpha=0.5) for _ in range(2))
    return (
        path(s.curve, fill=mix(colour, "#ffffff", 0.55))
        + layers
        + _bloom(s, index, rng)
        + path(shaken(s.curve, 0.8, rng), line=shade(colour, 0.68, 1.1), weight=2.4, alpha=0.7)
    )


def _bloom(s: Shape, index: int, rng: np.random.Generator) -> str:
    """Return pale and dark pools where water stood, for large shapes."""
    low, high = s.curve.points.min(0), s.curve.points.max(0)
    size = float(min(high - low))
    if size < 60:
        return ""
    spots = (low + rng.random((4, 2)) * (high - low) + 128).tolist()
    pools = "".join(
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(size * (0.16 + 0.06 * i))}" '
        f'fill="{"#fff" if i % 2 else "#35507a"}" opacity="{".28" if i % 2 else ".08"}"/>'
        for i, (x, y) in enumerate(spots)
    )
    return f'<clipPath id="b{index}">{path(s.curve)}</clipPath><g clip-path="url(#b{index})">{pools}</g>'
