"""What happens outside the engine and stops a command: its sentence and its exit code. None of it is a defect."""

from __future__ import annotations

import os

from ronde.cli.console import OutsideEvent
from ronde.signals import INTERRUPTED
from ronde.words import cause, say

WRONG_USE = 2


def outside(error: BaseException, language: str) -> tuple[str, int] | None:
    """What to say of an error that came from outside, and the exit code; None for a defect."""
    if isinstance(error, KeyboardInterrupt):
        return say("stopped", language), INTERRUPTED
    told: str | None = None
    if isinstance(error, OutsideEvent):
        told = say(error.code, language, **error.about)
    elif isinstance(error, MemoryError):
        told = say("memory-full", language)
    elif isinstance(error, RecursionError):
        told = say("too-deep", language)
    elif isinstance(error, UnicodeEncodeError):
        told = say("name-encoding", language, name=error.object, encoding=error.encoding)
    elif isinstance(error, OSError):
        name = error.filename if isinstance(error.filename, str | bytes | os.PathLike) else None
        key = "system-refused" if name is None else "system-refused-file"
        told = say(key, language, name="" if name is None else os.fsdecode(name), reason=cause(error))
    return None if told is None else (told, WRONG_USE)
