"""The sum of the highest values over the records that are meant: for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nlargest

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds


def value(node: Node[int], columns: Sequence[Sequence[Value]]) -> Value:
    """Its value from the values of its arguments, one for each record: more records never make less of it."""
    rows = [(meant, *bounds(value)) for meant, value in zip(*columns, strict=True)]

    def best(values: Iterable[int]) -> int:
        return sum(nlargest(node.data, values))

    return between(
        best(low for meant, low, _ in rows if meant == 1), best(high for meant, _, high in rows if meant != 0)
    )
