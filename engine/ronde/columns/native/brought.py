"""What a block brings to a loop: how each value comes, and where its array begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ronde.columns.native.inputs import Input, Name
from ronde.columns.program import Block, Supplied
from ronde.model.nodes import Node
from ronde.operations.arrays import Array, Column


@dataclass(frozen=True, slots=True)
class Stands:
    """Where an array begins, how many bits each row takes of it (0: it is of all rows), and what holds it in memory."""

    address: int
    bits: int
    holder: object

    def at(self, row: int) -> int:
        """Where a row stands; of packed truths a row that is a multiple of eight."""
        return self.address + row * self.bits // 8


def of_array(values: Array, *, single: bool = False) -> Stands:
    """Where a plain array stands, of rows or (`single`) of one value or more for all of them."""
    values = np.ascontiguousarray(values)
    return Stands(values.ctypes.data, 0 if single else values.itemsize * 8, values)


class Brought:
    """The inputs of a loop, in order, and the arrays themselves."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.inputs: list[Input] = []
        self.arrays: list[Stands] = []

    def put(self, how: Input, arrays: Sequence[Stands]) -> None:
        """One value, as its arrays have it."""
        self.inputs.append(how)
        self.arrays += arrays

    def add(self, name: Name, values: Array, given: Array | None = None) -> None:
        """One value for each row, or one for all; and which rows give it."""
        single = values.shape != (self.rows,)
        arrays = [of_array(values, single=single), *([] if given is None else [of_array(given)])]
        self.put(Input(name, values.dtype, given is None, given is not None, single), arrays)

    def supply(self, name: str, each: Supplied, of_records: bool) -> None:
        """A fact that rows supply; of records, place by place."""
        if not of_records:
            self.add(Name(name), each.values, each.given)
            return
        for place, values in enumerate(each.values):
            self.add(Name(name, place), values, None if each.given is None else each.given[place])

    def find(self, number: int, column: Column, node: Node, block: Block) -> None:
        """A node that was found before. Of texts nobody knows beforehand that all are known."""
        places = None if node.record is None else len(block.lists[node.record].present)
        shape = (self.rows,) if places is None else (places, self.rows)
        kind, sure = np.result_type(column.lo, column.hi), column.exact and node.type.ordered
        ends = [np.broadcast_to(each, shape).astype(kind, copy=False) for each in (column.lo, column.hi)]
        for place in (None,) if places is None else range(places):
            own = [each if place is None else each[place] for each in ends[: 1 if sure else 2]]
            self.put(Input(Name(number, place), kind, sure), [of_array(each) for each in own])
