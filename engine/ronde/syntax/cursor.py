"""A cursor over what a file says: where it stands, and what is written there, by its form."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ronde.model.document import Document, Tree
from ronde.syntax.position import CompileError, Position
from ronde.syntax.texts import Localised, localised
from ronde.syntax.values import Broken, FactValue, Literal, Name, Value


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

    @property
    def has_keys(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self.tree, dict)

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

    def single(self) -> Literal:
        """The single value that is written here."""
        return Literal(self.tree, self)

    def cells(self) -> dict[str, Literal] | None:
        """The single values in the mapping here, by key; None if it is none."""
        return {key: each.single() for key, each in self.entries()} if isinstance(self.tree, dict) else None

    def says_same(self, other: Cursor, but: Collection[str] = ()) -> bool:
        """Whether the same is written at another place; what stands under some keys may differ."""
        return _without(self.tree, but) == _without(other.tree, but)

    def plain(self) -> dict[str, object]:
        """The mapping here as plain data, for what repeats it to machines."""
        return dict(self.tree) if isinstance(self.tree, dict) else {}

    def choices(self, key: str) -> dict[str, Localised]:
        """The texts of the values under a key, by value."""
        texts = ((value, localised(each.tree, each)) for value, each in self.down(key).entries())
        return {value: text for value, text in texts if text is not None}

    def literal(self, key: str) -> Literal | None:
        """The single value under a key; None if the key is not there."""
        return self.written(key) if self.has(key) else None

    def written(self, key: str) -> Literal:
        """The single value under a key, whether or not there is one."""
        return self.down(key).single()

    def value(self) -> Value:
        """The value that is written here: a literal, or another fact."""
        if not isinstance(self.tree, dict):
            return Literal(self.tree, self)
        try:
            self.only("fact", "times")
            if not isinstance(self.tree.get("fact"), str):
                raise self.fault("operand", key=True)
        except CompileError as fault:
            return Broken(fault.diagnostics, self)
        return FactValue(self.named("fact"), self.literal("times"), self)

    def optional_value(self, key: str) -> Value | None:
        """The value under a key; None if the key is not there."""
        return self.down(key).value() if self.has(key) else None

    def named(self, key: str) -> Name:
        """The name under a key, empty if there is none."""
        return self.name(key) or Name("", self.down(key))

    def name(self, key: str) -> Name | None:
        """The name under a key, if there is one."""
        here = self.down(key)
        return None if here.tree is None else Name(str(here.tree), here)

    def names(self, key: str) -> tuple[Name, ...] | None:
        """The names in the list under a key; None if the key is not there."""
        return tuple(Name(str(each.tree), each) for each in self.down(key).items()) if self.has(key) else None


def _without(tree: Tree, keys: Collection[str]) -> Tree:
    return {key: value for key, value in tree.items() if key not in keys} if keys and isinstance(tree, dict) else tree


def whole(document: Document) -> Cursor:
    """All that a file says."""
    return Cursor(document, (), document.tree)
