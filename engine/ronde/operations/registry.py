"""Finds the room of each operation by its name. A room that lacks a part does not load.

A part is loaded when it is first asked for: who evaluates one candidate loads no arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, TypeAlias

from ronde import operations
from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations import records

if TYPE_CHECKING:
    from ronde.operations.arrays import Context, OnRecords, OnRows

OnValues: TypeAlias = Callable[[Node, Sequence[Value]], Value]
"""The value of a node from the values of its arguments."""

OnValuesOfRecords: TypeAlias = Callable[[Node, Sequence[Sequence[Value]]], Value]
"""The value of a node from its arguments' values, one for each record."""

PARTS = ("value", "column")
"""What every room has: a module of this name with a function of this name."""


def _rooms(package: Any) -> dict[str, str]:
    found = iter_modules(package.__path__)
    return {each.name: f"{package.__name__}.{each.name}" for each in found if each.ispkg}


RECORDS = _rooms(records)
"""The room of every operation over a list of records, by name."""

ROWS = {name: room for name, room in _rooms(operations).items() if room != records.__name__}
"""The room of every other operation, by name."""


@cache
def value(name: str) -> OnValues:
    """The value for one of an operation on values."""
    found: OnValues = _part(ROWS[name], "value")
    return found


@cache
def value_of_records(name: str) -> OnValuesOfRecords:
    """The value for one of an operation over a list of records."""
    found: OnValuesOfRecords = _part(RECORDS[name], "value")
    return found


@cache
def column(name: str) -> Callable[[Context, Node], OnRows]:
    """The column for many of an operation on values."""
    found: Callable[[Context, Node], OnRows] = _part(ROWS[name], "column")
    return found


@cache
def column_of_records(name: str) -> Callable[[Context, Node], OnRecords]:
    """The column for many of an operation over a list of records."""
    found: Callable[[Context, Node], OnRecords] = _part(RECORDS[name], "column")
    return found


def _part(room: str, part: str) -> Any:
    """A part of a room. Errors: ImportError for a room that lacks one."""
    lacking = [each for each in PARTS if find_spec(f"{room}.{each}") is None]
    if lacking:
        raise ImportError(f"{room} lacks {', '.join(lacking)}")
    return getattr(import_module(f"{room}.{part}"), part)
