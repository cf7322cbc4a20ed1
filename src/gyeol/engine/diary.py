"""The diary: read a day, keep entries, find, change, delete, export and import them."""

from gyeol.engine.diary_answers import DiaryReading
from gyeol.engine.diary_reader import Read, Summarise, read_day
from gyeol.settings import Settings


class Diary:
    """Reads days and keeps them.

    Args:
        read: reads the feelings in texts, as `Engine.emotions`.
        settings: which splitter and whose help lines.
    """

    def __init__(self, read: Read, settings: Settings) -> None:
        self._read, self._settings = read, settings

    def read(self, text: str, *, way: str = "sentences", summarise: Summarise | None = None) -> DiaryReading:
        """Read a day sentence by sentence; nothing is kept.

        Args:
            text: up to `text.MAX_CHARS` characters; it is never altered, and offsets count in it.
            way: "sentences" weighs them by confidence and length (`gyeol.diary.day.weighted`), "reference" adds
                softmaxes as R5.3 does, "textrank" reads an extract, "summary" a summary.
            summarise: writes the summary for the way "summary".

        Raises:
            BadText: the text is empty, too long, or of too many sentences.
            UnknownName: no such way.
            BadRequest: the way "summary" without `summarise`.
            MissingExtra: the splitter of the settings is not installed.
        """
        return read_day(
            text,
            self._read,
            way=way,
            splitter=self._settings.splitter,
            country=self._settings.country,
            summarise=summarise,
        )
