"""What each operation on known and unknown values gives: the meaning of the intermediate form, one function each.

A yes_no is 0 or 1, so that false < true and Kleene's three values are bounds like any other: unknown is (0, 1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import TypeAlias

from ronde.model.nodes import Node, Op, Step, Table
from ronde.model.types import Value
from ronde.run import calendar

Operation: TypeAlias = Callable[[Node, Sequence[Value]], Value]

MAYBE = (0, 1)


def bounds(value: Value) -> tuple[int, int]:
    """The least and the greatest an ordered value can be."""
    if isinstance(value, tuple):
        return value
    assert isinstance(value, int)
    return value, value


def between(low: int, high: int) -> Value:
    """The value with these bounds: known where they are equal."""
    return low if low == high else (low, high)


def known(value: Value) -> bool:
    """Whether a value is known."""
    return value is not None and not isinstance(value, tuple)


def hull(values: Iterable[Value]) -> Value:
    """What is certain when any of these values is possible."""
    found = list(values)
    first = found[0]
    if all(value == first for value in found):
        return first
    if any(value is None or isinstance(value, str) for value in found):
        return None
    ends = [bounds(value) for value in found]
    return between(min(low for low, _ in ends), max(high for _, high in ends))


def _constant(node: Node, args: Sequence[Value]) -> Value:
    return node.data  # type: ignore[return-value]


def _is(node: Node, args: Sequence[Value]) -> Value:
    first, second = args
    if known(first) and known(second):
        return int(first == second)
    if isinstance(first, str | None) or isinstance(second, str | None):
        return MAYBE
    (a, b), (c, d) = bounds(first), bounds(second)
    return MAYBE if a <= d and c <= b else 0


def _at_least(node: Node, args: Sequence[Value]) -> Value:
    first, second = args
    if isinstance(first, int) and isinstance(second, int):
        return int(first >= second)
    (low, high), (least, most) = bounds(first), bounds(second)
    if low >= most:
        return 1
    return 0 if high < least else MAYBE


def _member(node: Node, args: Sequence[Value]) -> Value:
    members: frozenset[int | str] = node.data  # type: ignore[assignment]
    value = args[0]
    if value is None:
        return MAYBE
    if not isinstance(value, tuple):
        return int(value in members)
    inside = sum(value[0] <= member <= value[1] for member in members if isinstance(member, int))
    return 1 if inside == value[1] - value[0] + 1 else 0 if inside == 0 else MAYBE


def _known(node: Node, args: Sequence[Value]) -> Value:
    return int(known(args[0]))


def _all(node: Node, args: Sequence[Value]) -> Value:
    low = 1
    for value in args:
        if value == 0:
            return 0
        if value != 1:
            low = 0
    return between(low, 1)


def _any(node: Node, args: Sequence[Value]) -> Value:
    high = 0
    for value in args:
        if value == 1:
            return 1
        if value != 0:
            high = 1
    return between(0, high)


def _not(node: Node, args: Sequence[Value]) -> Value:
    value = args[0]
    return MAYBE if isinstance(value, tuple) else int(value == 0)


def _choose(node: Node, args: Sequence[Value]) -> Value:
    possible: list[Value] = []
    for position in range(0, len(args) - 1, 2):
        if args[position] != 0:
            possible.append(args[position + 1])
        if args[position] == 1:
            break
    else:
        possible.append(args[-1])
    return hull(possible)


def _table(node: Node, args: Sequence[Value]) -> Value:
    table: Table = node.data  # type: ignore[assignment]
    if len(args) == 1 and not table.beyond and known(args[0]):
        return table.cells[table.axes[0].cell(args[0])]  # type: ignore[arg-type]
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


def _sum(node: Node, args: Sequence[Value]) -> Value:
    low = high = 0
    for value in args:
        if isinstance(value, tuple):
            low, high = low + value[0], high + value[1]
        else:
            low, high = low + value, high + value  # type: ignore[operator]
    return between(low, high)


def _least(node: Node, args: Sequence[Value]) -> Value:
    ends = [bounds(value) for value in args]
    return between(min(low for low, _ in ends), min(high for _, high in ends))


def _greatest(node: Node, args: Sequence[Value]) -> Value:
    ends = [bounds(value) for value in args]
    return between(max(low for low, _ in ends), max(high for _, high in ends))


def _times(node: Node, args: Sequence[Value]) -> Value:
    factor: int = node.data  # type: ignore[assignment]
    low, high = bounds(args[0])
    return between(low * factor, high * factor)


def _divide(node: Node, args: Sequence[Value]) -> Value:
    """Rules never divide by zero (a finding); a supplied divisor that could be leaves the quotient unknown."""
    if bounds(args[1])[0] <= 0:
        return node.type.unknown
    ends = [top // bottom for top in bounds(args[0]) for bottom in bounds(args[1])]
    return between(min(ends), max(ends))


def _years(node: Node, args: Sequence[Value]) -> Value:
    (a, b), (c, d) = bounds(args[0]), bounds(args[1])
    return between(calendar.years_between(b, c), calendar.years_between(a, d))


def _days(node: Node, args: Sequence[Value]) -> Value:
    (a, b), (c, d) = bounds(args[0]), bounds(args[1])
    return between(c - b, d - a)


def _shift(node: Node, args: Sequence[Value]) -> Value:
    step: Step = node.data  # type: ignore[assignment]
    low, high = bounds(args[0])
    return between(calendar.shift(low, step), calendar.shift(high, step))


def _attribute(node: Node, args: Sequence[Value]) -> Value:
    values: dict[str, int | str] = node.data  # type: ignore[assignment]
    return node.type.unknown if args[0] is None else values.get(str(args[0]), node.type.unknown)


OPERATIONS: dict[Op, Operation] = {
    Op.CONSTANT: _constant,
    Op.IS: _is,
    Op.AT_LEAST: _at_least,
    Op.MEMBER: _member,
    Op.KNOWN: _known,
    Op.ALL: _all,
    Op.ANY: _any,
    Op.NOT: _not,
    Op.CHOOSE: _choose,
    Op.TABLE: _table,
    Op.SUM: _sum,
    Op.LEAST: _least,
    Op.GREATEST: _greatest,
    Op.TIMES: _times,
    Op.DIVIDE: _divide,
    Op.YEARS: _years,
    Op.DAYS: _days,
    Op.SHIFT: _shift,
    Op.ATTRIBUTE: _attribute,
}
"""Every operation on one candidate's or one record's values."""
