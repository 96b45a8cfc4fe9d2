"""Whole calendar years from one date to another: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations import calendar
from ronde.operations.bounds import between, bounds


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    (a, b), (c, d) = bounds(args[0]), bounds(args[1])
    return between(calendar.years_between(b, c), calendar.years_between(a, d))
