"""Names for interchangeable parts: each maps to "module" or "module:attr", imported only when it is asked for."""

from importlib import import_module
from typing import Any

from gyeol.errors import MissingExtra, UnknownName


class Registry:
    """A lazy name → object table; third parties add to it through the entry point group `gyeol.<kind>`."""

    def __init__(self, kind: str, targets: dict[str, str], *, extra: dict[str, str] | None = None) -> None:
        self.kind = kind
        self._targets = dict(targets)
        self._extra = extra or {}  # name -> the extra that must be installed for it

    def names(self) -> list[str]:
        """Return all known names, sorted, those of third parties included."""
        return sorted(self._all())

    def get(self, name: str) -> Any:
        """Import and return the object of this name.

        Raises:
            UnknownName: no such name; the message offers a near miss.
            MissingExtra: the object needs a package that is not installed.
        """
        target = self._targets.get(name) or self._all().get(name)  # looking for third parties takes 50 ms
        if target is None:
            raise UnknownName(self.kind, name, self._all())
        module, _, attribute = target.partition(":")
        try:
            found = import_module(module)
            return getattr(found, attribute) if attribute else found
        except ModuleNotFoundError as error:
            if name not in self._extra:
                raise
            raise MissingExtra(
                f"{self.kind} '{name}' needs the package '{error.name}', which is not installed; "
                f"run: pip install 'gyeol[{self._extra[name]}]'"
            ) from error

    def _all(self) -> dict[str, str]:
        metadata = import_module("importlib.metadata")
        theirs = {point.name: point.value for point in metadata.entry_points(group=f"gyeol.{self.kind}")}
        return theirs | self._targets
