"""Things to wear that set further stickers of a large pack apart, and the words for them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wear:
    """One thing on a head: its prop, "wearing it" in both languages, and the word for it."""

    prop: str
    ko: str
    en: str
    word_ko: str
    word_en: str


WARDROBE: tuple[Wear, ...] = (
    Wear("ribbon", "리본을 달고", "wearing a ribbon", "리본", "ribbon"),
    Wear("crown", "왕관을 쓰고", "wearing a crown", "왕관", "crown"),
    Wear("party-hat", "고깔모자를 쓰고", "in a party hat", "고깔모자", "party hat"),
    Wear("daisy", "꽃을 꽂고", "with a flower in its hair", "꽃", "flower"),
    Wear("beret", "베레모를 쓰고", "in a beret", "베레모", "beret"),
    Wear("leaves", "새싹을 달고", "with a sprout on its head", "새싹", "sprout"),
    Wear("pin", "별 핀을 꽂고", "with a star hairpin", "별", "star"),
)
