"""Every feeling's repertoire, under the labels of `gyeol.emotion.PRODUCT`."""

from gyeol.stickers.drawn.scenes import bright, dark, plain
from gyeol.stickers.drawn.scenes.act import Act, Repertoire

REPERTOIRES: dict[str, Repertoire] = {
    "joy": bright.JOY, "love": bright.LOVE, "gratitude": bright.GRATITUDE, "calm": bright.CALM,
    "sadness": dark.SADNESS, "anger": dark.ANGER, "disgust": dark.DISGUST, "anxiety": dark.ANXIETY,
    "embarrassment": plain.EMBARRASSMENT, "surprise": plain.SURPRISE, "fatigue": plain.FATIGUE,
    "neutral": plain.NEUTRAL,
}  # fmt: skip

__all__ = ["REPERTOIRES", "Act", "Repertoire"]
