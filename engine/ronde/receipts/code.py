"""The digest of the engine: of the rooms that decide, and of the standards that lists follow."""

from __future__ import annotations

import hashlib
from functools import cache

from ronde.read.code import code_of

ROOMS = ("model", "syntax", "read", "building", "operations", "compile", "inputs", "evaluate")
"""The rooms from files and a profile to a decision; how it is shown is none of them."""


@cache
def engine_digest() -> str:
    """The SHA-256 of the code that decides, in hexadecimal: the same wherever it is installed."""
    hasher = hashlib.sha256()
    for name, content in code_of(ROOMS):
        hasher.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return hasher.hexdigest()
