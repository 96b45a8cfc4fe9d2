"""What makes a run the same as an earlier one, what answers say of how they were made, and what failed writing says."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import orjson

from ronde import __version__
from ronde.batch.files.beside import about_cautions
from ronde.columns.query import Query
from ronde.evaluate.carried import Carried
from ronde.messages import cause
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.history import History
from ronde.model.locations import SourceLocation

ENDS = 1024 * 1024
"""Bytes at the beginning and at the end of a file by which it is known again."""

FULL = {errno.ENOSPC, errno.EDQUOT}
"""What the system says where no space is left."""


def identity(path: Path) -> str:
    """What tells a file from any other, and from itself once it was changed: size, time of change, both ends."""
    about = path.stat()
    digest = hashlib.sha256(f"{about.st_size} {about.st_mtime_ns}".encode())
    with path.open("rb") as file:
        digest.update(file.read(ENDS))
        file.seek(max(0, about.st_size - ENDS))
        digest.update(file.read(ENDS))
    return digest.hexdigest()


def key(question: Query, history: History, source: Path, part_rows: int) -> dict[str, str]:
    """Everything that the parts of a run rest on."""
    return {
        "input": identity(source),
        "question": orjson.dumps(asdict(question)).decode(),
        "rules": history.digest,
        "program": f"{__version__} {part_rows}",
    }


def about_answers(question: Query, history: History, cautions: Mapping[str, Carried]) -> dict[str, str]:
    """What an answers' file says of itself: the rules, the question, the program, what its rows carry."""
    return {
        "ronde.rules": history.digest,
        "ronde.question": orjson.dumps(asdict(question)).decode(),
        "ronde.version": __version__,
        **about_cautions(history, cautions),
    }


def unwritten(out: Path, error: OSError, kept: int) -> ValidationError:
    """What is said where writing failed, and how many rows are kept for the next run."""
    if error.errno in FULL:
        return refuse("write-full", SourceLocation(str(out)), rows=kept)
    return refuse("write-failed", SourceLocation(str(out)), reason=cause(error), rows=kept)
