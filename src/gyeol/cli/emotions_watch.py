"""`gyeol emotions --watch`: feelings and flags of a live stream, for a moderator."""

from collections.abc import Iterable
from dataclasses import asdict

from gyeol.cli.console import emit, note, words
from gyeol.emotion import PRODUCT, scheme
from gyeol.engine import Engine
from gyeol.errors import BadText


def watched(texts: Iterable[tuple[str, str]], scheme_name: str | None, *, as_json: bool) -> bool:
    """Print the feeling and the flag of each text as it arrives, until the stream or the user ends it.

    Args:
        texts: (where from, text).
        scheme_name: group the feelings as this scheme does.
        as_json: one JSON object a line.

    Returns:
        Whether a text was refused.
    """
    n = flagged = refused = 0
    note(words()("hostile.watching"))
    with Engine.open() as engine:
        try:
            for where, text in texts:
                try:
                    flagged += _one(engine, text, scheme_name, as_json=as_json)
                    n += 1
                except BadText as error:
                    note(f"{where}: {error}")
                    refused += 1
        except KeyboardInterrupt:
            pass  # the usual way to end
    note(words()("hostile.seen", n=n, flagged=flagged))
    return refused > 0


def _one(engine: Engine, text: str, scheme_name: str | None, *, as_json: bool) -> bool:
    [reading], [found] = engine.emotions([text], scheme_name), engine.watch.hostile([text])
    if as_json:
        hostile = {key: value for key, value in asdict(found).items() if key != "text"}
        emit(asdict(reading) | {"hostile": hostile})
        return found.flagged
    titles = scheme(scheme_name) if scheme_name else PRODUCT
    feeling = titles.title(reading.top, words().language)
    mark = "!" if found.flagged else " "
    print(f"{mark} {reading.emotions[reading.top]:4.0%} {feeling}  {text}", flush=True)
    if found.flagged:
        flag = words()("hostile.flag", share=f"{found.share:.0%}")
        print(f"    {flag} {engine.watch.told(found, words())}", flush=True)
    return found.flagged
