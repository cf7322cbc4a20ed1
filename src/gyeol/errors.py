"""Every error that gyeol raises on purpose; one place turns them into exit codes, one into HTTP answers."""

from collections.abc import Iterable
from difflib import get_close_matches


class GyeolError(Exception):
    """Base of all errors whose message is written for the person who caused them.

    A message is one sentence that says the rule, the value met and the next step.
    """

    exit_code = 1
    http_status = 400


class UnknownName(GyeolError):
    """A name that is not among the known ones; the message offers near misses."""

    exit_code = 2
    http_status = 404

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = get_close_matches(name, names, n=1, cutoff=0.5)
        hint = f"; did you mean '{near[0]}'?" if near else "."
        shown = ", ".join(names[:24]) + (f" and {len(names) - 24} more" if len(names) > 24 else "")
        super().__init__(f"unknown {kind} '{name[:80]}'{hint} Known: {shown or 'none yet'}.")
        self.kind, self.name, self.known = kind, name, names


class BadText(GyeolError):
    """A text that cannot be read: empty, or larger than the stated limit."""

    exit_code = 2
    http_status = 422


class BadData(GyeolError):
    """A file that a user brought does not have the form that its reader expects."""

    exit_code = 3
    http_status = 422


class BadArtifact(GyeolError):
    """A trained folder is incomplete, altered, of another kind, or of a newer format."""

    exit_code = 4
    http_status = 500


class BadSetting(GyeolError):
    """A setting that is unknown or out of range."""

    exit_code = 2
    http_status = 500


class BadRequest(GyeolError):
    """A well-formed request that asks for something impossible, as a rating of 6."""

    exit_code = 2
    http_status = 422


class NotThere(BadRequest):
    """What was named by its number is not there, or no longer."""

    http_status = 404


class AlreadyThere(GyeolError):
    """Something of this name exists and would have been overwritten."""

    exit_code = 5
    http_status = 409


class StoreError(GyeolError):
    """The store cannot be opened or is newer than this version of gyeol."""

    exit_code = 6
    http_status = 500


class MissingExtra(GyeolError):
    """An optional part is not installed; the message names the command that installs it."""

    exit_code = 7
    http_status = 501


class Busy(GyeolError):
    """A limited resource is taken: a port, or a full queue."""

    exit_code = 8
    http_status = 429


class Refused(GyeolError):
    """A result that falls short of what was asked of it, as labels that people do not agree with."""

    exit_code = 9
    http_status = 422


class RemoteError(GyeolError):
    """A service on the network does not answer, or not as its protocol says."""

    exit_code = 10
    http_status = 502


class Conflict(GyeolError):
    """Something was changed elsewhere since it was read, as in another tab; nothing was overwritten."""

    exit_code = 11
    http_status = 409


class Locked(GyeolError):
    """What was asked for is encrypted, and this process does not have the key."""

    exit_code = 12
    http_status = 423


class WrongPassphrase(GyeolError):
    """A passphrase does not open the lock."""

    exit_code = 13
    http_status = 403


class TooSoon(Busy):
    """After wrong passphrases the next try has to wait, `wait_s` seconds from now."""

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class CannotWrite(GyeolError):
    """What should be kept cannot be written: the disk is full, or the folder belongs to somebody else."""

    exit_code = 14
    http_status = 507
