"""Tables in native code: a small one as comparisons, which a processor does for many rows at once, others looked up."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from ronde.model.nodes import Node
from ronde.model.payloads import Axis, Table
from ronde.model.types import Type
from ronde.operations.arrays import UNKNOWN_TEXT, Array, Context
from ronde.operations.instructions import BITS, Ends, Instructions, Number, OnRow, between, bits_of, surely, told
from ronde.operations.table.column import Lookup

COMPARED = 96
"""Up to how many cells a table is written as comparisons."""

FEW = 24
"""Up to how many cells the cell of a key is found by comparing with each beginning."""


def native(context: Context, node: Node[Table]) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    return _Written(context, node).write


class _Written:
    """One table of a plan, to be written as instructions. The arrays are those of the columns' look-up."""

    def __init__(self, context: Context, node: Node[Table]) -> None:
        self.context, self.node, self.look = context, node, Lookup(context, node)
        self.keys = self.look.keys

    def write(self, code: Instructions, args: Sequence[Ends]) -> Ends:
        """The value of a row."""
        if self.look.table.beyond:
            return self._sloped(code, args[0])
        if all(each.sure for each in args):
            found = self._exact(code, [each.lo for each in args])
            return surely(found) if self.node.type.ordered else told(found)
        corners = [each for place, key in enumerate(args) if (each := self._corners(place, key)) is not None]
        if len(corners) == len(args):
            least, most = zip(*corners, strict=True)
            return between(self._exact(code, least), self._exact(code, most))
        first, last = zip(
            *(self._span(code, *each) for each in zip(args, self.keys, self.look.table.axes, strict=True)), strict=True
        )
        return self._over(code, first, last)

    def _corners(self, place: int, key: Ends) -> tuple[Number, Number] | None:
        """The values of a key at which the table is least and greatest, if it rises or falls with the key all along."""
        if key.sure:
            return key.lo, key.lo
        if not self.keys[place].ordered or not self.node.type.ordered:
            return None
        steps = np.diff(self.look.dense.astype(np.int64), axis=place)
        if (steps >= 0).all():
            return key.lo, key.hi
        return (key.hi, key.lo) if (steps <= 0).all() else None

    def _exact(self, code: Instructions, keys: Sequence[Number]) -> Number:
        """The value of known keys."""
        if prod(self.look.shape) <= COMPARED and all(
            axis.values is None or len(axis.values) <= FEW for axis in self.look.table.axes
        ):
            return self._compared(code, keys, 0, self.look.dense)
        place = None
        for key, kind, axis in zip(keys, self.keys, self.look.table.axes, strict=True):
            cell = self._cell(code, key, kind, axis)
            place = cell if place is None else code.add([code.times(place, code.constant(axis.size, 32), 32), cell], 32)
        return code.look_up(self.look.dense, place)

    def _compared(self, code: Instructions, keys: Sequence[Number], depth: int, cells: Array) -> Number:
        """The value of known keys from some of the cells on, by comparing each key with where its cells begin."""
        if depth == len(keys):
            return code.constant(int(cells.item()), bits_of(cells.dtype))
        axis, key = self.look.table.axes[depth], keys[depth]
        last = axis.size - 1
        first, *others = range(axis.size) if axis.values is None else [last, *sorted({*axis.values.values()} - {last})]
        found, before = self._compared(code, keys, depth + 1, cells[first]), cells[first]
        for place in others:
            if axis.values is not None or (cells[place] != before).any():
                before = cells[place]
                there = self._reaches(code, key, axis, place)
                found = code.select(there, self._compared(code, keys, depth + 1, before), found)
        return found

    def _reaches(self, code: Instructions, key: Number, axis: Axis, cell: int) -> Number:
        """Whether a number is one of those of a cell or of a later one, or a text one of those of a cell."""
        if axis.values is None:
            return code.against(key, ">=", axis.starts[cell])
        own = [self.context.lexicon[text] for text, place in axis.values.items() if place == cell]
        return code.any(*(code.against(key, "==", each) for each in own))

    def _over(self, code: Instructions, first: Sequence[Number], last: Sequence[Number]) -> Ends:
        """The value of spans of cells, from the first to the last of each key."""
        least, most = self.look.spans
        place = code.constant(0, 32)
        for a, b, size in zip(first, last, self.look.shape, strict=True):
            own = code.add([code.times(a, code.constant(size, 32), 32), b], 32)
            place = code.add([code.times(place, code.constant(size * size, 32), 32), own], 32)
        lo, hi = code.look_up(least, place), code.look_up(most, place)
        if self.node.type.ordered:
            return between(lo, hi)
        return told(code.select(code.compare(lo, "==", hi), lo, code.constant(UNKNOWN_TEXT, 8)))

    def _sloped(self, code: Instructions, key: Ends) -> Ends:
        """The value of a table of one key that goes on in its last cell by so much for each step."""
        (axis,), (kind,), on = self.look.table.axes, self.keys, self.look.table.beyond
        assert on is not None
        end, base = axis.size - 1, int(self.look.dense[-1])

        def beyond(value: Number) -> Number:
            past = code.greatest(code.less(value, code.constant(on.start, BITS), BITS), code.constant(0, BITS))
            if on.begun:
                past = code.add([past, code.constant(on.per - 1, BITS)], BITS)
            steps = code.floor(past, code.constant(on.per, BITS))
            more = code.times(code.constant(on.each, BITS), steps, BITS)
            return code.add([code.constant(base, BITS), more], BITS)

        first, last = (self._cell(code, each, kind, axis) for each in (key.lo, key.hi))
        only, reaches = (code.against(each, "==", end) for each in (first, last))
        if key.sure:
            return surely(code.select(only, beyond(key.lo), code.look_up(self.look.dense, first)))
        ends = beyond(key.lo), beyond(key.hi)
        lo, hi = code.least(*ends), code.greatest(*ends)
        if not end:
            return between(lo, hi)
        within = self._over(code, [first], [code.least(last, code.constant(end - 1, 32))])
        least = code.select(reaches, code.least(within.lo, lo), within.lo)
        most = code.select(reaches, code.greatest(within.hi, hi), within.hi)
        return between(code.select(only, lo, least), code.select(only, hi, most))

    def _span(self, code: Instructions, key: Ends, kind: Type, axis: Axis) -> tuple[Number, Number]:
        """The first and the last cell that a key may fall in."""
        first = self._cell(code, key.lo, kind, axis)
        if key.sure:
            return first, first
        if kind.ordered:
            return first, self._cell(code, key.hi, kind, axis)
        unknown = code.against(key.lo, "<", 0)
        ends = (code.constant(each, 32) for each in (0, axis.size - 1))
        low, high = (code.select(unknown, each, first) for each in ends)
        return low, high

    def _cell(self, code: Instructions, key: Number, kind: Type, axis: Axis) -> Number:
        """The cell of a known key."""
        if axis.values is not None:
            cells = self.look.texts[id(axis)]
            return code.wide(code.look_up(cells, code.place_of_text(self.context, key)), 32)
        if axis.size <= FEW:
            starts = [code.against(key, ">=", start) for start in axis.starts[1:]]
            return code.add(starts, 32) if starts else code.constant(0, 32)
        return code.count_up_to(self.look.starts(axis), key)
