"""What the engine answers, as people see it: names in one language, addresses of pictures, reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gyeol.catalog import Item
from gyeol.engine import Answer, Engine, PackInfo, Reading, Similar
from gyeol.phrases import Phrases
from gyeol.stickers.pack import Pack
from gyeol.web import pictures

N_BARS = 4


@dataclass(frozen=True)
class Card:
    """A sticker to look at.

    Attributes:
        id: `pack/slug`.
        name: in the visitor's language.
        pack: name of its pack.
        pack_title: title of its pack.
        url: address of the picture.
        file_name: under which it is saved.
        liked: whether the visitor likes it.
        feeling: the feeling that it shares with the message, or "neutral".
        reason: why it was chosen; "" on a shelf.
    """

    id: str
    name: str
    pack: str
    pack_title: str
    url: str
    file_name: str
    liked: bool
    feeling: str = "neutral"
    reason: str = ""


@dataclass(frozen=True)
class Bar:
    """A feeling in a list; `percent` is a whole number from 0 to 100."""

    label: str
    title: str
    percent: int


@dataclass(frozen=True)
class Tile:
    """A pack on the shelf.

    Attributes:
        pack: its cover in words.
        title, style: in the visitor's language.
        n_stickers: how many it holds.
        liked: whether its whole cover is.
        own: whether the visitor brought it.
        alike: how much it looks like what was asked for, in percent; 0 on a plain shelf.
        cover: up to six stickers.
    """

    pack: Pack
    title: str
    style: str
    n_stickers: int
    liked: bool
    own: bool
    alike: int
    cover: tuple[Card, ...]


class View:
    """Shows things in one language to somebody who likes some stickers.

    Args:
        engine: whose packs are shown, as they are now.
        say: the phrases of the language.
        likes: ids of the liked stickers, the oldest first.
    """

    def __init__(self, engine: Engine, say: Phrases, likes: Iterable[str] = ()) -> None:
        self.shelf, self.say = engine.shelf, say
        self._engine = engine
        self._likes = dict.fromkeys(likes)

    def card(self, item: Item, feeling: str = "neutral", why: str = "") -> Card:
        """Return a sticker to look at."""
        both = (item.ko, item.en) if self.say.language == "ko" else (item.en, item.ko)
        path = self.shelf.picture(item)
        return Card(
            id=item.id,
            name=both[0] or both[1] or item.id.partition("/")[2],
            pack=item.group,
            pack_title=self.shelf.packs[item.group].title(self.say.language),
            url=pictures.url(item.id, path),
            file_name=item.id.replace("/", "-") + path.suffix,
            liked=item.id in self._likes,
            feeling=feeling,
            reason=why,
        )

    def answer(self, answer: Answer) -> list[Card]:
        """Return the stickers of an answer, best first."""
        return [
            self.card(
                self.shelf.sticker(s.id),
                s.because.feeling or "neutral",
                self._engine.reason(s, self.say),
            )
            for s in answer.stickers
        ]

    def liked(self) -> list[Card]:
        """Return the liked stickers, the newest first."""
        return [self.card(self.shelf.sticker(one)) for one in reversed(self._likes)]

    def bars(self, reading: Reading) -> list[Bar]:
        """Return all feelings, the strongest first; equal ones in the order of the taxonomy."""
        order = sorted(reading.emotions.items(), key=lambda pair: -pair[1])
        return [Bar(label, self.say(f"feeling.{label}"), round(p * 100)) for label, p in order]

    def info(self, pack: str) -> PackInfo:
        """Return a pack as lists show it."""
        return self._engine.pack(pack)[0]

    def style(self, pack: Pack) -> str:
        """Return how a pack is drawn: our own styles in the visitor's language, others as their pack says."""
        key = f"page.styles.{pack.style}"
        return self.say(key) if key in self.say.keys() else pack.style  # noqa: SIM118 (not a dict)

    def tile(self, info: PackInfo, similarity: float = 0.0) -> Tile:
        """Return a pack as the shelf shows it; `similarity` is a cosine to what was asked for."""
        cover = tuple(self.card(self.shelf.sticker(one)) for one in info.cover)
        return Tile(
            info.pack,
            info.pack.title(self.say.language),
            self.style(info.pack),
            info.n_stickers,
            bool(cover) and all(card.liked for card in cover),
            not info.ours,
            round(100 * max(similarity, 0)),
            cover,
        )

    def tiles(self, infos: Sequence[PackInfo] | Sequence[Similar]) -> list[Tile]:
        """Return packs, or similar packs, as the shelf shows them."""
        return [
            self.tile(one.info, one.similarity) if isinstance(one, Similar) else self.tile(one)
            for one in infos
        ]
