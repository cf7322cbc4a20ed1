"""Poses by name: where the hands go and how the whole character leans, squashes or jumps."""

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Hand:
    """One hand.

    Attributes:
        about: measured from the middle of the "face" or of the "body".
        x: outwards, in half widths of it.
        y: downwards, in half heights of it.
        front: over the character rather than behind it.
        paw: the arm passes behind the head, and only the forearm lies over it.
        bow: how far the elbow swings out, in shares of the arm's length.
        rest: hangs down; a character without arms hides it.
    """

    about: Literal["face", "body"]
    x: float
    y: float
    front: bool = False
    paw: bool = False
    bow: float = 0.0
    rest: bool = False


@dataclass(frozen=True)
class Pose:
    """A whole pose.

    Attributes:
        left, right: the hands, as the viewer sees them.
        tilt: of the whole character, in degrees clockwise about its feet.
        wide, tall: squash and stretch.
        hop: above the ground, in px.
        gaze: how far the face turns right and down, in half widths and heights of the head.
        nod: how far the head sinks into the body, in half heights of it.
    """

    left: Hand
    right: Hand
    tilt: float = 0
    wide: float = 1
    tall: float = 1
    hop: float = 0
    gaze: tuple[float, float] = (0, 0)
    nod: float = 0

    def mirrored(self) -> "Pose":
        """Return the pose as a mirror shows it."""
        return replace(
            self, left=self.right, right=self.left, tilt=-self.tilt, gaze=(-self.gaze[0], self.gaze[1])
        )


_DOWN = Hand("body", 1.06, 0.2, bow=0.1, rest=True)
_UP = Hand("face", 1.14, -0.62)
_HIGH = Hand("face", 1.02, -0.98)
_CHEEK = Hand("face", 0.66, 0.5, front=True, bow=0.2)
_MOUTH = Hand("face", 0.26, 0.52, front=True, bow=0.2)
_EYE = Hand("face", 0.42, 0.04, front=True, bow=0.25)
_HEAD = Hand("face", 0.82, -0.5, front=True, paw=True, bow=-0.3)
_CLASP = Hand("body", 0.16, 0.1, front=True, bow=0.15)
_HOLD = Hand("body", 0.62, 0.3, front=True, bow=0.15)
_HIP = Hand("body", 0.82, 0.3, front=True, bow=-0.55)
_OUT = Hand("face", 1.3, 0.28)
_CHIN = Hand("face", 0.3, 0.72, front=True, bow=0.2)
_POINT = Hand("face", 1.28, 0.0)
_STOP = Hand("face", 0.72, 0.55, front=True)
_SIDE = Hand("face", 1.12, 0.5, front=True)
_BACK = Hand("body", 0.5, 0.3, rest=True)

POSES: dict[str, Pose] = {
    "stand": Pose(_DOWN, _DOWN),
    "lean": Pose(_DOWN, _DOWN, tilt=7),
    "cheer": Pose(_UP, _UP, hop=4),
    "jump": Pose(_HIGH, _HIGH, hop=16, tall=1.05, wide=0.97),
    "dance": Pose(_HIP, _UP, tilt=9, hop=4),
    "wave": Pose(_DOWN, _UP, tilt=-4),
    "cheeks": Pose(_CHEEK, _CHEEK),
    "swoon": Pose(_CHEEK, _CHEEK, tilt=-9),
    "hush": Pose(_MOUTH, _MOUTH),
    "giggle": Pose(_DOWN, _MOUTH, tilt=5),
    "hide": Pose(_EYE, _EYE, nod=0.06),
    "rub": Pose(_DOWN, _EYE, tilt=4),
    "clutch": Pose(_HEAD, _HEAD),
    "scratch": Pose(_DOWN, _HEAD, tilt=4),
    "clasp": Pose(_CLASP, _CLASP),
    "bow": Pose(_CLASP, _CLASP, tall=0.86, wide=1.05, gaze=(0, 0.2), nod=0.2),
    "hold": Pose(_HOLD, _HOLD, gaze=(0, -0.14)),
    "hips": Pose(_HIP, _HIP),
    "proud": Pose(_HIP, _HIP, tall=1.03, gaze=(0, -0.08)),
    "shrug": Pose(_OUT, _OUT, tilt=-3),
    "open": Pose(_OUT, _OUT, tall=1.02),
    "chin": Pose(_DOWN, _CHIN, tilt=4),
    "point": Pose(_DOWN, _POINT, tilt=3),
    "stop": Pose(_STOP, _STOP, tilt=-4),
    "show": Pose(_DOWN, _SIDE),
    "both": Pose(_SIDE, _SIDE),
    "melt": Pose(_DOWN, _DOWN, tall=0.74, wide=1.12, gaze=(0, 0.12)),
    "slump": Pose(_DOWN, _DOWN, tall=0.86, wide=1.08, gaze=(0, 0.16), nod=0.08),
    "topple": Pose(_DOWN, _DOWN, tilt=74),
    "shrink": Pose(_CLASP, _CLASP, tall=0.9, wide=0.94, gaze=(0, 0.06)),
    "recoil": Pose(_STOP, _STOP, tilt=-12, gaze=(-0.08, 0)),
    "away": Pose(_BACK, _BACK, tilt=-3, gaze=(-0.13, 0.02)),
    "sit": Pose(_DOWN, _DOWN, tall=0.94, wide=1.03),
}
