"""Learn from corrections: a small layer over a classifier, and the gate that every retrained one must pass.

Pure NumPy. A correction says what a text feels; `fit` turns some of them into a `Delta` that moves the classifier's
log-odds by the rare words of a text. Nothing here knows where corrections are kept: that is `gyeol.engine.learning`.
"""

from gyeol.learn.cues import Cues, Frequencies
from gyeol.learn.delta import Delta, fit
from gyeol.learn.lessons import Lessons
from gyeol.learn.tuned import Tuned

__all__ = ["Cues", "Delta", "Frequencies", "Lessons", "Tuned", "fit"]
