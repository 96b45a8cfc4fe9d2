"""Finds the room of each operation by its name. A room that lacks a part does not load.

A part is loaded when it is first asked for: who evaluates one candidate loads no arrays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, TypeAlias

from ronde import operations
from ronde.building.builder import Cursor, PlanBuilder
from ronde.model.document import Tree
from ronde.model.nodes import Fact, Node
from ronde.model.types import Type, Value
from ronde.operations import records

if TYPE_CHECKING:
    from ronde.operations.arrays import Context, OnRecords, OnRows
    from ronde.telling.phrases import Phrases

OnValues: TypeAlias = Callable[[Node, Sequence[Value]], Value]
"""The value of a node from the values of its arguments."""

OnValuesOfRecords: TypeAlias = Callable[[Node, Sequence[Sequence[Value]]], Value]
"""The value of a node from its arguments' values, one for each record."""

Form: TypeAlias = Callable[[PlanBuilder, Cursor, Type | None], int]
"""The node of a definition, of the type that the fact declares if it does. Errors: CompileError."""

Words: TypeAlias = "Callable[[Phrases, Mapping[str, Tree], Fact | None], Iterator[str]]"
"""The lines that say what a fact is by a definition as written."""

COMPUTED = ("value", "column")
"""What a room has if it finds values: for one, and for many."""

WRITTEN = ("form", "words")
"""What a room has if a fact is defined by its name: what it compiles to, and how it is told. Its part of the schema is
`form.json`."""


def _rooms(package: Any) -> dict[str, str]:
    found = iter_modules(package.__path__)
    return {each.name: f"{package.__name__}.{each.name}" for each in found if each.ispkg}


def _with(part: str, rooms: dict[str, str], package: Any) -> dict[str, str]:
    """The rooms that have a part."""
    (folder,) = package.__path__
    return {name: room for name, room in rooms.items() if (Path(folder) / name / f"{part}.py").is_file()}


_RECORDS = _rooms(records)
_ROWS = {name: room for name, room in _rooms(operations).items() if room != records.__name__}

RECORDS = _with("value", _RECORDS, records)
"""The room of every operation over a list of records, by name."""

ROWS = _with("value", _ROWS, operations)
"""The room of every other operation, by name."""

FORMS = {**_with("form", _ROWS, operations), **_with("form", _RECORDS, records)}
"""The room of every way to define a fact but `input`, by its key in a file."""


@cache
def value(name: str) -> OnValues:
    """The value for one of an operation on values."""
    found: OnValues = _part(ROWS[name], "value", COMPUTED)
    return found


@cache
def value_of_records(name: str) -> OnValuesOfRecords:
    """The value for one of an operation over a list of records."""
    found: OnValuesOfRecords = _part(RECORDS[name], "value", COMPUTED)
    return found


@cache
def column(name: str) -> Callable[[Context, Node], OnRows]:
    """The column for many of an operation on values."""
    found: Callable[[Context, Node], OnRows] = _part(ROWS[name], "column", COMPUTED)
    return found


@cache
def column_of_records(name: str) -> Callable[[Context, Node], OnRecords]:
    """The column for many of an operation over a list of records."""
    found: Callable[[Context, Node], OnRecords] = _part(RECORDS[name], "column", COMPUTED)
    return found


@cache
def form(name: str) -> Form:
    """What a definition by this key compiles to."""
    found: Form = _part(FORMS[name], "form", WRITTEN)
    return found


@cache
def words(name: str) -> Words:
    """How a definition by this key is told."""
    found: Words = _part(FORMS[name], "words", WRITTEN)
    return found


def schema(name: str) -> dict[str, Any]:
    """The keys of a definition by this key in the schema of rulesets: its own, and those that only it takes."""
    found: dict[str, Any] = json.loads((files(FORMS[name]) / "form.json").read_text(encoding="utf-8"))
    return found


def _part(room: str, part: str, needed: Sequence[str]) -> Any:
    """A part of a room. Errors: ImportError for a room that lacks one that is needed with it."""
    lacking = [each for each in needed if find_spec(f"{room}.{each}") is None]
    if lacking:
        raise ImportError(f"{room} lacks {', '.join(lacking)}")
    return getattr(import_module(f"{room}.{part}"), part)
