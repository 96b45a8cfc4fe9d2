"""A part of a file that is read bit by bit."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.syntax.cursor import Cursor


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a file, such as a version or a fact. Each thing in it is read when it is first asked for, once."""

    at: Cursor = field(repr=False)
