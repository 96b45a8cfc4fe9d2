"""Definitions over lists of records: any, every, how many, totals, the best, and hours of work."""

from __future__ import annotations

import itertools
from dataclasses import replace

from ronde.model.limits import MOST_RECORDS
from ronde.model.nodes import Measure, Op, Step
from ronde.model.types import DATE, DATE_HIGH, DATE_LOW, YES_NO, Kind, NotOfType, Type, read_value
from ronde.read.meaning.conditions import condition, optional
from ronde.read.meaning.index import AS_OF
from ronde.read.meaning.lowering import At, Lowering
from ronde.read.meaning.numbers import date_fact

LONGEST_WINDOW = 40_000
"""A window is at most so many years, months or days long: more than the engine's calendar needs."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week as rulesets name them."""

LONGEST_BRIDGE = 366
"""A gap that does not break a run has at most so many days."""


def exists(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node that says whether some record meets a condition. Errors: Fault."""
    where = at.down("exists")
    return _over(low, where, Op.EXISTS, (optional(low, where.down("where")),), YES_NO)


def every(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node that says whether all records (that meet `where`) meet a condition. Errors: Fault."""
    where = at.down("every")
    chosen, holds = optional(low, where.down("where")), condition(low, where.down("holds"))
    fails = low.apply(Op.ALL, where, (chosen, low.apply(Op.NEGATE, where, (holds,), YES_NO)), YES_NO)
    return low.apply(Op.NEGATE, where, (_over(low, where, Op.EXISTS, (fails,), YES_NO),), YES_NO)


def number_of(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of how many records meet a condition. Errors: Fault."""
    where = at.down("number_of")
    args = (optional(low, where.down("where")), low.constant(1, Type(Kind.NUMBER)))
    return _over(low, where, Op.TOTAL, args, Type(Kind.NUMBER, 0, 0, MOST_RECORDS))


def total(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of the sum of a fact over records. Errors: Fault."""
    where = at.down("total")
    of = low.ordered(low.fact(str(where.down("of").tree), where.down("of")), where.down("of"))
    kind = low.type_of(of)
    if kind.kind is Kind.DATE:
        raise where.down("of").fault("not-a-number", found=kind.kind)
    if kind.kind is Kind.YES_NO:
        kind = Type(Kind.NUMBER, 0, kind.low, kind.high)
    bounds = kind.within(min(0, kind.low) * MOST_RECORDS, max(0, kind.high) * MOST_RECORDS)
    return _over(low, where, Op.TOTAL, (optional(low, where.down("where")), of), bounds)


def lowest(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of the least value of a fact over records, or `none`. Errors: Fault."""
    return _extreme(low, at.down("lowest"), Op.LOWEST)


def highest(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of the greatest value of a fact over records, or `none`. Errors: Fault."""
    return _extreme(low, at.down("highest"), Op.HIGHEST)


def _extreme(low: Lowering, where: At, op: Op) -> int:
    of = low.ordered(low.fact(str(where.down("of").tree), where.down("of")), where.down("of"))
    kind, none = _with_none(low, where, of)
    return _over(low, where, op, (optional(low, where.down("where")), of), kind, data=none)


def pick(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a value of the best record, or `none`. Errors: Fault."""
    where = at.down("pick")
    by = tuple(low.ordered(low.fact(str(name.tree), name), name) for name in where.down("by").items())
    value = low.fact(str(where.down("value").tree), where.down("value"))
    kind, none = _with_none(low, where, value)
    return _over(low, where, Op.PICK, (optional(low, where.down("where")), *by, value), kind, data=none)


def hours(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of hours of work in a window, capped by week over all periods. Errors: Fault."""
    return _hours(low, at.down("hours"), Op.HOURS, continuous=False)


def continuous_hours(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of the most hours gathered in one unbroken run of periods. Errors: Fault."""
    return _hours(low, at.down("continuous_hours"), Op.HOURS, continuous=True)


def leading(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of the value of the group with the most hours, or `none`. Errors: Fault."""
    return _hours(low, at.down("leading"), Op.LEADING, continuous=False)


def _hours(low: Lowering, where: At, op: Op, *, continuous: bool) -> int:
    per_week = low.ordered(low.fact(str(where.down("per_week").tree), where.down("per_week")), where.down("per_week"))
    kind = low.type_of(per_week)
    start, end, longest = _window(low, where)
    args = [
        optional(low, where.down("where")),
        per_week,
        date_fact(low, where.down("from")),
        date_fact(low, where.down("to")),
        start,
        end,
    ]
    group = "by" if op is Op.LEADING else "same"
    if where.has(group):
        args.append(low.fact(str(where.down(group).tree), where.down(group)))
    cap = _scaled(where.down("cap_per_week"), kind)
    measure = Measure(
        cap,
        _scaled(where.down("minimum_per_week"), kind),
        continuous,
        where.has(group),
        kind.decimals,
        bridged=_bridged(where.down("bridges")),
    )
    if op is Op.LEADING:
        value = low.fact(str(where.down("value").tree), where.down("value"))
        result, none = _with_none(low, where, value)
        return _over(low, where, op, (*args, value), result, data=replace(measure, none=none))
    most = cap * longest // (7 * 10**kind.decimals)
    return _over(low, where, op, tuple(args), Type(Kind.NUMBER, 0, 0, most), data=measure)


def _bridged(at: At) -> tuple[int, ...]:
    """How many days a gap that does not break a run can have, by the weekday on which it begins; empty for none.

    A gap is bridged if it has at most so many `days`, or if all its days are of the `weekdays` named. Errors: Fault.
    """
    if at.tree is None:
        return ()
    days, named = at.down("days").tree, at.down("weekdays").tree
    listed = [str(each) for each in named] if isinstance(named, list) else []
    meant = bool(listed) and len(listed) == len(set(listed)) < len(WEEKDAYS) if at.has("weekdays") else at.has("days")
    if not meant or not 0 <= (days if isinstance(days, int) else 0) <= LONGEST_BRIDGE:
        raise at.fault("bridges", most=LONGEST_BRIDGE)
    reach = [_in_a_row(weekday, listed) for weekday in range(len(WEEKDAYS))]
    found = tuple(max(each, days if isinstance(days, int) else 0) for each in reach)
    return found if any(found) else ()


def _in_a_row(first: int, listed: list[str]) -> int:
    """How many days from a weekday on are all among those listed."""
    following = (WEEKDAYS[(first + further) % len(WEEKDAYS)] for further in range(len(WEEKDAYS)))
    return sum(1 for _ in itertools.takewhile(listed.__contains__, following))


def _scaled(at: At, kind: Type) -> int:
    if at.tree is None:
        return 0
    try:
        value = read_value(at.tree, kind, bounded=False)
    except NotOfType as wrong:
        raise at.wrong(wrong) from None
    assert isinstance(value, int)
    return value


def _window(low: Lowering, where: At) -> tuple[int, int, int]:
    """The nodes of the window's first day and of the day after its last, and how many days it can have."""
    window = where.down("window")
    if window.tree is None:
        return low.constant(DATE_LOW, DATE), low.fact(AS_OF, where), DATE_HIGH - DATE_LOW
    before = date_fact(low, window.down("before"))
    end = low.apply(Op.LEAST, window, (before, low.fact(AS_OF, window)), DATE)
    units = {unit: window.down(unit).tree for unit in ("years", "months", "days")}
    sizes = {unit: size for unit, size in units.items() if size is not None}
    if not sizes or not all(isinstance(size, int) and 0 < size <= LONGEST_WINDOW for size in sizes.values()):
        raise window.fault("window")
    length = {unit: int(str(size)) for unit, size in sizes.items()}
    step = Step(*(-length.get(unit, 0) for unit in ("years", "months", "days")))
    start = low.apply(Op.SHIFT, window, (before,), DATE, data=step)
    return start, end, 366 * length.get("years", 0) + 31 * length.get("months", 0) + length.get("days", 0)


def _with_none(low: Lowering, where: At, value: int) -> tuple[Type, int | str]:
    """The type of a value or of what stands for no record, and that stand-in."""
    kind = low.type_of(value)
    if not where.has("none"):
        raise where.fault("none-needed")
    try:
        none = read_value(where.down("none").tree, kind, bounded=False)
    except NotOfType as wrong:
        raise where.down("none").wrong(wrong) from None
    if isinstance(none, int):
        kind = kind.within(min(kind.low, none), max(kind.high, none))
    return kind, none


def _over(low: Lowering, where: At, op: Op, args: tuple[int, ...], kind: Type, *, data: object = None) -> int:
    """A node that gathers over the list of records named by `in`. Errors: Fault where the facts are of another list."""
    name = str(where.down("in").tree)
    if name not in low.index.records:
        raise where.down("in").fault("records-unknown", name=name, known=", ".join(sorted(low.index.records)))
    record = low.on_same(where, *args)
    if record not in (None, name):
        raise where.down("in").fault("two-records", records=f"{name}, {record}")
    given = low.apply(Op.GIVEN, where, (), YES_NO, data=name)
    return low.add(op, (given, *args), kind, data=data, written=where.place)
