"""Reads the feeling in a Korean or English text and answers with something that fits."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gyeol.engine import Answer, Engine, Reading, Suggestion
    from gyeol.errors import GyeolError

__all__ = ["Answer", "Engine", "GyeolError", "Reading", "Suggestion", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the engine only when it is asked for, so that `import gyeol.errors` stays cheap."""
    if name not in __all__:
        raise AttributeError(f"module 'gyeol' has no attribute '{name}'")
    return getattr(import_module("gyeol.errors" if name == "GyeolError" else "gyeol.engine"), name)
