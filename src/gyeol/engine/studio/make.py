"""Make emoji until enough are good: whole, no copies, no twins; and ask the reader of pictures what each shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image

from gyeol.encode.picture import PictureReader
from gyeol.engine.studio.answers import Batch, Candidate, Number
from gyeol.errors import NotThere
from gyeol.generate.cutout import SIZE_PX, Picture, cutout
from gyeol.generate.near import Array, describe, near
from gyeol.generate.sampler import Sampler

_CHOICE = 2  # so many good ones are made for one that is wanted; the clearest are offered
_TRIES = 4  # so many at most, good or not
_LIGHT = 2  # of 9: packing harder takes three times as long and saves a tenth


@dataclass(frozen=True)
class _Made:
    """A sticker as it came out, with its fault: "", "empty" or "copies"; `look` describes it, None if it is empty."""

    sticker: Picture | None
    look: Array | None
    fault: str


class Maker:
    """Makes emoji with one generator.

    Args:
        sampler: the generator.
        reader: says what a picture shows.
    """

    def __init__(self, sampler: Sampler, reader: PictureReader) -> None:
        self.sampler, self._reader = sampler, reader

    def batch(self, feeling: str, *, count: int, seed: int) -> tuple[Batch, dict[str, bytes]]:
        """Return up to `count` new emoji and their pictures (id -> PNG); the same for the same seed.

        Twice as many are made, and those offered in which the feeling shows most clearly.
        """
        found: list[tuple[Candidate, Picture]] = []
        looks: list[Array] = []
        dropped = {"copies": 0, "alike": 0, "empty": 0}
        for number, made in self._stream(feeling, seed, _TRIES * count):
            fault = made.fault
            if made.look is not None and not fault and looks:
                fault = "alike" if self._twins(made.look, looks) else ""
            if fault or made.sticker is None or made.look is None:
                dropped[fault] += 1
                continue
            looks.append(made.look)
            found.append((self._seen(number, made.sticker), made.sticker))
            if len(found) == _CHOICE * count:
                break
        found.sort(key=lambda pair: -pair[0].confidence)
        offered = found[:count]
        batch = Batch(
            feeling,
            seed,
            self.sampler.name,
            tuple(one for one, _ in offered),
            dropped["copies"],
            dropped["alike"],
            dropped["empty"],
            len(found) - len(offered),
        )
        return batch, {one.id: png(sticker) for one, sticker in offered}

    def examples(self, seed: int) -> bytes:
        """Return the clearest of four emoji of each feeling, side by side in the order of the taxonomy, as one PNG."""
        labels = self.sampler.taxonomy.labels
        strip = Image.new("RGBA", (len(labels) * SIZE_PX, SIZE_PX))
        for place, label in enumerate(labels):
            # a seed of its own: the same noise would give all of them the same shape
            for picture in list(self.batch(label, count=2, seed=seed + place)[1].values())[:1]:
                with Image.open(BytesIO(picture)) as sticker:
                    strip.paste(sticker, (place * SIZE_PX, 0))
        return png(np.asarray(strip))

    def picture(self, number: Number) -> bytes:
        """Return an emoji as PNG again; raise `NotThere` for one that would not have been offered."""
        made = self._one(number)
        if made.fault or made.sticker is None:
            raise NotThere(f"no emoji to keep has the number '{number}'; make new ones.")
        return png(made.sticker)

    def _stream(self, feeling: str, seed: int, most: int) -> Iterator[tuple[Number, _Made]]:
        revision = self.sampler.artifact.revision
        for index in range(most):
            number = Number(feeling, seed, index, revision)
            yield number, self._one(number)

    def _one(self, number: Number) -> _Made:
        rng = np.random.default_rng([number.seed, number.index])
        raw = self.sampler.sample([number.feeling], rng)
        sticker = cutout(raw[0])
        if sticker is None:
            return _Made(None, None, "empty")
        look = describe(raw)[0]
        copied = bool(near(look[None], self.sampler.seen, self.sampler.threshold)[0])
        return _Made(sticker, look, "copies" if copied else "")

    def _twins(self, look: Array, looks: list[Array]) -> bool:
        return bool(near(look[None], np.stack(looks), self.sampler.threshold)[0])

    def _seen(self, number: Number, sticker: Picture) -> Candidate:
        row = self._reader.predict_proba([sticker])[0]
        labels = self._reader.taxonomy.labels
        clear = row.max() >= self._reader.threshold
        confidence = float(row[labels.index(number.feeling)])
        return Candidate(number, confidence, labels[int(row.argmax())] if clear else None)


def png(sticker: Picture) -> bytes:
    """Return a picture (H, W, 4) as PNG."""
    out = BytesIO()
    Image.fromarray(sticker).save(out, "PNG", compress_level=_LIGHT)
    return out.getvalue()
