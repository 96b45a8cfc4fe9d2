"""What happens outside the engine and stops a command: its sentence and its exit code. None of it is a defect."""

from __future__ import annotations

import os

from ronde.cli.console import OutsideEvent
from ronde.messages import LANGUAGES, cause, translate
from ronde.signals import ENDINGS, INTERRUPTED

WRONG_USE = 2


def outside(error: BaseException, language: str) -> tuple[str, int] | None:
    """What to say of an error that came from outside, and the exit code; None for a defect."""
    if isinstance(error, KeyboardInterrupt):
        return ENDINGS["stopped"][LANGUAGES.index(language)], INTERRUPTED
    told: str | None = None
    if isinstance(error, OutsideEvent):
        told = translate(error.code, language, **error.params)
    elif isinstance(error, MemoryError):
        told = translate("memory-full", language)
    elif isinstance(error, RecursionError):
        told = translate("too-deep", language)
    elif isinstance(error, UnicodeEncodeError):
        told = translate("name-encoding", language, name=error.object, encoding=error.encoding)
    elif isinstance(error, OSError):
        name = error.filename if isinstance(error.filename, str | bytes | os.PathLike) else None
        key = "system-refused" if name is None else "system-refused-file"
        told = translate(key, language, name="" if name is None else os.fsdecode(name), reason=cause(error))
    return None if told is None else (told, WRONG_USE)
