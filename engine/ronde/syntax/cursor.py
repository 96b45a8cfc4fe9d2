"""A cursor over what a file says: where it stands, and what is written there, by its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.model.document import Document, Tree
from ronde.syntax.position import Position
from ronde.syntax.texts import Localised, localised


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

    def entries(self) -> Iterator[tuple[str, Cursor]]:
        """The members of a mapping, by key."""
        for key in self.tree if isinstance(self.tree, dict) else ():
            yield key, self.down(key)

    def text(self, key: str) -> str | None:
        """The single value under a key as text; None if there is none."""
        tree = self.tree.get(key) if isinstance(self.tree, dict) else None
        return None if tree is None else str(tree)

    def texts(self, key: str) -> Localised | None:
        """The text for people under a key, if there is one."""
        return localised(self.tree.get(key), self.down(key)) if isinstance(self.tree, dict) else None


def whole(document: Document) -> Cursor:
    """All that a file says."""
    return Cursor(document, (), document.tree)
