"""The value of the record that comes first by an order, else a given one: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import bounds, hull


def value(node: Node[Value], columns: Sequence[Sequence[Value]]) -> Value:
    """Its value from the values of its arguments, one for each record."""
    meant, *by, values = columns
    rows = [(index, [bounds(column[index]) for column in by]) for index, each in enumerate(meant) if each != 0]
    none = node.data
    certain = [row for row in rows if meant[row[0]] == 1]

    def beaten(row: tuple[int, list[tuple[int, int]]]) -> bool:
        best = [high for _, high in row[1]]
        for other, ends in certain:
            least = [low for low, _ in ends]
            if other != row[0] and (least > best or (least == best and other < row[0])):
                return True
        return False

    possible: list[Value] = [values[row[0]] for row in rows if not beaten(row)]
    return hull(possible if certain else [*possible, none])
