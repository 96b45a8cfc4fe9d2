"""What people are told of native code: that it is not installed, or could not be made. Answers are the same without."""

from __future__ import annotations

MISSING, FAILED = "native-missing", "native-failed"
"""Keys of the catalogue of sentences."""

_NOTED: dict[str, None] = {}


def note(key: str) -> None:
    """Note that something is so."""
    _NOTED[key] = None


def noted() -> list[str]:
    """What was noted since this was last asked, each once."""
    found = [*_NOTED]
    _NOTED.clear()
    return found
