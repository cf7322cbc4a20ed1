"""Answer a message with stickers, and again after every "more like this" and "less like that"."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from gyeol import safety, text
from gyeol import store as stores
from gyeol.catalog import Array, unit
from gyeol.emotion import PRODUCT
from gyeol.engine.answers import Answer, Reading, Suggestion
from gyeol.engine.choose import choose
from gyeol.engine.models import Models
from gyeol.engine.reader import read
from gyeol.engine.shelf import Shelf
from gyeol.engine.taste import Taste, style, wished
from gyeol.errors import BadRequest, Locked
from gyeol.recommend import Query, refine
from gyeol.store import Asked, Shown

if TYPE_CHECKING:
    from gyeol.store import Store

KIND = "stickers"
MAX_STICKERS = 100


class Chat:
    """Chooses stickers for messages.

    Args:
        trained: read the message.
        store: returns the store, which is opened when it is first needed.
        shelf: returns all packs at hand.
        taste: what the profiles like.
        country: whose help lines to show; see `gyeol.safety.check`.
        seen: told each message that was answered for good, to measure how its reading went.
    """

    def __init__(
        self,
        trained: Models,
        store: Callable[[], "Store"],
        shelf: Callable[[], Shelf],
        taste: Taste,
        country: str,
        seen: Callable[[str, str], None] = lambda message, profile: None,
    ) -> None:
        self._seen = seen
        self._trained, self._store, self._shelf = trained, store, shelf
        self._taste, self._country = taste, country

    def stickers(
        self,
        message: str,
        *,
        like: Iterable[str] = (),
        profile: str | None,
        n: int,
        record: bool = True,
        after: int | None = None,
    ) -> Answer:
        """Return the n stickers that fit a message best; see `Engine.stickers`.

        Args:
            message, like, profile, n, record: as there.
            after: a recorded answer that this one continues; what was rated below 3 in its line stays away.
        """
        _check(n)
        reading = read(self._trained, [message])[0]
        help_first = safety.check(message, self._country)
        if help_first is not None and help_first.level == "crisis":
            return Answer(reading, help_first, (), None)
        shelf = self._shelf()
        weights = wished(shelf, like, self._taste.weights(profile) if profile is not None else {})
        query = Query(
            {
                "emotion": PRODUCT.vector(dict(reading.emotions)),
                "meaning": self._trained.concepts.encode([text.normalise(text.check(message))])[0],
                "style": style(shelf, weights),
            },
            self._disliked(after),
        )
        chosen = self._choose(shelf, query, weights, n)
        number = None
        if profile is not None and record:
            asked = Asked(
                kind=KIND,
                language=reading.language,
                emotions=reading.emotions,
                vectors=query.vectors,
                model=reading.model,
                catalogue=shelf.revision,
                parent=after,
            )
            number = self._record(profile, asked, chosen)
            self._seen(message, profile)
        return Answer(reading, help_first, chosen, number)

    def rate(self, query: int, sticker_id: str, value: int) -> None:
        """Keep a rating from 1 to 5 of a sticker that was shown, and let the taste of who asked lean by it."""
        store = self._store()
        profile, kind = stores.leanings.owner(store, query), stores.leanings.kind(store, query)
        store.rate(query, sticker_id, value)
        if profile is not None and kind == KIND and sticker_id in self._shelf().catalog.row:
            self._taste.lean(sticker_id, profile, (value - 3) / 2)

    def more(self, query: int, *, n: int) -> Answer:
        """Return n stickers for the same message again, moved by all ratings of its line; see `Engine.more`."""
        _check(n)
        store, shelf = self._store(), self._shelf()
        line = stores.lines.family(store, query)
        first = store.asked(line[0] if line else query)
        profile = stores.leanings.owner(store, query)
        if first.kind != KIND or profile is None or not _fits(first.vectors, shelf):
            raise BadRequest(f"request {query} was not answered with stickers of now; ask again.")
        ratings = {sticker: float(value) for sticker, value in stores.lines.ratings_in(store, line).items()}
        weights = self._taste.weights(profile)
        start = {**first.vectors, "style": unit(first.vectors["style"]) + unit(style(shelf, weights))}
        moved = refine(Query(start, self._disliked(query)), shelf.catalog, ratings)
        chosen = self._choose(shelf, moved, weights, n)
        again = replace(first, vectors=moved.vectors, catalogue=shelf.revision, parent=query)
        reading = Reading(
            "",
            first.language,
            max(first.emotions, key=lambda one: first.emotions[one]),
            first.emotions,
            first.model,
        )
        return Answer(reading, None, chosen, self._record(profile, again, chosen))

    def nudge(
        self, message: str, sticker_id: str, value: int, *, query: int | None, profile: str, n: int
    ) -> Answer:
        """Rate a sticker of the answer to a message from 1 to 5 and answer it again.

        Args:
            message: as it is now; it may have changed since the answer.
            sticker_id: what is rated; one that the answer did not show only moves the taste.
            value: 1 to 5.
            query: the recorded answer, or None if it was not (while somebody types).
            profile: who asks.
            n: how many stickers.
        """
        answer = self.stickers(message, profile=profile, n=n, record=False)
        if not answer.stickers:
            return answer
        query = self._line(answer.reading, query, profile)
        if query is None:
            query = self.stickers(message, profile=profile, n=n).query
        if query is None:  # the lock is shut
            self._taste.lean(sticker_id, profile, (value - 3) / 2)
            return self.stickers(message, profile=profile, n=n, record=False)
        if sticker_id in {shown.item for shown in self._store().shown(query)}:
            self.rate(query, sticker_id, value)
        else:
            self._taste.lean(sticker_id, profile, (value - 3) / 2)
        return replace(self.more(query, n=n), reading=answer.reading, help=answer.help)

    def line(self, message: str, query: int | None, profile: str) -> int | None:
        """Return a query if it is a profile's recorded answer to this message, else None."""
        return self._line(read(self._trained, [message])[0], query, profile)

    def _line(self, reading: Reading, query: int | None, profile: str) -> int | None:
        if query is None or stores.leanings.owner(self._store(), query) != profile:
            return None
        try:
            asked = self._store().asked(query)
        except Locked:
            return None
        same = (asked.emotions, asked.model) == (
            reading.emotions,
            reading.model,
        )  # no text was kept to compare
        return query if same else None

    def _disliked(self, query: int | None) -> frozenset[str]:
        if query is None:
            return frozenset()
        store = self._store()
        ratings = stores.lines.ratings_in(store, stores.lines.family(store, query))
        return frozenset(sticker for sticker, value in ratings.items() if value < 3)

    def _choose(
        self, shelf: Shelf, query: Query, weights: Mapping[str, float], n: int
    ) -> tuple[Suggestion, ...]:
        liked = {shelf.catalog.row[sticker]: weight for sticker, weight in weights.items() if weight > 0}
        return choose(shelf, query, liked, n, self._trained.concepts.names)

    def _record(self, profile: str, asked: Asked, chosen: Iterable[Suggestion]) -> int | None:
        """Keep what was asked and shown, and return its number; behind a shut lock nothing is kept, and it is None."""
        try:
            return self._store().record(profile, asked, [Shown(s.id, s.score, s.why) for s in chosen])
        except Locked:
            return None


def _check(n: int) -> None:
    if not 1 <= n <= MAX_STICKERS:
        raise BadRequest(f"n must be between 1 and {MAX_STICKERS}, not {n}.")


def _fits(vectors: Mapping[str, Array], shelf: Shelf) -> bool:
    """Return whether a recorded query stands in the spaces of now; an upgrade may have changed them."""
    return all(vectors[space].shape == rows.shape[1:] for space, rows in shelf.catalog.spaces.items())
