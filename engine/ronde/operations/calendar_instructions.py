"""Civil dates in native code: looked up in the tables of every day that columns use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ronde.model.nodes import Node
from ronde.model.types import DATE_LOW
from ronde.operations import array_calendar as calendar
from ronde.operations.arrays import Array, Context
from ronde.operations.instructions import Ends, Instructions, Number, OnRow, between, surely

MONTHS = 16
"""How many bits hold the months, and the years, between any two dates."""


def native_by_day(find: Callable[[Any], Array]) -> Callable[[Context, Node], OnRow]:
    """What writes a node whose value is found of one day, in a table of every day, by the node's data."""

    def native(context: Context, node: Node) -> OnRow:
        table = find(node.data)

        def write(code: Instructions, args: Sequence[Ends]) -> Ends:
            (day,) = args
            lo = of_day(code, table, day.lo)
            return surely(lo) if day.sure else between(lo, of_day(code, table, day.hi))

        return write

    return native


def of_day(code: Instructions, table: Array, day: Number) -> Number:
    """What a table of every day says of one."""
    return code.look_up(table, code.less(day, code.constant(DATE_LOW, 32), 32))


def years_between(code: Instructions, start: Number, end: Number) -> Number:
    """Whole years from one day to another; 0 if the second comes first."""
    first, last = (of_day(code, calendar.places(), each) for each in (start, end))
    return code.wide(_whole(code, first, last, calendar.WITHIN), MONTHS)


def months_between(code: Instructions, start: Number, end: Number, *, last_day: bool) -> Number:
    """Whole months from one day to another; 0 if the second comes first."""
    first = of_day(code, calendar.months(last_day=False), start)
    last = of_day(code, calendar.months(last_day=last_day), end)
    found = _whole(code, first, last, calendar.DAYS)
    return code.wide(code.select(code.compare(end, ">", start), found, code.constant(0, 32)), MONTHS)


def _whole(code: Instructions, first: Number, last: Number, bits: int) -> Number:
    """How many units lie between two places that hold what is less than a unit in so many bits; none below zero."""
    apart = code.builder.ashr(code.less(last, first, 32), code.constant(bits, 32))
    return code.greatest(apart, code.constant(0, 32))
