"""The files that the engine itself is made of, for whoever keeps what it found: other code may find something else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ronde.read import standards

PACKAGE = Path(__file__).resolve().parent.parent


def code_of(rooms: Iterable[str] = ("",)) -> list[tuple[str, bytes]]:
    """The files of some rooms (by default of all) by their paths in the package, and those of the standards that lists
    follow, with their content, in the order of their names."""
    files = [path for room in rooms for path in (PACKAGE / room).rglob("*.py")]
    named = [(path.relative_to(PACKAGE).as_posix(), path) for path in files]
    named += [(path.name, path) for path in standards.files()]
    return [(name, path.read_bytes()) for name, path in sorted(named)]
