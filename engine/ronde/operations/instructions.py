"""One row's value in native code: its bounds as values of LLVM, and the few instructions that all rooms write with.

The meaning is that of the columns (`ronde.operations.arrays`), one row at a time. Whether a value is known is often
plain before any row is seen; then its bounds are one and the same value, and work is written once. Whole numbers are as
wide as the columns hold them, so that what fits there fits here; truths are single bits, texts their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeAlias

import numpy as np
from llvmlite import ir

from ronde.model.nodes import Node
from ronde.model.types import Type
from ronde.operations.arrays import UNKNOWN_TEXT, Array, Column, Context

Number: TypeAlias = Any
"""A value of LLVM: a whole number of some width, or a truth of one bit. The library has no types of its own."""

PLACE = ir.IntType(32)
"""How places in tables are counted."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The bounds of a row's value. `sure`: it is known in every row; then `hi` is `lo` itself, as it always is of
    texts."""

    lo: Number
    hi: Number
    sure: bool


def surely(value: Number) -> Ends:
    """A known value."""
    return Ends(value, value, True)


def between(lo: Number, hi: Number) -> Ends:
    """A value between two, which may be one and the same."""
    return Ends(lo, hi, lo is hi)


def told(value: Number) -> Ends:
    """A text that may be unknown."""
    return Ends(value, value, False)


BITS = 64
"""How wide whole numbers are at most."""

OnRow: TypeAlias = Callable[["Instructions", Sequence[Ends]], Ends]
"""What writes the instructions that find a node's value from those of its arguments."""

OnPlaces: TypeAlias = "Callable[[Instructions, Sequence[Number], Sequence[Sequence[Ends]]], Ends]"
"""The same over a list of records: from the places that hold records, and the arguments' values place by place."""


class Instructions:
    """Writes the instructions of one row. `tables` are the arrays that they look up, in the order in which they were
    first asked for; the code finds them by that order."""

    def __init__(self, builder: Number, table: Callable[[int], Number], apart: Callable[[Number], Number]) -> None:
        """`table` is the address of a table by its number; `apart` marks what is read as of one row alone."""
        self.builder = builder
        self.tables: list[Array] = []
        self._table, self._apart = table, apart
        self._places: dict[int, int] = {}

    def constant(self, value: int, bits: int) -> Number:
        """A whole number, or a truth (one bit)."""
        return ir.Constant(ir.IntType(bits), value)

    def shared(self, column: Column, kind: Type) -> Ends:
        """The value that all rows share."""
        lo, hi = (self.constant(int(each.item()), bits_of(each.dtype)) for each in (column.lo, column.hi))
        if not kind.ordered:
            return Ends(lo, lo, int(column.lo.item()) != UNKNOWN_TEXT)
        return surely(lo) if column.exact else Ends(lo, hi, False)

    def wide(self, value: Number, bits: int) -> Number:
        """The value as wide as asked for."""
        have = value.type.width
        if have == bits:
            return value
        if have > bits:
            return self.builder.trunc(value, ir.IntType(bits))
        extend = self.builder.zext if have == 1 else self.builder.sext
        return extend(value, ir.IntType(bits))

    def alike(self, *values: Number) -> list[Number]:
        """The values, all as wide as the widest."""
        bits = max(each.type.width for each in values)
        return [self.wide(each, bits) for each in values]

    def add(self, values: Sequence[Number], bits: int) -> Number:
        """The sum, of so many bits."""
        return reduce(self.builder.add, (self.wide(each, bits) for each in values))

    def less(self, value: Number, other: Number, bits: int) -> Number:
        """The difference, of so many bits."""
        return self.builder.sub(self.wide(value, bits), self.wide(other, bits))

    def times(self, first: Number, second: Number, bits: int) -> Number:
        """The product, of so many bits."""
        return self.builder.mul(self.wide(first, bits), self.wide(second, bits))

    def compare(self, value: Number, sign: str, other: Number) -> Number:
        """Whether a value is `<`, `<=`, `==`, `!=`, `>` or `>=` another."""
        first, second = self.alike(value, other)
        if first.type.width == 1:
            first, second = self.wide(first, 8), self.wide(second, 8)
        return self.builder.icmp_signed(sign, first, second)

    def against(self, value: Number, sign: str, number: int) -> Number:
        """Whether a value is so to a whole number, which may be more than the value's width can hold."""
        most = 2 ** (value.type.width - 1) if value.type.width > 1 else 2
        bits = value.type.width if -most <= number < most else 64
        return self.compare(value, sign, self.constant(number, max(bits, 8)))

    def least(self, *values: Number) -> Number:
        """The least of some values."""
        return reduce(lambda one, other: self.select(self.compare(one, "<=", other), one, other), values)

    def greatest(self, *values: Number) -> Number:
        """The greatest of some values."""
        return reduce(lambda one, other: self.select(self.compare(one, ">=", other), one, other), values)

    def in_order(self, *values: Number) -> list[Number]:
        """The values from the least to the greatest, by a network of exchanges."""
        found = [*values]
        for last in range(len(found) - 1, 0, -1):
            for place in range(last):
                low, high = found[place], found[place + 1]
                found[place], found[place + 1] = self.least(low, high), self.greatest(low, high)
        return found

    def select(self, condition: Number, yes: Number, no: Number) -> Number:
        """One value if a condition holds, another if not."""
        if yes is no:
            return yes
        yes, no = self.alike(yes, no)
        return self.builder.select(condition, yes, no)

    def all(self, *truths: Number) -> Number:
        """Whether all of some truths hold."""
        return reduce(self.builder.and_, truths)

    def any(self, *truths: Number) -> Number:
        """Whether one of some truths holds."""
        return reduce(self.builder.or_, truths)

    def some(self, truths: Sequence[Number]) -> Number:
        """Whether one of some truths holds; none does of no truths."""
        return self.any(self.constant(0, 1), *truths)

    def of_each(self, present: Sequence[Number], truths: Iterable[Number]) -> list[Number]:
        """Of each place whether it holds a record of which a truth holds."""
        return [self.all(there, each) for there, each in zip(present, truths, strict=True)]

    def negate(self, truth: Number) -> Number:
        """Whether a truth does not hold."""
        return self.builder.not_(truth)

    def floor(self, top: Number, bottom: Number) -> Number:
        """The whole quotient, rounded down; the divisor is more than zero."""
        top, bottom = self.alike(top, bottom)
        whole, rest = self.builder.sdiv(top, bottom), self.builder.srem(top, bottom)
        below = self.builder.icmp_signed("<", rest, ir.Constant(rest.type, 0))
        return self.builder.sub(whole, self.builder.zext(below, whole.type))

    def where(self, condition: Number, yes: Ends, no: Ends) -> Ends:
        """One value if a condition holds, another if not."""
        lo = self.select(condition, yes.lo, no.lo)
        if yes.hi is yes.lo and no.hi is no.lo:
            return Ends(lo, lo, yes.sure and no.sure)
        return Ends(lo, self.select(condition, yes.hi, no.hi), False)

    def unless_zero(self, bottom: Ends, unknown: Ends, quotient: Callable[[Ends], Ends]) -> Ends:
        """A quotient by a divisor, unknown if this could be zero or less; nothing is ever divided by that."""
        zero, one = self.against(bottom.lo, "<=", 0), self.constant(1, bottom.lo.type.width)
        lo = self.select(zero, one, bottom.lo)
        above = surely(lo) if bottom.sure else Ends(lo, self.select(zero, one, bottom.hi), False)
        return self.where(zero, unknown, quotient(above))

    def hull(self, first: Ends, second: Ends, kind: Type) -> Ends:
        """What is certain if either value is possible."""
        if not kind.ordered:
            same = self.compare(first.lo, "==", second.lo)
            return told(self.select(same, first.lo, self.constant(UNKNOWN_TEXT, 8)))
        return Ends(self.least(first.lo, second.lo), self.greatest(first.hi, second.hi), False)

    def known(self, ends: Ends, kind: Type) -> Number:
        """Whether a value of a type is known."""
        if ends.sure:
            return self.constant(1, 1)
        if not kind.ordered:
            return self.against(ends.lo, "!=", UNKNOWN_TEXT)
        return self.compare(ends.lo, "==", ends.hi)

    def look_up(self, table: Array, place: Number) -> Number:
        """What stands in a table at a place; a place that is none is the last one."""
        table = np.ascontiguousarray(table).reshape(-1)
        bits = bits_of(table.dtype)
        place = self.wide(place, max(place.type.width, PLACE.width))
        last = ir.Constant(place.type, len(table) - 1)
        inside = self.builder.icmp_unsigned("<", place, last)
        place = self.builder.select(inside, place, last)
        stored = ir.IntType(max(bits, 8))
        address = self.builder.bitcast(self._address(table), stored.as_pointer())
        found = self._apart(self.builder.load(self.builder.gep(address, [place])))
        return self.wide(found, bits)

    def count_up_to(self, starts: Array, value: Number) -> Number:
        """How many of some numbers, in order, are no more than a value: the half that holds it, again and again."""
        value, found = self.wide(value, BITS), self.constant(0, PLACE.width)
        step = 1 << (len(starts).bit_length() - 1) if len(starts) else 0
        while step:
            place = self.add([found, self.constant(step, PLACE.width)], PLACE.width)
            inside = self.against(place, "<=", len(starts))
            before = self.look_up(starts, self.less(place, self.constant(1, PLACE.width), PLACE.width))
            found = self.select(self.all(inside, self.compare(before, "<=", value)), place, found)
            step //= 2
        return found

    def place_of_text(self, context: Context, number: Number) -> Number:
        """The place of a text in an array with one for each text of the lexicon, one for strangers and the last for
        the unknown, which is every place that is none."""
        number = self.wide(number, 32)
        strange, unknown = (self.constant(context.strangers + each, 32) for each in (0, 1))
        place = self.select(self.compare(number, ">", strange), strange, number)
        return self.select(self.against(number, "<", 0), unknown, place)

    def _address(self, table: Array) -> Number:
        """Where a table begins."""
        stands = table.ctypes.data
        if stands not in self._places:
            self._places[stands] = len(self.tables)
            self.tables.append(table)
        return self._table(self._places[stands])


def bits_of(dtype: np.dtype[Any]) -> int:
    """How wide a value of an array is."""
    return 1 if dtype.kind == "b" else dtype.itemsize * 8


def folded(fold: Callable[..., Number]) -> Callable[[Context, Node], OnRow]:
    """What writes a node that joins its arguments, bounds with bounds."""

    def native(context: Context, node: Node) -> OnRow:
        def write(code: Instructions, args: Sequence[Ends]) -> Ends:
            lo = fold(code, *(each.lo for each in args))
            if all(each.sure for each in args):
                return surely(lo)
            return between(lo, fold(code, *(each.hi for each in args)))

        return write

    return native
