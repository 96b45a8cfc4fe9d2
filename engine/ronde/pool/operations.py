"""Every operation of the intermediate form in columns: for a node, the step that finds its column from its arguments'.

Each means what its namesake in `ronde.run.operations` means for one value: the least and the greatest answer that the
unknowns still allow. Rows that are all known take one array through, others two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TypeAlias

import numpy as np

from ronde.model.nodes import Node, Op, Step
from ronde.model.types import Value
from ronde.pool import calendar
from ronde.pool.column import UNKNOWN_TEXT, Array, Column, Setting, exactly, hull, known, pair, where
from ronde.pool.tables import Lookup

Finding: TypeAlias = Callable[[Sequence[Column]], Column]
"""What finds the column of a node from its arguments' columns."""


def _constant(setting: Setting, node: Node) -> Finding:
    column = setting.column(node.data, node.type)  # type: ignore[arg-type]
    return lambda args: column


def _is(setting: Setting, node: Node) -> Finding:
    if setting.plan.nodes[node.args[0]].type.ordered:
        return _is_ordered

    def texts(args: Sequence[Column]) -> Column:
        first, second = args[0].lo, args[1].lo
        unknown = (first == UNKNOWN_TEXT) | (second == UNKNOWN_TEXT)
        same = first == second
        return pair(same & ~unknown, same | unknown) if unknown.any() else exactly(same)

    return texts


def _is_ordered(args: Sequence[Column]) -> Column:
    first, second = args
    same = first.lo == second.lo
    if first.exact and second.exact:
        return exactly(same)
    certain = (first.lo == first.hi) & (second.lo == second.hi)
    return pair(same & certain, (first.lo <= second.hi) & (second.lo <= first.hi))


def _at_least(setting: Setting, node: Node) -> Finding:
    def step(args: Sequence[Column]) -> Column:
        first, second = args
        lo = first.lo >= second.hi
        return exactly(lo) if first.exact and second.exact else pair(lo, first.hi >= second.lo)

    return step


def _member(setting: Setting, node: Node) -> Finding:
    members: frozenset[int | str] = node.data  # type: ignore[assignment]
    kind = setting.plan.nodes[node.args[0]].type
    if kind.ordered:
        return lambda args: _member_ordered(np.array(sorted(members), np.int64), args[0])
    among = np.zeros(setting.strangers + 2, bool)
    among[[setting.lexicon[str(each)] for each in members]] = True

    def texts(args: Sequence[Column]) -> Column:
        lo = among.take(setting.by_text(args[0].lo, kind), mode="wrap")
        unknown = args[0].lo == UNKNOWN_TEXT
        return pair(lo, lo | unknown) if unknown.any() else exactly(lo)

    return texts


def _member_ordered(members: Array, value: Column) -> Column:
    inside = members.searchsorted(value.hi, "right") - members.searchsorted(value.lo, "left")
    if value.exact:
        return exactly(inside > 0)
    span = value.hi.astype(np.int64) - value.lo
    return pair(inside > span, inside > 0)


def _known(setting: Setting, node: Node) -> Finding:
    kind = setting.plan.nodes[node.args[0]].type
    return lambda args: exactly(known(args[0], kind))


def _folding(fold: np.ufunc) -> Callable[[Setting, Node], Finding]:
    """The step that joins its arguments two by two, bounds with bounds."""

    def build(setting: Setting, node: Node) -> Finding:
        def step(args: Sequence[Column]) -> Column:
            lo = reduce(fold, [each.lo for each in args])
            if all(each.exact for each in args):
                return exactly(lo)
            return pair(lo, reduce(fold, [each.hi for each in args]))

        return step

    return build


def _truths(fold: np.ufunc) -> Callable[[Setting, Node], Finding]:
    """The same for truths, where one that all rows share may decide for all."""
    folding, decisive = _folding(fold), fold is np.logical_or

    def build(setting: Setting, node: Node) -> Finding:
        every = folding(setting, node)

        def step(args: Sequence[Column]) -> Column:
            for each in args:
                if each.shared and each.exact and bool(each.lo[0]) is decisive:
                    return each
            return every(args)

        return step

    return build


def _not(setting: Setting, node: Node) -> Finding:
    def step(args: Sequence[Column]) -> Column:
        (value,) = args
        return exactly(~value.lo) if value.exact else pair(~value.hi, ~value.lo)

    return step


def _choose(setting: Setting, node: Node) -> Finding:
    def step(args: Sequence[Column]) -> Column:
        found = args[-1]
        for position in range(len(args) - 3, -1, -2):
            condition, value = args[position], args[position + 1]
            if condition.shared and condition.exact:
                found = value if condition.lo[0] else found
                continue
            chosen = where(condition.lo, value, found)
            if not condition.exact:
                chosen = where(condition.lo == condition.hi, chosen, hull(value, found, node.type))
            found = chosen
        return found

    return step


def _table(setting: Setting, node: Node) -> Finding:
    return Lookup(setting, node)


def _sum(setting: Setting, node: Node) -> Finding:
    kinds = [setting.plan.nodes[arg].type for arg in node.args]
    dtype = setting.sums(sum(max(abs(kind.low), abs(kind.high)) for kind in kinds))

    def total(values: Sequence[Array]) -> Array:
        found = values[0].astype(dtype)
        for each in values[1:]:
            found = np.add(found, each, dtype=dtype)
        return found

    def step(args: Sequence[Column]) -> Column:
        lo = total([each.lo for each in args])
        return exactly(lo) if all(each.exact for each in args) else pair(lo, total([each.hi for each in args]))

    return step


def _times(setting: Setting, node: Node) -> Finding:
    factor: int = node.data  # type: ignore[assignment]
    kind = setting.plan.nodes[node.args[0]].type
    dtype = setting.sums(max(abs(kind.low), abs(kind.high), 1) * max(abs(factor), 1))

    def step(args: Sequence[Column]) -> Column:
        lo = args[0].lo.astype(dtype) * dtype.type(factor)
        return exactly(lo) if args[0].exact else pair(lo, args[0].hi.astype(dtype) * dtype.type(factor))

    return step


def _divide(setting: Setting, node: Node) -> Finding:
    unknown = setting.unknown(node.type)

    def step(args: Sequence[Column]) -> Column:
        top, bottom = args
        zero = bottom.lo <= 0
        if not zero.any():
            return _quotient(top, bottom)
        above = Column(np.where(zero, 1, bottom.lo), np.where(zero, 1, bottom.hi))
        return where(zero, unknown, _quotient(top, above))

    return step


def _quotient(top: Column, bottom: Column) -> Column:
    if top.exact and bottom.exact:
        return exactly(_floor(top.lo, bottom.lo))
    ends = [_floor(a, b) for a in (top.lo, top.hi) for b in (bottom.lo, bottom.hi)]
    return pair(reduce(np.minimum, ends), reduce(np.maximum, ends))


def _floor(top: Array, bottom: Array) -> Array:
    """The whole quotient; a divisor that all rows share is divided by as one number, which is much faster."""
    if bottom.size == 1:
        divisor = bottom.item()
        top = top if divisor <= np.iinfo(top.dtype).max else top.astype(np.int64)
        bottom = divisor
    found: Array = top // bottom
    return found


def _years(setting: Setting, node: Node) -> Finding:
    def step(args: Sequence[Column]) -> Column:
        start, end = args
        lo = calendar.years_between(start.hi, end.lo)
        return exactly(lo) if start.exact and end.exact else pair(lo, calendar.years_between(start.lo, end.hi))

    return step


def _days(setting: Setting, node: Node) -> Finding:
    def step(args: Sequence[Column]) -> Column:
        start, end = args
        lo = np.subtract(end.lo, start.hi, dtype=np.int64)
        return exactly(lo) if start.exact and end.exact else pair(lo, np.subtract(end.hi, start.lo, dtype=np.int64))

    return step


def _shift(setting: Setting, node: Node) -> Finding:
    move: Step = node.data  # type: ignore[assignment]

    def step(args: Sequence[Column]) -> Column:
        (day,) = args
        lo = calendar.shift(day.lo, move)
        return exactly(lo) if day.exact else pair(lo, calendar.shift(day.hi, move))

    return step


def _attribute(setting: Setting, node: Node) -> Finding:
    values: dict[str, Value] = node.data  # type: ignore[assignment]
    none = setting.unknown(node.type)
    kind = setting.plan.nodes[node.args[0]].type
    lows = np.full(setting.strangers + 2, none.lo.item(), none.lo.dtype)
    highs = np.full(setting.strangers + 2, none.hi.item(), none.hi.dtype)
    for text, value in values.items():
        column = setting.column(value, node.type)
        lows[setting.lexicon[text]], highs[setting.lexicon[text]] = column.lo.item(), column.hi.item()

    def step(args: Sequence[Column]) -> Column:
        place = setting.by_text(args[0].lo, kind)
        lo = lows.take(place, mode="wrap")
        return pair(lo, highs.take(place, mode="wrap")) if node.type.ordered and not none.exact else exactly(lo)

    return step


OPERATIONS: dict[Op, Callable[[Setting, Node], Finding]] = {
    Op.CONSTANT: _constant,
    Op.IS: _is,
    Op.AT_LEAST: _at_least,
    Op.MEMBER: _member,
    Op.KNOWN: _known,
    Op.ALL: _truths(np.logical_and),
    Op.ANY: _truths(np.logical_or),
    Op.NOT: _not,
    Op.CHOOSE: _choose,
    Op.TABLE: _table,
    Op.SUM: _sum,
    Op.LEAST: _folding(np.minimum),
    Op.GREATEST: _folding(np.maximum),
    Op.TIMES: _times,
    Op.DIVIDE: _divide,
    Op.YEARS: _years,
    Op.DAYS: _days,
    Op.SHIFT: _shift,
    Op.ATTRIBUTE: _attribute,
}
"""Every operation on the columns of candidates or of records."""
