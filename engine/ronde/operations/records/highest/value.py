"""The greatest value of the records that are meant, else a given one: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.records.lowest.value import extreme


def value(node: Node[int], columns: Sequence[Sequence[Value]]) -> Value:
    """Its value from the values of its arguments, one for each record."""
    return extreme(max, node, columns)
