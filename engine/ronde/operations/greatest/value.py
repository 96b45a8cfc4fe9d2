"""The greatest of several values: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    ends = [bounds(value) for value in args]
    return between(max(low for low, _ in ends), max(high for _, high in ends))
