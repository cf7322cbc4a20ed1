"""Answer a message with stickers."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from gyeol import safety, text
from gyeol.emotion import PRODUCT
from gyeol.engine.answers import Answer, Reading, Suggestion
from gyeol.engine.choose import choose, mean_style, weigh
from gyeol.engine.models import Models
from gyeol.engine.reader import read
from gyeol.engine.shelf import Shelf
from gyeol.errors import BadRequest
from gyeol.recommend import Query
from gyeol.store import Asked, Shown

if TYPE_CHECKING:
    from gyeol.store import Store

MAX_STICKERS = 100


class Chat:
    """Chooses stickers for messages.

    Args:
        trained: read the message.
        store: returns the store, which is opened when it is first needed.
        shelf: returns all packs at hand.
        country: whose help lines to show; see `gyeol.safety.check`.
    """

    def __init__(
        self, trained: Models, store: Callable[[], "Store"], shelf: Callable[[], Shelf], country: str
    ) -> None:
        self._trained, self._store, self._shelf, self._country = trained, store, shelf, country

    def stickers(
        self, message: str, *, like: Iterable[str], profile: str | None, n: int, record: bool
    ) -> Answer:
        """Return the n stickers that fit a message best; see `Engine.stickers`."""
        if not 1 <= n <= MAX_STICKERS:
            raise BadRequest(f"n must be between 1 and {MAX_STICKERS}, not {n}.")
        reading = read(self._trained, [message])[0]
        shelf = self._shelf()
        mine = (
            (self._store().likes(profile), self._store().uses(profile)) if profile is not None else ((), {})
        )
        liked = weigh(shelf, like, *mine)
        concepts = self._trained.concepts
        query = Query(
            {
                "emotion": PRODUCT.vector(dict(reading.emotions)),
                "meaning": concepts.encode([text.normalise(text.check(message))])[0],
                "style": mean_style(shelf, liked),
            }
        )
        chosen = choose(shelf, query, liked, n, concepts.names)
        number = None
        if profile is not None and record:
            number = self._record(profile, reading, query, shelf.revision, chosen)
        return Answer(reading, safety.check(message, self._country), chosen, number)

    def _record(
        self, profile: str, reading: Reading, query: Query, catalogue: str, chosen: Iterable[Suggestion]
    ) -> int:
        asked = Asked(
            kind="stickers",
            language=reading.language,
            emotions=reading.emotions,
            vectors=query.vectors,
            model=reading.model,
            catalogue=catalogue,
        )
        return self._store().record(profile, asked, [Shown(s.id, s.score, s.why) for s in chosen])
