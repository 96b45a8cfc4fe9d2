"""Whole calendar months from one date to another: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds
from ronde.operations.calendar import months_between


def value(node: Node[bool], args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    (a, b), (c, d) = bounds(args[0]), bounds(args[1])
    last_day = bool(node.data)
    return between(months_between(b, c, last_day=last_day), months_between(a, d, last_day=last_day))
