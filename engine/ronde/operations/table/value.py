"""The value of a dense table for its keys: for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from ronde.model.nodes import Node
from ronde.model.payloads import Table
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds, hull, known


def value(node: Node[Table], args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    table = node.data
    if len(args) == 1 and not table.beyond and known(args[0]):
        return table.cells[table.axes[0].cell(args[0])]
    ranges: list[Iterable[int]] = []
    for axis, key in zip(table.axes, args, strict=True):
        if key is None:
            ranges.append(range(axis.size))
        elif isinstance(key, tuple):
            ranges.append(range(axis.cell(key[0]), axis.cell(key[1]) + 1))
        else:
            ranges.append((axis.cell(key),))
    found: list[Value] = [table.cells[table.index(cells)] for cells in product(*ranges)]
    if table.beyond:
        start = table.axes[0].starts[-1]
        low, high = bounds(args[0])
        if high >= start or len(table.cells) == 1:
            base = table.cells[-1]
            assert isinstance(base, int)
            ends = [base + table.beyond.more(max(low, start)), base + table.beyond.more(high)]
            found[-1] = between(min(ends), max(ends))
    return hull(found)
