"""Finds the room of each operation by its name. A room that lacks a part does not load.

A part is loaded when it is first asked for: who evaluates one candidate loads no arrays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakKeyDictionary

from ronde import operations
from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Fact, Node
from ronde.model.types import Type, Value
from ronde.operations import records
from ronde.rooms import rooms
from ronde.syntax.cursor import Cursor
from ronde.syntax.facts import FactSyntax
from ronde.syntax.position import CompileError
from ronde.syntax.values import Broken

if TYPE_CHECKING:
    from ronde.operations.arrays import Context, OnRecords, OnRows
    from ronde.operations.instructions import OnPlaces, OnRow
    from ronde.telling.phrases import Phrases

OnValues: TypeAlias = Callable[[Node, Sequence[Value]], Value]
"""The value of a node from the values of its arguments."""

OnValuesOfRecords: TypeAlias = Callable[[Node, Sequence[Sequence[Value]]], Value]
"""The value of a node from its arguments' values, one for each record."""

Form: TypeAlias = Callable[[PlanBuilder, Any, Type | None], int]
"""The node of a definition as its room reads it, of the type that the fact declares, if it does. Errors:
CompileError."""

Words: TypeAlias = "Callable[[Phrases, Any, Fact | None], Iterator[str]]"
"""The lines that say what a fact is by a definition as its room reads it."""

COMPUTED = ("value.py", "column.py")
"""What a room has if it finds values: for one, and for many."""

NATIVE = ("native.py",)
"""What a room may have besides: the same for many, row by row, in native code."""

WRITTEN = ("syntax.py", "form.py", "words.py", "form.json")
"""What a room has if a fact is defined by its name: the class of what is written, what it compiles to, how it is told,
and its part of the schema."""

_RECORDS = rooms(records)
_ROWS = {name: room for name, room in rooms(operations).items() if room.module != records.__name__}

RECORDS = {name: room for name, room in _RECORDS.items() if room.has(COMPUTED)}
"""The room of every operation over a list of records, by name."""

ROWS = {name: room for name, room in _ROWS.items() if room.has(COMPUTED)}
"""The room of every other operation, by name."""

FORMS = {name: room for name, room in {**_ROWS, **_RECORDS}.items() if room.has(WRITTEN)}
"""The room of every way to define a fact but `input`, by its key in a file."""


@cache
def value(name: str) -> OnValues:
    """The value for one of an operation on values."""
    found: OnValues = ROWS[name].part("value", COMPUTED)
    return found


@cache
def value_of_records(name: str) -> OnValuesOfRecords:
    """The value for one of an operation over a list of records."""
    found: OnValuesOfRecords = RECORDS[name].part("value", COMPUTED)
    return found


@cache
def column(name: str) -> Callable[[Context, Node], OnRows]:
    """The column for many of an operation on values."""
    found: Callable[[Context, Node], OnRows] = ROWS[name].part("column", COMPUTED)
    return found


@cache
def column_of_records(name: str) -> Callable[[Context, Node], OnRecords]:
    """The column for many of an operation over a list of records."""
    found: Callable[[Context, Node], OnRecords] = RECORDS[name].part("column", COMPUTED)
    return found


@cache
def has_native(name: str) -> bool:
    """Whether an operation on values can be written in native code."""
    return ROWS[name].has(NATIVE)


@cache
def native(name: str) -> Callable[[Context, Node], OnRow]:
    """What writes an operation on values in native code."""
    found: Callable[[Context, Node], OnRow] = ROWS[name].part("native", (*COMPUTED, *NATIVE))
    return found


@cache
def native_of_records(name: str) -> Callable[[Context, Node], OnPlaces] | None:
    """What writes an operation over a list of records in native code; None if it has no such form."""
    if not RECORDS[name].has(NATIVE):
        return None
    found: Callable[[Context, Node], OnPlaces] = RECORDS[name].part("native", (*COMPUTED, *NATIVE))
    return found


@cache
def syntax(name: str) -> Callable[[Cursor], object]:
    """What is written of a definition by this key, in a class of the room. Errors: CompileError."""
    found: Callable[[Cursor], object] = FORMS[name].part("syntax", WRITTEN)
    return found


def form_of(fact: FactSyntax) -> str | None:
    """The key by which a fact is defined; None if it is asked, or defined by none."""
    return next((key for key in FORMS if key in fact.keys), None)


def written(fact: FactSyntax, name: str) -> object:
    """What is written of a fact by a key, in the class of its room; Broken if it has no form. It is read once."""
    kept = _READ.setdefault(fact, {})
    if name not in kept:
        try:
            kept[name] = syntax(name)(fact.at)
        except CompileError as fault:
            kept[name] = Broken(fault.diagnostics, fact.at)
    return kept[name]


_READ: WeakKeyDictionary[FactSyntax, dict[str, object]] = WeakKeyDictionary()


def lowered(low: PlanBuilder, fact: FactSyntax, name: str, wanted: Type | None) -> int:
    """The node of a fact by a key. Errors: CompileError."""
    found = written(fact, name)
    if isinstance(found, Broken):
        raise found.fault
    return form(name)(low, found, wanted)


@cache
def form(name: str) -> Form:
    """What a definition by this key compiles to."""
    found: Form = FORMS[name].part("form", WRITTEN)
    return found


@cache
def words(name: str) -> Words:
    """How a definition by this key is told."""
    found: Words = FORMS[name].part("words", WRITTEN)
    return found


def schema(name: str) -> dict[str, Any]:
    """The keys of a definition by this key in the schema of rulesets: its own, and those that only it takes."""
    found: dict[str, Any] = json.loads((FORMS[name].folder / "form.json").read_text(encoding="utf-8"))
    return found
