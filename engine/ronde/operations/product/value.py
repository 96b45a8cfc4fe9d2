"""The product of two facts: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    ends = [first * second for first in bounds(args[0]) for second in bounds(args[1])]
    return between(min(ends), max(ends))
