"""Rows that were sent and are in no file: for their reader what a path is, and nothing of them is written to a disk."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias


class Size(NamedTuple):
    """What a reader asks of the state of a file."""

    st_size: int


@dataclass(frozen=True, slots=True)
class Received:
    """The bytes that were sent, and by what name diagnostics speak of them."""

    name: str
    content: bytes

    def __str__(self) -> str:
        return self.name

    def open(self, mode: str) -> io.BytesIO:
        """The bytes from their beginning; `mode` is that of reading, as with a path."""
        return io.BytesIO(self.content)

    def stat(self) -> Size:
        """How many bytes they are."""
        return Size(len(self.content))


Origin: TypeAlias = Path | Received
"""Where rows come from: a file, or what was sent."""
