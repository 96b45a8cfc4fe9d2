"""The least value of the records that are meant, else a given one: for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds, hull


def value(node: Node[int], columns: Sequence[Sequence[Value]]) -> Value:
    """Its value from the values of its arguments, one for each record."""
    return extreme(min, node, columns)


def extreme(choose: Callable[..., int], node: Node[int], columns: Sequence[Sequence[Value]]) -> Value:
    """The least or the greatest of the records that are meant, else what `data` says."""
    rows = [(meant, *bounds(value)) for meant, value in zip(*columns, strict=True) if meant != 0]
    none = node.data
    if not rows:
        return none
    certain = [row for row in rows if row[0] == 1]
    if len(certain) == len(rows):
        return between(choose(low for _, low, _ in rows), choose(high for _, _, high in rows))
    possible: list[Value] = [between(low, high) for _, low, high in rows]
    if not certain:
        return hull([none, *possible])
    worst = between(choose(low for _, low, _ in certain), choose(high for _, _, high in certain))
    every = between(choose(low for _, low, _ in rows), choose(high for _, _, high in rows))
    return hull([worst, every])
