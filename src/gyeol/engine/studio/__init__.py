"""The emoji studio: new emoji for a feeling, looked at before they are shown, kept only when the user says so."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

from gyeol import safety
from gyeol.catalog import Item
from gyeol.emotion import PRODUCT
from gyeol.engine.models import ARTIFACTS, Models
from gyeol.engine.packs import Packs
from gyeol.engine.reader import read
from gyeol.engine.studio.answers import MAX_SEED, Batch, Kept, Number
from gyeol.engine.studio.folder import save
from gyeol.engine.studio.generators import GeneratorInfo, Generators
from gyeol.engine.studio.keep import Keeper
from gyeol.engine.studio.make import Maker
from gyeol.engine.studio.training import Job, Training
from gyeol.errors import BadRequest

COUNT = 12
MAX_COUNT = 100
_EXAMPLES = 40  # seed of those that the empty page shows; chosen by eye
_PICTURES = 256  # the last ones stay in memory; any other is made again


class Studio:
    """Makes emoji and keeps those that the user approves. Nothing is stored before.

    Args:
        trained: read texts and pictures.
        packs: where approved emoji go.
        home: of the user.
        country: whose help lines to show; see `gyeol.safety.check`.
    """

    def __init__(self, trained: Models, packs: Packs, home: Path, country: str) -> None:
        self._trained, self._packs, self._country = trained, packs, country
        self.generators = Generators(ARTIFACTS / "emoji", home / "generators")
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._examples: dict[str, bytes] = {}  # revision -> PNG
        self._lock = Lock()

    @cached_property
    def training(self) -> Training:
        """Trains a generator on the user's own stickers."""
        return Training(self.generators.own)

    def train(self, packs: Sequence[str], title: str) -> Job:
        """Begin to train a generator on the stickers of some packs; see `Training.start`."""
        return self.training.start(self._packs.shelf, packs, title)

    @cached_property
    def keeper(self) -> Keeper:
        """Keeps what is approved."""
        return Keeper(self._packs)

    def make(
        self,
        feeling: str | None = None,
        *,
        text: str | None = None,
        count: int = COUNT,
        seed: int | None = None,
        generator: str | Path | None = None,
    ) -> Batch:
        """Return new emoji for a feeling, or for the strongest one of a text; the same for the same seed.

        Near-copies of pictures of the training and near-repetitions are dropped and replaced, with four tries for
        each one that is wanted; so a weak generator may give fewer than `count`. Of twice as many the clearest are
        offered. In a crisis there are none, but help.

        Args:
            feeling: a label of the product taxonomy.
            text: in its place.
            count: 1 to `MAX_COUNT`.
            seed: 0 to `MAX_SEED`; None draws one.
            generator: name of one at hand or the path of an artefact; None: the first.

        Raises:
            BadRequest: count or seed are out of range, or both or neither of feeling and text are given.
            BadText: the text is empty or too long.
            UnknownName: no such feeling or generator.
            NotThere: there is no generator at all.
            BadArtifact: the generator is altered or makes something else.
        """
        _check(feeling, text, count, seed)
        reading = read(self._trained, [text])[0] if text is not None else None
        help_first = safety.check(text, self._country) if text is not None else None
        label = feeling if reading is None else reading.top
        assert label is not None  # one of the two was given
        PRODUCT.index(label)
        seed = secrets.randbelow(MAX_SEED + 1) if seed is None else seed
        if help_first is not None and help_first.level == "crisis":
            return Batch(label, seed, "", (), reading=reading, help=help_first)
        maker = Maker(self.generators.get(generator), self._trained.picture)
        batch, pictures = maker.batch(label, count=count, seed=seed)
        self._remember(pictures)
        return batch if reading is None else batch.of(reading, help_first)

    def examples(self) -> bytes:
        """Return an emoji of each feeling, side by side in the order of the product taxonomy, as one PNG.

        They are what the first generator at hand makes, always the same ones.

        Raises:
            NotThere: there is no generator at all.
            BadArtifact: it is altered or makes something else.
        """
        sampler = self.generators.get()
        revision = sampler.artifact.revision
        if revision not in self._examples:
            self._examples[revision] = Maker(sampler, self._trained.picture).examples(_EXAMPLES)
        return self._examples[revision]

    def picture(self, emoji: str) -> bytes:
        """Return a made emoji as PNG; raise `NotThere` if its generator is gone or it would not have been offered."""
        number = Number.parse(emoji)
        with self._lock:
            drawn = self._drawn.get(str(number))
        if drawn is not None:
            return drawn
        maker = Maker(self.generators.by_revision(number.revision), self._trained.picture)
        made = maker.picture(number)
        self._remember({str(number): made})
        return made

    def save(self, batch: Batch, folder: Path) -> list[Path]:
        """Write a batch into a new folder that can be imported as a pack; see `gyeol.engine.studio.folder.save`."""
        found = self.generators.by_revision(batch.candidates[0].number.revision).artifact
        pictures = {one.id: self.picture(one.id) for one in batch.candidates}
        return save(batch, pictures, GeneratorInfo.of(found.path.name, found), folder)

    def approve(self, emoji: Sequence[str], pack: str | None = None) -> Kept:
        """Keep made emoji as stickers of a pack; approving one twice changes nothing.

        Args:
            emoji: ids of candidates, of any batch.
            pack: its title; None: the usual one. It may hold some already.

        Raises:
            BadRequest: no id, or more than `MAX_COUNT`.
            NotThere: one is no emoji that was offered, or its generator is gone; none is kept.
            AlreadyThere: a pack of this name was not made here.
            CannotWrite: the disk is full; nothing changes.
        """
        if not 1 <= len(emoji) <= MAX_COUNT:
            raise BadRequest(f"1 to {MAX_COUNT} emoji can be kept at once, not {len(emoji)}.")
        made = {}
        for number in dict.fromkeys(Number.parse(one) for one in emoji):
            found = self.generators.by_revision(number.revision).artifact
            made[number] = (self.picture(str(number)), GeneratorInfo.of(found.path.name, found))
        return self.keeper.add(made, pack)

    def withdraw(self, emoji: Sequence[str], pack: str | None = None) -> Kept:
        """Take approved emoji out of their pack again; what is not in it is no fault."""
        return self.keeper.drop([Number.parse(one) for one in emoji], pack)

    def kept(self, pack: str | None = None) -> list[Item]:
        """Return the approved emoji of a pack, the newest first."""
        return self.keeper.items(pack)

    def _remember(self, pictures: dict[str, bytes]) -> None:
        with self._lock:
            self._drawn.update(pictures)
            while len(self._drawn) > _PICTURES:
                self._drawn.popitem(last=False)


def _check(feeling: str | None, text: str | None, count: int, seed: int | None) -> None:
    if (feeling is None) == (text is None):
        raise BadRequest("new emoji need either a feeling or a text, one of the two.")
    if not 1 <= count <= MAX_COUNT:
        raise BadRequest(f"count must be between 1 and {MAX_COUNT}, not {count}.")
    if seed is not None and not 0 <= seed <= MAX_SEED:
        raise BadRequest(f"seed must be between 0 and {MAX_SEED}, not {seed}.")
