"""Tables in columns: the cell of each key, then one look-up in the dense table.

Keys with few values are looked up at once (small dense tables for small domains); the cells of others are counted by
comparing with where each begins. An unknown key spans several cells: a second pair of dense tables holds the least and
the greatest value over every span.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import prod

import numpy as np

from ronde.model.nodes import Node
from ronde.model.payloads import Axis, Table
from ronde.model.types import Kind, Type
from ronde.operations.arrays import UNKNOWN_TEXT, Array, Column, Context, OnRows, either, exactly, pair

FEW = 2**15
"""The most entries of a table that is looked up by its keys' values themselves: its positions take 16 bits."""

COUNTED = 12
"""Up to how many cells the cell of a key is found by comparing with each beginning."""


def column(context: Context, node: Node[Table]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    return Lookup(context, node)


class Lookup:
    """One table of a plan, ready for columns of keys."""

    def __init__(self, context: Context, node: Node[Table]) -> None:
        self.context, self.node, self.table = context, node, node.data
        self.keys = [context.plan.nodes[arg].type for arg in node.args]
        self.texts = {id(axis): _by_text(context, axis) for axis in self.table.axes if axis.values is not None}
        numbers = [context.lexicon[each] if isinstance(each, str) else each for each in self.table.cells]
        self.shape = tuple(axis.size for axis in self.table.axes)
        self.dense = np.array(numbers, context.dtype(node.type)).reshape(self.shape)
        counts = [self._values(kind) for kind in self.keys]
        self.spread = [0 < count <= FEW for count in counts]
        sizes = (count if spread else size for count, spread, size in zip(counts, self.spread, self.shape, strict=True))
        if prod(sizes) > FEW:
            self.spread = [False] * len(self.keys)
        self.entries = self._entries()

    def __call__(self, args: Sequence[Column]) -> Column:
        """The value of each row."""
        certain = all(self.certain(key, kind) for key, kind in zip(args, self.keys, strict=True))
        if certain and (self.spread[0] or not self.table.beyond):
            return exactly(self.exact([key.lo for key in args]))
        if self.table.beyond:
            return self.sloped(args[0])
        first, last = zip(
            *(self.span(*each) for each in zip(args, self.keys, self.table.axes, strict=True)), strict=True
        )
        return self.over(first, last)

    def certain(self, key: Column, kind: Type) -> bool:
        """Whether every row of a key is known."""
        return key.exact if kind.ordered else not bool((key.lo == UNKNOWN_TEXT).any())

    def exact(self, keys: Sequence[Array]) -> Array:
        """The value of known keys."""
        if len(keys) == 1 and self.entries.size == 2 and keys[0].dtype.kind == "b":
            return either(keys[0], self.entries[1:], self.entries[:1])
        position: Array | None = None
        dtype = np.int16 if self.entries.size <= FEW else np.intp
        for key, kind, axis, spread, size in zip(
            keys, self.keys, self.table.axes, self.spread, self.entries.shape, strict=True
        ):
            if not spread:
                place = self.cell(key, kind, axis)
            else:
                place = key if kind.low == 0 else np.subtract(key, kind.low, dtype=np.int64)
            if position is None:
                position = place.astype(dtype, copy=False)
            else:
                position = np.add(position * dtype(size), place, dtype=dtype, casting="unsafe")
        assert position is not None
        return self.entries.reshape(-1).take(position, mode="wrap")

    def _values(self, kind: Type) -> int:
        """How many values a key may have; 0 where that is not bounded."""
        if kind.ordered:
            return 0 if self.context.wide else kind.high - kind.low + 1
        return self.context.choices if kind.kind is Kind.CHOICE else 0

    def _entries(self) -> Array:
        """The table over the values of its keys that are few, and over the cells of the others."""
        few = [self._values(kind) if spread else 0 for kind, spread in zip(self.keys, self.spread, strict=True)]
        every = [np.arange(kind.low, kind.low + count) for kind, count in zip(self.keys, few, strict=True)]
        if self.table.beyond:
            return self.sloped(exactly(every[0])).lo if self.spread[0] else self.dense
        found = [
            self.cell(values, kind, axis) if spread else np.arange(axis.size)
            for values, kind, axis, spread in zip(every, self.keys, self.table.axes, self.spread, strict=True)
        ]
        entries: Array = self.dense[np.ix_(*found)]
        return entries

    def over(self, first: Sequence[Array], last: Sequence[Array]) -> Column:
        """The values of spans of cells, from the first to the last of each key."""
        least, most = self.spans
        position: Array | None = None
        for a, b, size in zip(first, last, self.shape, strict=True):
            place = a.astype(np.intp) * size + b
            position = place if position is None else position * (size * size) + place
        assert position is not None
        lo = least.reshape(-1).take(position, mode="clip")
        hi = most.reshape(-1).take(position, mode="clip")
        if self.node.type.ordered:
            return pair(lo, hi)
        return exactly(np.where(lo == hi, lo, lo.dtype.type(UNKNOWN_TEXT)))

    def sloped(self, key: Column) -> Column:
        """The value of a table of one key that goes on in its last cell by so much for each step."""
        (axis,), (kind,) = self.table.axes, self.keys
        end = axis.size - 1
        base = int(self.dense[-1])
        on = self.table.beyond
        assert on is not None

        def beyond(value: Array) -> Array:
            past = np.maximum(value.astype(np.int64) - on.start, 0) + (on.per - 1 if on.begun else 0)
            found: Array = base + on.each * (past // on.per)
            return found.astype(self.dense.dtype)

        first, last = self.cell(key.lo, kind, axis), self.cell(key.hi, kind, axis)
        if key.exact:
            return exactly(np.where(first == end, beyond(key.lo), self.dense.take(first)))
        ends = np.stack(np.broadcast_arrays(beyond(key.lo), beyond(key.hi)))
        lo, hi = ends.min(axis=0), ends.max(axis=0)
        within = self.over([first], [np.minimum(last, end - 1)]) if end else None
        if within is None:
            return pair(lo, hi)
        reaches, only = last == end, first == end
        lo = np.where(only, lo, np.where(reaches, np.minimum(within.lo, lo), within.lo))
        return pair(lo, np.where(only, hi, np.where(reaches, np.maximum(within.hi, hi), within.hi)))

    def span(self, key: Column, kind: Type, axis: Axis) -> tuple[Array, Array]:
        """The first and the last cell that a key may fall in."""
        if kind.ordered:
            first = self.cell(key.lo, kind, axis)
            return first, first if key.exact else self.cell(key.hi, kind, axis)
        cell, unknown = self.cell(key.lo, kind, axis), key.lo == UNKNOWN_TEXT
        return np.where(unknown, 0, cell), np.where(unknown, axis.size - 1, cell)

    def cell(self, key: Array, kind: Type, axis: Axis) -> Array:
        """The cell of a known key."""
        if axis.values is not None:
            return self.texts[id(axis)].take(self.context.by_text(key, kind), mode="wrap")
        if axis.size <= COUNTED:
            found = np.zeros(key.shape, np.int8)
            for start in axis.starts[1:]:
                found += key >= start
            return found
        return self.starts(axis).searchsorted(key, "right")

    def starts(self, axis: Axis) -> Array:
        """Where each cell of an axis but the first begins."""
        return np.array(axis.starts[1:], np.int64)

    @cached_property
    def spans(self) -> tuple[Array, Array]:
        """The least and the greatest value over every span of cells: two axes, first and last, for each key's one."""
        least = most = self.dense
        for number in range(len(self.shape)):
            least = _accumulated(least, 2 * number, np.minimum)
            most = _accumulated(most, 2 * number, np.maximum)
        return least, most


def _by_text(context: Context, axis: Axis) -> Array:
    """The cell of each text of the lexicon, of strangers and of the unknown."""
    assert axis.values is not None
    cells = np.full(context.strangers + 2, axis.size - 1, np.int16)
    for text, cell in axis.values.items():
        cells[context.lexicon[text]] = cell
    return cells


def _accumulated(table: Array, axis: int, extreme: np.ufunc) -> Array:
    """The table with an axis more after `axis`: the extreme from each cell on to each later one."""
    moved = np.moveaxis(table, axis, 0)
    size = moved.shape[0]
    found = np.empty((size, size, *moved.shape[1:]), table.dtype)
    for first in range(size):
        found[first] = moved[first]
        found[first, first:] = extreme.accumulate(moved[first:], axis=0)
    return np.moveaxis(found, (0, 1), (axis, axis + 1))
