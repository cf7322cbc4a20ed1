"""The cast: who a pack shows, as plain data that `figures` turns into shapes."""

from dataclasses import dataclass
from typing import Literal

Plan = Literal["head", "blob", "chibi"]


@dataclass(frozen=True)
class Species:
    """One kind of character.

    Attributes:
        name: machine name.
        ko, en: what people call it.
        plan: "head" is a face with floating hands, "blob" a lump with arms and feet, "chibi" head and body.
        outline: shape of the head (or the lump), one of `outlines.OUTLINES`.
        ears, tail, muzzle, top, marking: names in `heads` and `trims`, or "".
        width, height: of the head in px, half of it.
        face_y: the eyes above (-) or below the middle, in px.
        face_size: 1 fills the head as usual.
        belly: a lighter tummy.
        torso: of a chibi, one of `figures.TORSOS`.
        eye_lift: eyes above the mouth's usual place, in half heights of the head: frogs carry them high.
        eye_out: overrides the distance of the eyes, in hundredths; 0 does not.
    """

    name: str
    ko: str
    en: str
    plan: Plan
    outline: str = "round"
    ears: str = ""
    tail: str = ""
    muzzle: str = ""
    top: str = ""
    marking: str = ""
    width: float = 84
    height: float = 80
    face_y: float = 4
    face_size: float = 1
    belly: bool = False
    torso: str = "soft"
    eye_lift: float = 0
    eye_out: float = 0


CAST: dict[str, Species] = {
    s.name: s
    for s in (
        Species("round", "동글이", "round face", "head", "round", width=94, height=92),
        Species("sun", "해님", "sun", "head", "round", ears="rays", width=78, height=78),
        Species("moon", "달님", "moon", "head", "round", marking="craters", width=92, height=92),
        Species("cathead", "고양이", "cat", "head", "wide", ears="cat", muzzle="whiskers", width=94,
            height=80),
        Species("bearhead", "곰", "bear", "head", "wide", ears="bear", muzzle="snout", width=92, height=82),
        Species("bunnyhead", "토끼", "rabbit", "head", "round", ears="rabbit", width=84, height=76),
        Species("froghead", "개구리", "frog", "head", "wide", ears="frog", width=96, height=74, face_y=14,
            eye_lift=0.8, eye_out=50),
        Species("star", "별", "star", "blob", "star", width=100, height=98, face_size=0.74, face_y=6),
        Species("bean", "콩", "bean", "blob", "bean", top="sprout", width=74, height=80, face_y=-14),
        Species("gumdrop", "젤리", "gumdrop", "blob", "gumdrop", width=82, height=82, face_y=8),
        Species("ghost", "꼬마 유령", "little ghost", "blob", "ghost", width=78, height=88, face_y=-16),
        Species("mochi", "찹쌀떡", "mochi", "blob", "mochi", width=94, height=72, face_y=2),
        Species("drop", "물방울", "water drop", "blob", "drop", width=76, height=92, face_y=18),
        Species("cloud", "구름", "cloud", "blob", "cloud", width=98, height=80, face_y=12, face_size=0.88),
        Species("egg", "달걀", "egg", "blob", "egg", width=74, height=86, face_y=4),
        Species("ricecake", "인절미", "rice cake", "blob", "block", marking="powder", width=78, height=72,
            face_y=-2),
        Species("onigiri", "주먹밥", "rice ball", "blob", "triangle", marking="nori", width=90, height=84,
            face_y=4, face_size=0.82),
        Species("dumpling", "만두", "dumpling", "blob", "dumpling", top="pleats", width=92, height=70,
            face_y=12),
        Species("toast", "식빵", "toast", "blob", "toast", marking="crust", width=80, height=80, face_y=6),
        Species("peach", "복숭아", "peach", "blob", "peach", top="leaf", width=84, height=80, face_y=10),
        Species("tofu", "두부", "tofu", "blob", "block", top="scallion", width=78, height=74, face_y=-2),
        Species("cactus", "선인장", "cactus", "blob", "tall", top="bloom", marking="spines", width=62,
            height=88, face_y=-18, face_size=1.05),
        Species("chick", "병아리", "chick", "blob", "egg", muzzle="beak", top="tuft", width=78, height=80,
            face_y=-10),
        Species("penguin", "펭귄", "penguin", "blob", "egg", muzzle="beak", marking="penguin", width=80,
            height=86, face_y=-18),
        Species("whale", "고래", "whale", "blob", "mochi", marking="tummy", tail="fluke", top="spout",
            width=92, height=74, face_y=0),
        Species("cat", "고양이", "cat", "chibi", "wide", ears="cat", tail="cat", muzzle="whiskers",
            belly=True, width=78, height=64, face_size=1.1),
        Species("bear", "곰", "bear", "chibi", "wide", ears="bear", tail="stub", muzzle="snout", belly=True,
            width=76, height=66, face_size=1.1),
        Species("rabbit", "토끼", "rabbit", "chibi", "round", ears="rabbit", tail="puff", muzzle="nose",
            belly=True, width=70, height=62, face_size=1.1),
        Species("dog", "강아지", "puppy", "chibi", "wide", ears="dog", tail="dog", muzzle="snout",
            marking="patch", width=74, height=66, face_size=1.1),
        Species("hamster", "햄스터", "hamster", "chibi", "cheeky", ears="mouse", tail="stub", muzzle="nose",
            belly=True, width=82, height=64, face_size=1.1),
        Species("fox", "여우", "fox", "chibi", "cheeky", ears="fox", tail="fox", muzzle="nose",
            marking="fox", width=80, height=62, face_size=1.1),
        Species("frog", "개구리", "frog", "chibi", "wide", ears="frog", belly=True, width=82, height=60,
            face_y=12, eye_lift=0.78, eye_out=50, face_size=1.1),
        Species("panda", "판다", "panda", "chibi", "wide", ears="panda", tail="stub", muzzle="nose",
            marking="panda", width=78, height=66, face_size=1.1),
        Species("ball", "동그라미", "circle", "head", "round", width=94, height=94),
        Species("square", "네모", "square", "head", "square", width=86, height=86),
        Species("doll", "블록 인형", "block doll", "chibi", "round", width=72, height=72, torso="cone",
            face_y=2, face_size=1.1),
        Species("dome", "반달", "half circle", "head", "dome", width=98, height=72, face_y=14),
    )
}  # fmt: skip
