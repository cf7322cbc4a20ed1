"""Silhouettes by name: each fills the box from (-1, -1) to (1, 1)."""

from collections.abc import Callable

import numpy as np

from gyeol.stickers.drawn.curves import Curve, cloud, drop, ellipse, polygon, rounded, smooth, squircle, star


def _gumdrop() -> Curve:
    return smooth(
        (-1, 0.62),
        (-0.86, -0.1),
        (-0.6, -0.72),
        (0, -1),
        (0.6, -0.72),
        (0.86, -0.1),
        (1, 0.62),
        (0.8, 0.95),
        (0, 1),
        (-0.8, 0.95),
        tension=0.95,
    )


def _ghost() -> Curve:
    return smooth(
        (-1, 0.92),
        (-0.95, 0),
        (-0.72, -0.75),
        (0, -1),
        (0.72, -0.75),
        (0.95, 0),
        (1, 0.92),
        (0.8, 0.97),
        (0.62, 0.78),
        (0.42, 0.97),
        (0.2, 0.97),
        (0, 0.78),
        (-0.2, 0.97),
        (-0.42, 0.97),
        (-0.62, 0.78),
        (-0.8, 0.97),
        tension=0.9,
    )


def _mochi() -> Curve:
    return smooth(
        (-1, 0.4),
        (-0.9, -0.3),
        (-0.5, -0.88),
        (0, -1),
        (0.5, -0.88),
        (0.9, -0.3),
        (1, 0.4),
        (0.85, 0.85),
        (0.4, 1),
        (-0.4, 1),
        (-0.85, 0.85),
        tension=0.95,
    )


def _egg() -> Curve:
    return smooth(
        (0, -1),
        (0.58, -0.74),
        (0.93, -0.1),
        (0.98, 0.45),
        (0.66, 0.9),
        (0, 1),
        (-0.66, 0.9),
        (-0.98, 0.45),
        (-0.93, -0.1),
        (-0.58, -0.74),
    )


def _bean() -> Curve:
    return smooth(
        (-0.05, -1),
        (0.62, -0.82),
        (0.92, -0.3),
        (0.86, 0.2),
        (1, 0.65),
        (0.7, 0.97),
        (0, 1),
        (-0.7, 0.97),
        (-1, 0.65),
        (-0.86, 0.2),
        (-0.95, -0.3),
        (-0.68, -0.82),
        tension=0.95,
    )


def _dumpling() -> Curve:
    return smooth(
        (-1, 0.5),
        (-0.98, 0.05),
        (-0.66, -0.52),
        (-0.3, -0.84),
        (0, -1),
        (0.3, -0.84),
        (0.66, -0.52),
        (0.98, 0.05),
        (1, 0.5),
        (0.75, 0.93),
        (0, 1),
        (-0.75, 0.93),
    )


def _toast() -> Curve:
    return smooth(
        (-0.78, -0.2),
        (-1, -0.45),
        (-0.88, -0.86),
        (-0.45, -1),
        (0.45, -1),
        (0.88, -0.86),
        (1, -0.45),
        (0.78, -0.2),
        (0.82, 0.5),
        (0.78, 0.95),
        (0.4, 1),
        (-0.4, 1),
        (-0.78, 0.95),
        (-0.82, 0.5),
        tension=0.85,
    )


def _peach() -> Curve:
    return smooth(
        (0, -0.86),
        (0.5, -1),
        (0.95, -0.6),
        (0.98, 0.1),
        (0.6, 0.75),
        (0, 1),
        (-0.6, 0.75),
        (-0.98, 0.1),
        (-0.95, -0.6),
        (-0.5, -1),
    )


def _cheeky() -> Curve:
    return smooth(
        (0, -1),
        (0.55, -0.86),
        (0.82, -0.35),
        (1, 0.3),
        (0.72, 0.82),
        (0, 1),
        (-0.72, 0.82),
        (-1, 0.3),
        (-0.82, -0.35),
        (-0.55, -0.86),
    )


def _dome() -> Curve:
    base = np.array(
        [(-1, 1), (-1, 1), (1, 1), (1, 1), (1, -0.12), (0.6, -1), (0, -1), (-0.6, -1), (-1, -0.12), (-1, 1)]
    )
    return Curve(base.astype(float), True)


OUTLINES: dict[str, Callable[[], Curve]] = {
    "round": lambda: ellipse(0, 0, 1),
    "wide": lambda: squircle(0, 0.0, 1, 1, 0.66),
    "block": lambda: squircle(0, 0, 1, 1, 0.86),
    "tall": lambda: squircle(0, 0, 1, 1, 0.74),
    "square": lambda: polygon((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "triangle": lambda: rounded([(0, -1.28), (1.12, 1), (-1.12, 1)], 0.62),
    "star": lambda: star(0, 0.06, 1.12, waist=0.62, soft=0.3),
    "cloud": lambda: cloud(0, 0.14, 1).scaled(1, 1.45),
    "drop": lambda: drop(0, 0.1, 1).scaled(1.2, 0.86),
    "gumdrop": _gumdrop,
    "ghost": _ghost,
    "mochi": _mochi,
    "egg": _egg,
    "bean": _bean,
    "dumpling": _dumpling,
    "toast": _toast,
    "peach": _peach,
    "cheeky": _cheeky,
    "dome": _dome,
}


def outline(name: str, width: float, height: float) -> Curve:
    """Return the silhouette stretched to `width` and `height` px either side of (0, 0)."""
    return OUTLINES[name]().scaled(width, height)
