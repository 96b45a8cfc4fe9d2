"""How hours over periods are written, whichever of them count."""

from __future__ import annotations

import itertools
from dataclasses import replace

from ronde.building.builder import PlanBuilder, literal_of
from ronde.building.conditions import condition, optional
from ronde.building.index import AS_OF
from ronde.model.limits import MOST_RECORDS
from ronde.model.nodes import Op
from ronde.model.payloads import Measure, Step
from ronde.model.types import DATE, DATE_HIGH, DATE_LOW, Kind, Type
from ronde.operations.parts import date_fact
from ronde.operations.records.hours.syntax import Bridges, HoursSyntax
from ronde.operations.records.parts import gathered, with_none
from ronde.syntax.values import Literal, Name

LONGEST_WINDOW = 40_000
"""A window is at most so many years, months or days long: more than the engine's calendar needs."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week as rulesets name them."""

SHORTEST = {"weeks": 7, "months": 28}
"""How many days the shortest week or month has."""

LONGEST_BRIDGE = 366
"""A gap that does not break a run has at most so many days."""


def total(low: PlanBuilder, written: HoursSyntax, *, continuous: bool) -> int:
    """The node of the hours that count: all, or those of the best unbroken run. Errors: CompileError."""
    args, measure, longest = _measured(low, written, continuous=continuous)
    most = measure.cap * longest // (7 * 10**measure.decimals)
    return _gathered(low, written, args, most, measure)


def days(low: PlanBuilder, written: HoursSyntax, *, continuous: bool) -> int:
    """The node of the days that count, each once: all, or those of the best unbroken run. Errors: CompileError."""
    args, measure, longest = _measured(low, written, continuous=continuous)
    return _gathered(low, written, args, longest, replace(measure, unit="days"))


def _gathered(low: PlanBuilder, written: HoursSyntax, args: tuple[int, ...], most: int, measure: Measure) -> int:
    """The node of what counts, or of what some records have of the best run. Errors: CompileError."""
    kind = Type(Kind.NUMBER, 0, 0, most)
    if written.of_which is None:
        return gathered(low, written.over, Op.HOURS, args, kind, data=measure)
    part = condition(low, written.of_which)
    return gathered(low, written.over, "run_part", (*args, part), kind, data=measure)


def calendar(low: PlanBuilder, written: HoursSyntax, unit: str) -> int:
    """The node of the calendar weeks or months with enough days that count. Errors: CompileError."""
    args, measure, longest = _measured(low, written, continuous=False)
    begins = WEEKDAYS.index(written.begins.text) if written.begins is not None else 0
    data = replace(measure, unit=unit, begins=begins, least_days=_least_days(written, unit))
    most = longest // SHORTEST[unit] + 2
    return gathered(low, written.over, Op.HOURS, args, Type(Kind.NUMBER, 0, 0, most), data=data)


def _least_days(written: HoursSyntax, unit: str) -> int:
    """How many days must count; 0 for all. Errors: CompileError for more than the shortest week or month has."""
    at = written.over.at.below("at_least_days")
    least = written.at_least_days.value if written.at_least_days is not None else None
    if least == "all":
        return 0
    if not isinstance(least, int) or not 1 <= least <= SHORTEST[unit]:
        raise at.fault("least-days", most=SHORTEST[unit])
    return least


def leading(low: PlanBuilder, written: HoursSyntax) -> int:
    """The node of the value of the group with the most hours. Errors: CompileError."""
    args, measure, _ = _measured(low, written, continuous=False)
    value = low.fact(written.value or Name("", written.over.at))
    result, none = with_none(low, written.over.at, value, written.none)
    return gathered(low, written.over, Op.LEADING, (*args, value), result, data=replace(measure, none=none))


def _measured(low: PlanBuilder, written: HoursSyntax, *, continuous: bool) -> tuple[tuple[int, ...], Measure, int]:
    """The nodes that hours are measured with, how, and the most days that they can take. Errors: CompileError."""
    if written.per_week is None:
        per_week = low.constant(1, Type(Kind.NUMBER))
    else:
        per_week = low.ordered(low.fact(written.per_week), written.per_week.at)
    kind = low.type_of(per_week)
    start, end, longest = _window(low, written)
    together = Type(Kind.NUMBER, kind.decimals, 0, max(abs(kind.low), abs(kind.high)) * MOST_RECORDS * longest)
    low.counted_to(written.over.at, together)
    args = [
        optional(low, written.over.where),
        per_week,
        date_fact(low, written.start),
        date_fact(low, written.end),
        start,
        end,
    ]
    if written.group is not None:
        args.append(low.fact(written.group))
    measure = Measure(
        _scaled(written.cap_per_week, kind),
        _scaled(written.minimum_per_week, kind),
        continuous,
        written.group is not None,
        kind.decimals,
        bridged=_bridged(written.bridges),
    )
    return tuple(args), measure, longest


def _bridged(written: Bridges | None) -> tuple[int, ...]:
    """How many days a gap that does not break a run can have, by the weekday on which it begins; empty for none.

    A gap is bridged if it has at most so many `days`, or if all its days are of the `weekdays` named.
    Errors: CompileError.
    """
    if written is None:
        return ()
    most = written.days.value if written.days is not None else None
    days = most if isinstance(most, int) else 0
    listed = [each.text for each in written.weekdays or ()]
    meant = written.days is not None
    if written.weekdays is not None:
        meant = 0 < len(listed) == len(set(listed)) < len(WEEKDAYS)
    if not meant or not 0 <= days <= LONGEST_BRIDGE:
        raise written.at.fault("bridges", most=LONGEST_BRIDGE)
    found = tuple(max(_in_a_row(weekday, listed), days) for weekday in range(len(WEEKDAYS)))
    return found if any(found) else ()


def _in_a_row(first: int, listed: list[str]) -> int:
    """How many days from a weekday on are all among those listed."""
    following = (WEEKDAYS[(first + further) % len(WEEKDAYS)] for further in range(len(WEEKDAYS)))
    return sum(1 for _ in itertools.takewhile(listed.__contains__, following))


def _scaled(written: Literal | None, kind: Type) -> int:
    return 0 if written is None or written.value is None else int(literal_of(written, kind))


def _window(low: PlanBuilder, written: HoursSyntax) -> tuple[int, int, int]:
    """The nodes of the window's first day and of the day after its last, and how many days it can have."""
    window = written.window
    if window is None:
        return low.constant(DATE_LOW, DATE), low.fact(Name(AS_OF, written.over.at)), DATE_HIGH - DATE_LOW
    before = date_fact(low, window.before)
    end = low.apply(Op.LEAST, window.at, (before, low.fact(Name(AS_OF, window.at))), DATE)
    sizes = {unit: length.value for unit, length in window.length.lengths.items()}
    length = {unit: size for unit, size in sizes.items() if isinstance(size, int) and 0 < size <= LONGEST_WINDOW}
    if not length or len(length) < len(sizes):
        raise window.at.fault("window")
    step = Step(*(-length.get(unit, 0) for unit in ("years", "months", "days")))
    start = low.apply(Op.DATE, window.at, (before,), DATE, data=step)
    return start, end, 366 * length.get("years", 0) + 31 * length.get("months", 0) + length.get("days", 0)
