"""Everything that the product can do: the CLI and the web call this and nothing else."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from gyeol.artifact import Artifact
from gyeol.catalog import Item
from gyeol.classify.why import Carrier
from gyeol.engine import intake, reader
from gyeol.engine.answers import Answer, Because, PackInfo, Reading, Similar, Suggestion
from gyeol.engine.parts import Parts
from gyeol.engine.reasons import reason
from gyeol.engine.workshop import Progress
from gyeol.phrases import Phrases
from gyeol.recommend.vote import Tally
from gyeol.stickers.library import Report

__all__ = ["Answer", "Because", "Carrier", "Engine", "PackInfo", "Reading", "Similar", "Suggestion"]


class Engine(Parts):
    """One loaded gyeol: its models, its packs and its store. Safe to share between threads.

    Every part is loaded when it is first needed, so that reading emotions never opens the store; `warm` loads all
    of them at once, as a server should.
    """

    def warm(self, progress: Progress | None = None) -> None:
        """Load every model, all packs and songs, and the store; what an older encoder filled is filled again."""
        self.refresh_packs(progress)
        self.stickers("gyeol", profile=None)
        self.songs.for_text("gyeol", profile=None)
        self.store.profiles()

    # --- reading ---------------------------------------------------------------------------------------------

    def emotions(self, texts: Sequence[str], scheme_name: str | None = None) -> list[Reading]:
        """Read the feelings in each text.

        Args:
            texts: Korean or English, each up to `text.MAX_CHARS` characters.
            scheme_name: group the twelve labels into those of a scheme, as "kakao6"; None keeps the twelve.

        Raises:
            BadText: a text is empty or too long.
            UnknownName: no such scheme.
        """
        return reader.read(self.trained, texts, scheme_name)

    def why(self, message: str, scheme_name: str | None = None) -> list[Carrier]:
        """Return the words that carried the strongest feeling of a text, in its order; often few, sometimes none.

        Args:
            message: the text.
            scheme_name: as in `emotions`; the strongest is then one of its groups.

        Raises:
            BadText: the text is empty or too long.
            UnknownName: no such scheme.
        """
        return reader.why(self.trained, message, scheme_name)

    def stickers(
        self,
        message: str,
        *,
        like: Iterable[str] = (),
        profile: str | None = "me",
        n: int = 6,
        record: bool = True,
    ) -> Answer:
        """Return the n stickers that fit the feeling, the meaning and the style that the user likes.

        The same message, taste and packs always give the same list; in a crisis there are none, but help.

        Args:
            message: the text.
            like: ids of stickers or names of packs whose style is wanted, beside those that the profile likes.
            profile: whose likes count and under whom the answer is recorded; None: nobody's, and it is not.
            n: at most `chat.MAX_STICKERS`.
            record: False while somebody is still typing: the profile's likes count, but nothing is recorded.

        Raises:
            BadText: the message is empty or too long.
            BadRequest: n is out of range.
            UnknownName: a like is neither a sticker nor a pack.
        """
        return self.chat.stickers(message, like=like, profile=profile, n=n, record=record)

    def reason(self, suggestion: Suggestion, words: Phrases) -> str:
        """Return in a sentence why a sticker was chosen, in the language of `words`."""
        because = suggestion.because
        like = self.shelf.packs.get(because.like or "")
        return reason(
            words,
            feeling=because.feeling,
            concept=self.concepts.title(because.concept, words.language) if because.concept else None,
            like=like.title(words.language) if like else None,
            own=because.like == suggestion.pack,
        )

    # --- packs -----------------------------------------------------------------------------------------------

    def packs(self) -> list[PackInfo]:
        """Return all packs, ours first."""
        return self.library.all()

    def find_packs(self, words: str) -> list[PackInfo]:
        """Return the packs that a search finds: titles first, then those with most fitting stickers on their cover."""
        return self.library.find(words)

    def pack(self, name: str) -> tuple[PackInfo, list[Item]]:
        """Return a pack and its stickers; raise `UnknownName` with a near miss."""
        return self.library.pack(name)

    def picture(self, sticker_id: str) -> Path:
        """Return the path of a sticker's picture; raise `UnknownName`."""
        shelf = self.shelf
        return shelf.picture(shelf.sticker(sticker_id))

    def import_packs(
        self, path: Path, *, replace: bool = False, progress: Progress | None = None
    ) -> list[Report]:
        """Read every pack in a folder or file into the user's packs; each one wholly or not at all.

        Raises:
            BadData: the file is of no known form, or holds no usable picture.
            AlreadyThere: a single pack of this name exists and `replace` is False. Where the file holds several,
                those that exist are reported as skipped and the rest is imported.
        """
        return self.library.import_path(path, replace=replace, progress=progress)

    def take_packs(self, path: Path, *, replace: bool = False) -> list[Report]:
        """Import what a stranger may have sent: as `import_packs`, in a process of its own with limits."""
        return intake.take(self.home / "packs", path, replace=replace)

    def add_iconify(
        self, name: str, *, replace: bool = False, progress: Progress | None = None
    ) -> list[Report]:
        """Fetch an Iconify set with npm and import it; the only call here that opens a connection."""
        return self.library.add_iconify(name, replace=replace, progress=progress)

    def draw_pack(
        self,
        style: str,
        *,
        seed: int,
        count: int,
        name: str | None = None,
        replace: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Draw a new pack with the emoji maker and add it to the user's packs; a seed gives the same pack again."""
        return self.library.draw(style, seed=seed, count=count, name=name, replace=replace, progress=progress)

    def remove_pack(self, name: str) -> None:
        """Delete one of the user's packs; raise `BadRequest` for one that came with gyeol."""
        self.library.remove(name)

    def refresh_packs(self, progress: Progress | None = None) -> int:
        """Encode again every user's pack that an older encoder filled; return how many there were."""
        return self.library.refresh(progress)

    def similar(self, pack: str, n: int = 5) -> list[Similar]:
        """Return the n packs whose style is nearest to that of a pack, itself left out."""
        return self.library.similar(pack, n)

    def vote(
        self,
        like: Sequence[str],
        *,
        at_least: int = 3,
        by_use: bool = False,
        by_similarity: bool = False,
        leave_out: Collection[str] = (),
        profile: str = "me",
    ) -> Tally:
        """Let stickers vote for the packs that look like them (R1.3); see `gyeol.recommend.vote.vote`.

        Args:
            like: ids of stickers.
            at_least: how many packs to choose; ties may make them more.
            by_use: what the profile sends more often has more votes.
            by_similarity: a nearer pack gets more of a vote.
            leave_out: packs that cannot be voted for, as the stickers' own.
            profile: whose uses count.
        """
        uses = self.store.uses(profile) if by_use else None
        return self.library.vote(
            like, at_least=at_least, uses=uses, by_similarity=by_similarity, leave_out=leave_out
        )

    # --- what a profile likes --------------------------------------------------------------------------------

    def likes(self, profile: str = "me") -> list[str]:
        """Return the ids of the liked stickers that are still at hand, the oldest first."""
        return self.taste.likes(profile)

    def like(self, name: str, profile: str = "me") -> None:
        """Remember that a profile likes a sticker, or the cover stickers of a pack; raise `UnknownName`."""
        self.taste.like(name, profile)

    def unlike(self, name: str, profile: str = "me") -> None:
        """Forget the like of a sticker or every like of a pack; forgetting what was not liked changes nothing."""
        self.taste.unlike(name, profile)

    def use(self, sticker_id: str, profile: str = "me") -> None:
        """Count that a sticker was sent: what is sent more weighs more; raise `UnknownName`."""
        self.taste.use(sticker_id, profile)

    def rate(self, query: int, sticker_id: str, value: int) -> None:
        """Rate what a recorded answer showed from 1 to 5; stickers so move the taste; raise `BadRequest` otherwise."""
        self.chat.rate(query, sticker_id, value)

    def more(self, query: int, n: int = 6) -> Answer:
        """Answer the message of a recorded answer again, moved by every rating since (`recommend.refine`).

        What was rated below 3 does not come back in this line of answers. The reading has no text: none is kept.

        Raises:
            BadRequest: there is no such answer, it was none of stickers, or an upgrade changed the spaces.
        """
        return self.chat.more(query, n=n)

    # --- models ----------------------------------------------------------------------------------------------

    def models(self) -> list[Artifact]:
        """Return the artefacts in use."""
        return self.trained.all()

    def model(self, name: str) -> Artifact:
        """Return an artefact in use by its kind or name; raise `UnknownName`."""
        return self.trained.named(name)
