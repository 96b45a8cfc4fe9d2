"""The digest of the engine: of the rooms that decide, and of the standards that lists follow."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

ROOMS = ("model", "syntax", "read", "building", "operations", "compile", "inputs", "evaluate")
"""The rooms from files and a profile to a decision; how it is shown is none of them."""


@cache
def engine_digest() -> str:
    """The SHA-256 of the code that decides, in hexadecimal: the same wherever it is installed."""
    package = Path(__file__).resolve().parent.parent
    files = [(path.relative_to(package).as_posix(), path) for room in ROOMS for path in (package / room).rglob("*.py")]
    standards = find_spec("pycountry")
    for place in standards.submodule_search_locations or () if standards else ():
        files.append(("iso3166-1.json", Path(place) / "databases" / "iso3166-1.json"))
    hasher = hashlib.sha256()
    for name, path in sorted(files):
        hasher.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return hasher.hexdigest()
