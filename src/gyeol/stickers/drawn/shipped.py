"""The packs that come with gyeol."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DrawnPack:
    """A pack that can be drawn again from its style and seed.

    Attributes:
        name: machine name, unique.
        ko, en: its names for people.
        style: one of `STYLES`.
        seed, count: what to give `draw`.
        about_ko, about_en: one line about it.
    """

    name: str
    ko: str
    en: str
    style: str
    seed: int
    count: int
    about_ko: str
    about_en: str


SHIPPED: tuple[DrawnPack, ...] = (
    DrawnPack("sunny", "햇살이", "Sunny", "flat", 0, 72, "군더더기 없이 납작한 노란 동글이",
        "A plain yellow face in flat colours"),
    DrawnPack("nabi", "나비", "Nabi", "flat", 1, 72, "살구색 고양이의 하루",
        "The days of an apricot cat, in flat colours"),
    DrawnPack("kong", "콩이", "Kong", "outline", 0, 72, "굵은 테두리의 새싹 난 콩",
        "A sprouting bean in thick outlines"),
    DrawnPack("tori", "토리", "Tori", "ink", 0, 72, "펜으로 삐뚤빼뚤 그린 토끼",
        "A rabbit drawn with an unsteady pen"),
    DrawnPack("pixnyang", "픽셀냥", "Pixnyang", "pixel", 0, 72, "네모난 점으로 찍은 보라 고양이",
        "A violet cat set in square pixels"),
    DrawnPack("jelly", "젤리", "Jelly", "gumdrop", 0, 72, "설탕을 뿌린 말랑 젤리",
        "A soft gumdrop with sugar on it"),
    DrawnPack("ppiyak", "삐약이", "Ppiyak", "soft", 0, 72, "빛을 머금은 통통한 병아리",
        "A plump chick in soft 3-D light"),
    DrawnPack("yeou", "종이여우", "Paper Fox", "paper", 0, 72, "색종이를 오려 붙인 여우",
        "A fox of cut paper"),
    DrawnPack("bori", "보리", "Bori", "crayon", 0, 72, "크레용으로 쓱쓱 칠한 강아지",
        "A puppy in wax crayon"),
    DrawnPack("bamgoyangi", "밤고양이", "Night Cat", "neon", 0, 72, "네온사인으로 빛나는 고양이",
        "A cat of neon tubes"),
    DrawnPack("gorae", "물빛고래", "Aqua Whale", "watercolour", 0, 72, "맑은 물감으로 번진 고래",
        "A whale in watercolour"),
    DrawnPack("moyang", "모양", "Moyang", "geometric", 0, 72, "동그라미 하나로 만든 포스터",
        "A poster made of one circle"),
    DrawnPack("riso", "리소개굴", "Riso Frog", "riso", 0, 72, "망점으로 찍은 개구리",
        "A frog printed in halftone dots"),
    DrawnPack("mochi", "찰떡이", "Mochi", "kawaii", 0, 72, "말랑말랑한 찹쌀떡", "A soft little rice cake"),
    DrawnPack("mandu", "만두", "Mandu", "kawaii", 2, 72, "속이 꽉 찬 만두", "A dumpling with a lot inside"),
    DrawnPack("som-bear", "솜곰", "Som Bear", "felt", 0, 72, "펠트를 꿰매 만든 곰",
        "A bear sewn from felt"),
    DrawnPack("knit-bunny", "뜨개토끼", "Knit Bunny", "knit", 0, 72, "한 코 한 코 뜬 분홍 토끼",
        "A pink rabbit knitted stitch by stitch"),
)  # fmt: skip
