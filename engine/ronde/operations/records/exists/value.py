"""Whether a condition holds of one record: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds


def value(node: Node, columns: Sequence[Sequence[Value]]) -> Value:
    """Its value from the values of its arguments, one for each record."""
    ends = [bounds(value) for value in columns[0]]
    return between(max((low for low, _ in ends), default=0), max((high for _, high in ends), default=0))
