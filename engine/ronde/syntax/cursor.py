"""A position in a file, and a cursor over what is written there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ronde.model.document import Document, Steps, Tree
from ronde.model.finding import Finding, Place
from ronde.model.types import NotOfType


class CompileError(Exception):
    """A fault found while reading or lowering one fact: ends that fact, not the pass."""

    def __init__(self, code: str, place: Place, about: Mapping[str, object]) -> None:
        super().__init__(code)
        self.finding = Finding(code, place, about)


@dataclass(frozen=True, slots=True)
class Position:
    """Where something is written: a file, and the steps to it. Line and column are found when they are asked for."""

    document: Document
    steps: Steps

    def place(self, *, key: bool = False) -> Place:
        """The place of what is written here, or of its key."""
        return self.document.place(self.steps, key=key)

    def fault(self, code: str, *, key: bool = False, **about: object) -> CompileError:
        """The fault to raise for this place."""
        return CompileError(code, self.place(key=key), about)

    def wrong(self, reason: NotOfType, *, key: bool = False) -> CompileError:
        """The fault to raise where what is written here is not of its type."""
        return CompileError(reason.reason, self.place(key=key), reason.about)


@dataclass(frozen=True, slots=True)
class Cursor(Position):
    """A position, and the tree that stands there."""

    tree: Tree

    def down(self, *steps: str | int) -> Cursor:
        """The part at these steps (None where there is none)."""
        tree: Tree = self.tree
        for step in steps:
            if isinstance(tree, dict):
                tree = tree.get(str(step))
            elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
                tree = tree[step]
            else:
                tree = None
        return Cursor(self.document, (*self.steps, *steps), tree)

    def items(self) -> list[Cursor]:
        """The members of a list."""
        return [self.down(number) for number in range(len(self.tree))] if isinstance(self.tree, list) else []

    def has(self, key: str) -> bool:
        """Whether the mapping here has a key."""
        return isinstance(self.tree, dict) and key in self.tree

    def only(self, *keys: str) -> None:
        """The mapping here has no other keys than these. Errors: CompileError at the first that would go unheeded."""
        for key in self.tree if isinstance(self.tree, dict) else ():
            if key not in keys:
                raise self.down(key).fault("key-idle", key=True, name=key, known=", ".join(keys))
