"""A file once parsed: its plain tree and the position of everything in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from ronde.model.locations import Location, SourceLocation

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | int | float | bool | None"
Steps: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file's tree, the position of every value in it, and the digest of its meaning.

    `marks` maps a pointer (`/facts/age/type`) to where its key stands, then its value: the line and the column at which
    it begins, and those after its last character, all from 1. Of a block of lines it is the first key or item.
    `digest` is the SHA-256 of the tree as canonical JSON (RFC 8785): comments and spacing do not change it. `written`
    is that of the file's bytes; empty if it comes from no file.
    """

    file: str
    tree: Tree
    marks: dict[str, list[int]]
    digest: str
    written: str = ""

    def location(self, steps: Steps = (), *, key: bool = False) -> Location:
        """Where the value at these steps stands (or its key); where it is missing, the nearest that holds it."""
        for length in range(len(steps), 0, -1):
            mark = self.marks.get(pointer(steps[:length]))
            if mark:
                return SourceLocation(self.file, *(mark[:4] if key else mark[4:]))
        return SourceLocation(self.file, 1, 1)


def pointer(steps: Iterable[str | int]) -> str:
    """The text that names these steps in `Document.marks`."""
    return "".join(f"/{escaped(step)}" for step in steps)


def escaped(step: str | int) -> str:
    """One step as a pointer writes it (RFC 6901), so that a slash in a key is not taken for a step."""
    return step.replace("~", "~0").replace("/", "~1") if isinstance(step, str) else str(step)
