"""Props by name, so that scenes can mention them as words."""

from collections.abc import Callable

from gyeol.stickers.drawn.props import signs, things, wear
from gyeol.stickers.drawn.shapes import Shapes

PROPS: dict[str, Callable[[], Shapes]] = {
    "heart": signs.one_heart, "big-heart": signs.big_heart, "hearts": signs.two_hearts,
    "broken-heart": signs.broken_heart, "sparkle": signs.sparkle, "star": signs.one_star, "note": signs.note,
    "vein": signs.vein, "question": signs.question, "exclamation": signs.exclamation, "alarm": signs.alarm,
    "sleep": signs.sleep, "dots": signs.dots, "speech": signs.speech, "steam": signs.steam, "sigh": signs.sigh,
    "sweat": signs.sweat, "shiver": signs.shiver, "swirl": signs.swirl, "scribble": signs.scribble,
    "bolt": signs.bolt, "impact": signs.impact, "rain": signs.rain, "storm": signs.storm, "fair": signs.fair,
    "sunshine": signs.sunshine, "crescent": signs.crescent, "confetti": signs.confetti, "petals": signs.petals,
    "leaf": signs.leaf, "flies": signs.flies, "stars-round": signs.stars_round, "speed": signs.speed,
    "flower": things.flower, "bouquet": things.bouquet, "gift": things.gift, "cake": things.cake,
    "popper": things.popper, "balloon": things.balloon, "letter": things.letter, "coffee": things.coffee,
    "tea": things.tea, "pillow": things.pillow, "blanket": things.blanket, "mat": things.mat, "book": things.book,
    "laptop": things.laptop, "phone": things.phone, "papers": things.papers, "battery": things.battery,
    "umbrella": things.umbrella, "trophy": things.trophy, "medal": things.medal, "thumb": things.thumb,
    "fist": things.fist, "victory": things.victory, "check": things.check, "refusal": things.refusal,
    "bulb": things.bulb, "flame": things.flame, "heap": things.heap, "fishbone": things.fishbone, "bug": things.bug,
    "hide-box": things.box_hide, "surprise-box": things.surprise_box, "clock": things.clock, "mask": things.mask,
    "tissue": things.tissue, "ice-cream": things.ice_cream, "headphones": things.headphones,
    "magnifier": things.magnifier, "puddle": things.puddle, "shade": things.shade,
    "ribbon": wear.ribbon, "crown": wear.crown, "party-hat": wear.party_hat, "daisy": wear.daisy,
    "beret": wear.beret, "leaves": wear.leaf_crown, "pin": wear.halo_star,
}  # fmt: skip

# how far above its grip the middle of a prop held in one hand lies, in px
GRIPS: dict[str, float] = {
    "flower": 26, "popper": 12, "ice-cream": 22, "coffee": 14, "victory": 4, "thumb": 4, "fist": 0, "check": 14,
    "magnifier": 16, "fishbone": 18, "balloon": 34,
}  # fmt: skip
