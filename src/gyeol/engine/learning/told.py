"""What learning answers, in words: for the command line and the page alike."""

from collections.abc import Mapping

from gyeol.engine.learning.answers import Status, Try
from gyeol.learn.drift import REFERENCE, Watch
from gyeol.learn.measure import Difference
from gyeol.phrases import Phrases


def outcome(tried: Try, say: Phrases) -> str:
    """Return in a sentence what became of a try."""
    return say("learning.promoted", version=tried.version) if tried.promoted else say("learning.refused")


def reasons(tried: Try, say: Phrases) -> list[str]:
    """Return why it was refused, a sentence each."""
    return [say(f"learning.reason.{reason}") for reason in tried.reasons]


def figures(tried: Try, say: Phrases) -> list[str]:
    """Return its figures, a sentence each."""
    found = []
    if tried.right_before is not None and tried.right_after is not None:
        before, after = round(tried.right_before * 100), round(tried.right_after * 100)
        found.append(say("learning.held_out", n=tried.n, before=before, after=after))
    for code, row in tried.frozen.items():
        shown = {name: f"{100 * row[name]:.1f}" for name in ("before", "after")}
        shown |= {name: f"{100 * row[name]:+.1f}" for name in ("low", "high")}
        found.append(
            say("learning.frozen", language=say(f"learning.language.{code}"), n=int(row["n"]), **shown)
        )
    return found


def card(model: str, measured: Mapping[str, Difference], status: Status) -> str:
    """Return the part of a model's card that this machine measured, as Markdown in English as cards are."""
    lines = [
        f"## Measured here: {model}",
        "",
        "| frozen sentences | n | macro-F1 as it ships | now | 95 % of the change |",
    ]
    lines.append("|---|---|---|---|---|")
    lines += [
        f"| {code} | {d.n} | {d.before:.4f} | {d.after:.4f} | {d.low:+.4f} to {d.high:+.4f} |"
        for code, d in measured.items()
    ]
    learnt = f"{status.consented} corrections, {status.fresh} since the last version; {len(status.versions)} versions."
    return "\n".join([*lines, "", learnt]) + "\n"


def drift(found: Watch, say: Phrases) -> str:
    """Return in a sentence whether something has changed."""
    if not found.levels:
        return say("learning.drift.early", n=found.n, least=REFERENCE)
    if found.alarm is None:
        return say("learning.drift.quiet", n=found.n)
    way = "rises" if found.alarm.rises else "falls"
    return say(f"learning.drift.{way}", stream=say(f"learning.stream.{found.alarm.stream}"))
