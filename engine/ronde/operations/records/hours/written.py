"""How hours over periods are written, whichever of them count."""

from __future__ import annotations

import itertools
from dataclasses import replace

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.building.index import AS_OF
from ronde.model.nodes import Measure, Op, Step
from ronde.model.types import DATE, DATE_HIGH, DATE_LOW, Kind, NotOfType, Type, read_value
from ronde.operations.parts import date_fact
from ronde.operations.records.parts import over, with_none
from ronde.syntax.cursor import Cursor

LONGEST_WINDOW = 40_000
"""A window is at most so many years, months or days long: more than the engine's calendar needs."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week as rulesets name them."""

LONGEST_BRIDGE = 366
"""A gap that does not break a run has at most so many days."""


def measured(low: PlanBuilder, where: Cursor, op: str, *, continuous: bool) -> int:
    """The node of the hours that a form says. Errors: CompileError."""
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
        result, none = with_none(low, where, value)
        return over(low, where, op, (*args, value), result, data=replace(measure, none=none))
    most = cap * longest // (7 * 10**kind.decimals)
    return over(low, where, op, tuple(args), Type(Kind.NUMBER, 0, 0, most), data=measure)


def _bridged(at: Cursor) -> tuple[int, ...]:
    """How many days a gap that does not break a run can have, by the weekday on which it begins; empty for none.

    A gap is bridged if it has at most so many `days`, or if all its days are of the `weekdays` named.
    Errors: CompileError.
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


def _scaled(at: Cursor, kind: Type) -> int:
    if at.tree is None:
        return 0
    try:
        value = read_value(at.tree, kind, bounded=False)
    except NotOfType as wrong:
        raise at.wrong(wrong) from None
    assert isinstance(value, int)
    return value


def _window(low: PlanBuilder, where: Cursor) -> tuple[int, int, int]:
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
    start = low.apply(Op.DATE, window, (before,), DATE, data=step)
    return start, end, 366 * length.get("years", 0) + 31 * length.get("months", 0) + length.get("days", 0)
