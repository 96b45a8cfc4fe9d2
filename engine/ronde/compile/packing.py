"""A plan as plain data and back, for the disk: values of the classes that plans are made of, and nothing that runs.

What is packed is a list of entries, each made of those before it, so that what stands in a plan many times (a type, a
text, a place) is written once, and is one object again when it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from math import isfinite
from typing import Any, TypeAlias

from ronde.model import nodes, payloads
from ronde.model.locations import SourceLocation
from ronde.model.types import Kind, Type

Packed: TypeAlias = "list[list[Any]]"
"""Entries, each a tag and what it holds: a plain value, or the numbers of entries before it. The last is the whole."""

PLAIN, TUPLE, LIST, SET, MAPPING, PLACED, PLAIN_TUPLE, PLAIN_SET, PLAIN_MAPPING = range(9)
"""Tags: a plain value, as JSON writes it; a tuple, list, set or mapping (key, value, key, value ...) of entries; what
says a place; a tuple, set or mapping that holds plain values themselves, which most do."""

CLASSES: tuple[type[Any], ...] = (
    *(
        each
        for module in (nodes, payloads)
        for _, each in sorted(vars(module).items())
        if isinstance(each, type) and is_dataclass(each) and each.__module__ == module.__name__
    ),
    SourceLocation,
    Type,
)
"""What plans are made of. The tag of an object is the number of its class, after the tags above."""

ENUMS: tuple[type[Enum], ...] = (Kind, nodes.Op)
"""Kinds and operations, which are compared by identity. Their tags come after those of the classes."""

_CLASS_TAGS = {each: PLAIN_MAPPING + 1 + number for number, each in enumerate(CLASSES)}
_ENUM_TAGS = {each: PLAIN_MAPPING + 1 + len(CLASSES) + number for number, each in enumerate(ENUMS)}
_CLASSES = {tag: each for each, tag in _CLASS_TAGS.items()}
_ENUMS = {tag: each for each, tag in _ENUM_TAGS.items()}
_PLAIN = frozenset({type(None), bool, int, float, str})
_FIELDS = {each: tuple(field.name for field in fields(each)) for each in CLASSES}


class NotPacked(TypeError):
    """Something in a plan is of no class that is known here."""


def pack(whole: object) -> Packed:
    """An object as entries. Errors: NotPacked."""
    packer = _Packer()
    packer.number(whole)
    return packer.entries


def unpack(entries: Sequence[Sequence[Any]]) -> object:
    """The object of some entries. Errors: AttributeError, IndexError, KeyError, TypeError, ValueError if they
    are not what `pack` made.

    An entry can only name those before it, since the others are not there yet."""
    made: list[Any] = []
    for tag, held in entries:
        if tag in _CLASSES:
            made.append(_CLASSES[tag](*[made[each] for each in held]))
        elif tag in _ENUMS:
            made.append(_ENUMS[tag](held))
        else:
            made.append(_UNPACK[tag](held, made))
    return made[-1]


def _mapping(parts: Sequence[Any]) -> dict[Any, Any]:
    return dict(zip(parts[::2], parts[1::2], strict=True))


_UNPACK: dict[int, Callable[[Any, Sequence[Any]], Any]] = {
    PLAIN: lambda held, made: held,
    TUPLE: lambda held, made: tuple([made[each] for each in held]),
    LIST: lambda held, made: [made[each] for each in held],
    SET: lambda held, made: frozenset([made[each] for each in held]),
    MAPPING: lambda held, made: _mapping([made[each] for each in held]),
    PLACED: lambda held, made: made[held].here,
    PLAIN_TUPLE: lambda held, made: tuple(held),
    PLAIN_SET: lambda held, made: frozenset(held),
    PLAIN_MAPPING: lambda held, made: _mapping(held),
}


def _written(each: object) -> object:
    """A plain value, which JSON can write. Errors: NotPacked for a number that is not finite."""
    if isinstance(each, float) and not isfinite(each):
        raise NotPacked(str(each))
    return each


class _Packer:
    """The entries so far, and where each object stands among them: by identity, and plain values by what they are."""

    def __init__(self) -> None:
        self.entries: Packed = []
        self._numbers: dict[tuple[object, ...], int] = {}
        self._objects: dict[int, tuple[int, object]] = {}

    def number(self, each: object) -> int:
        """The number of an object's entry, which is made if it is not there. Errors: NotPacked."""
        known = self._objects.get(id(each))
        if known is None:
            tag, held = self._entry(each)
            key = (tag, repr(held))
            known = self._objects[id(each)] = (self._numbers.setdefault(key, len(self.entries)), each)
            if known[0] == len(self.entries):
                self.entries.append([tag, held])
        return known[0]

    def _entry(self, each: object) -> tuple[int, Any]:
        if type(each) in _PLAIN:
            return PLAIN, _written(each)
        if type(each) in _CLASS_TAGS:
            return _CLASS_TAGS[type(each)], [self.number(getattr(each, name)) for name in _FIELDS[type(each)]]
        if isinstance(each, tuple):
            return self._members(each, PLAIN_TUPLE, TUPLE)
        if isinstance(each, Enum):
            return _ENUM_TAGS[type(each)], each.value
        if isinstance(each, Mapping):
            return self._members([part for pair in each.items() for part in pair], PLAIN_MAPPING, MAPPING)
        if isinstance(each, list):
            return LIST, [self.number(one) for one in each]
        if isinstance(each, frozenset):
            return self._members(sorted(each), PLAIN_SET, SET)
        if callable(each):
            return PLACED, self.number(each())
        raise NotPacked(type(each).__name__)

    def _members(self, members: Sequence[object], plain: int, other: int) -> tuple[int, list[Any]]:
        """The entry of what holds these: themselves if all are plain, else the numbers of theirs."""
        if _PLAIN.issuperset(map(type, members)):
            return plain, [_written(one) for one in members]
        return other, [self.number(one) for one in members]
