"""What is said of a candidate in a file: facts by name, nested or with dots; and what is said over it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ronde.model.document import Document, Steps, Tree, pointer
from ronde.model.locations import Location
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal


@dataclass(frozen=True, slots=True)
class ProfileSyntax:
    """What is said of a candidate. `origins` says by pointer where each part that was put in place stands in the
    file."""

    document: Document = field(compare=False, repr=False)
    tree: Mapping[str, Tree]
    origins: Mapping[str, Steps] = field(compare=False, repr=False)

    def over(self, other: ProfileSyntax) -> ProfileSyntax:
        """What is said here, put over what is said elsewhere in the same file: a fact takes the place of the same fact,
        however its name is written; facts of a group join those of the group; a list takes the place of a list."""
        own = dict(_leaves(self.tree))
        origins: dict[str, Steps] = {"": self.origins.get("", other.origin(()))}
        below = _pruned(other, frozenset(_dotted(steps) for steps, value in own.items() if value != {}), origins)
        for steps, value in own.items():
            _put(below, steps, value)
            origins[pointer(steps)] = self.origin(steps)
        return ProfileSyntax(self.document, below, origins)

    def origin(self, steps: Steps) -> Steps:
        """The steps in the file to what stands at these steps."""
        return _origin(self.origins, steps)

    def values(self) -> Iterator[tuple[str, Literal]]:
        """Every single value, by the name that people give it: `partner.age`, `work[0].paid`."""
        return _values(self.tree, "", (), self)

    def position(self, steps: Steps) -> Position:
        """Where in the file what stands at these steps is written."""
        return Position(self.document, self.origin(steps))

    def as_document(self) -> Document:
        """What is said as a document of its own, whose places are those in the file."""
        return _PutTogether(self.document.file, dict(self.tree), self.document.marks, "", "", self.origins)


@dataclass(frozen=True, slots=True)
class _PutTogether(Document):
    """A document put together of parts of a file."""

    origins: Mapping[str, Steps] = field(default_factory=dict)

    def location(self, steps: Steps = (), *, key: bool = False) -> Location:
        return Document.location(self, _origin(self.origins, steps), key=key)


def profile_syntax(at: Cursor) -> ProfileSyntax:
    """What is said of a candidate here; nothing, if there is no mapping."""
    return ProfileSyntax(at.document, at.tree if isinstance(at.tree, dict) else {}, {"": at.steps})


def _origin(origins: Mapping[str, Steps], steps: Steps) -> Steps:
    """Where in a file the nearest part that was put in place stands, and the steps from there."""
    for length in range(len(steps), -1, -1):
        found = origins.get(pointer(steps[:length]))
        if found is not None:
            return (*found, *steps[length:])
    return steps


def _values(
    tree: Mapping[str, Tree], before: str, steps: Steps, profile: ProfileSyntax
) -> Iterator[tuple[str, Literal]]:
    for key, value in tree.items():
        name, here = f"{before}{key}", (*steps, key)
        if isinstance(value, dict):
            yield from _values(value, f"{name}.", here, profile)
        elif isinstance(value, list):
            for number, each in enumerate(value):
                if isinstance(each, dict):
                    yield from _values(each, f"{name}[{number}].", (*here, number), profile)
        else:
            yield name, Literal(value, profile.position(here))


def _dotted(steps: Steps) -> str:
    return ".".join(map(str, steps))


def _leaves(tree: Mapping[str, Tree], before: Steps = ()) -> Iterator[tuple[Steps, Tree]]:
    """What stands in nested groups, by the keys that lead there: values, lists, and groups without anything."""
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*before, key))
        else:
            yield (*before, key), value


def _pruned(profile: ProfileSyntax, names: frozenset[str], origins: dict[str, Steps]) -> dict[str, Tree]:
    """What is said of a candidate but for some facts and what is below them; where the rest stands is noted."""
    kept: dict[str, Tree] = {}
    for steps, value in _leaves(profile.tree):
        dotted = _dotted(steps)
        if not any(dotted == name or dotted.startswith(f"{name}.") for name in names):
            _put(kept, steps, value)
            origins[pointer(steps)] = profile.origin(steps)
    return kept


def _put(tree: dict[str, Tree], steps: Steps, value: Tree) -> None:
    """Put a value in its group; what is no group there makes place for one."""
    *groups, last = steps
    for key in groups:
        below = tree.get(str(key))
        if not isinstance(below, dict):
            below = tree[str(key)] = {}
        tree = below
    if value != {} or not isinstance(tree.get(str(last)), dict):
        tree[str(last)] = value
