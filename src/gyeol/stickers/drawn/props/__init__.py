"""Props by name, so that scenes can mention them as words."""

from collections.abc import Callable

from gyeol.stickers.drawn.props import daily, gifts, oddments, signs, wear
from gyeol.stickers.drawn.shapes import Shapes

PROPS: dict[str, Callable[[], Shapes]] = {
    "heart": signs.one_heart, "big-heart": signs.big_heart, "hearts": signs.two_hearts,
    "broken-heart": signs.broken_heart, "sparkle": signs.sparkle, "star": signs.one_star,
    "note": signs.note, "vein": signs.vein, "question": signs.question, "exclamation": signs.exclamation,
    "alarm": signs.alarm, "sleep": signs.sleep, "dots": signs.dots, "speech": signs.speech,
    "steam": signs.steam, "sigh": signs.sigh, "sweat": signs.sweat, "shiver": signs.shiver,
    "swirl": signs.swirl, "scribble": signs.scribble, "bolt": signs.bolt, "impact": signs.impact,
    "rain": signs.rain, "storm": signs.storm, "sunshine": signs.sunshine, "crescent": signs.crescent,
    "confetti": signs.confetti, "petals": signs.petals, "leaf": signs.leaf, "flies": signs.flies,
    "speed": signs.speed, "flower": gifts.flower, "bouquet": gifts.bouquet, "gift": gifts.gift,
    "cake": gifts.cake, "popper": gifts.popper, "balloon": gifts.balloon, "letter": gifts.letter,
    "coffee": daily.coffee, "tea": daily.tea, "pillow": daily.pillow, "blanket": daily.blanket,
    "mat": daily.mat, "book": daily.book, "laptop": daily.laptop, "phone": daily.phone,
    "papers": daily.papers, "battery": daily.battery, "trophy": gifts.trophy, "medal": gifts.medal,
    "thumb": oddments.thumb, "fist": oddments.fist, "victory": oddments.victory, "check": oddments.check,
    "refusal": oddments.refusal, "bulb": oddments.bulb, "flame": oddments.flame, "heap": oddments.heap,
    "fishbone": oddments.fishbone, "bug": oddments.bug, "hide-box": oddments.box_hide,
    "surprise-box": gifts.surprise_box, "clock": daily.clock, "mask": daily.mask, "tissue": daily.tissue,
    "ice-cream": gifts.ice_cream, "headphones": daily.headphones, "magnifier": daily.magnifier,
    "puddle": oddments.puddle, "shade": oddments.shade, "ribbon": wear.ribbon, "crown": wear.crown,
    "party-hat": wear.party_hat, "daisy": wear.daisy, "beret": wear.beret, "leaves": wear.leaf_crown,
    "pin": wear.halo_star,
}  # fmt: skip

# how far above its grip the middle of a prop held in one hand lies, in px
GRIPS: dict[str, float] = {
    "flower": 26, "popper": 12, "ice-cream": 22, "coffee": 14, "victory": 4, "thumb": 4, "fist": 0,
    "check": 14,
    "magnifier": 16, "fishbone": 18, "balloon": 34,
}  # fmt: skip
