"""Hours of work over periods that may overlap: all, or those of the best run or group: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Measure
from ronde.operations.arrays import Context
from ronde.operations.instructions import BITS, Ends, Instructions, Number, OnPlaces, between, surely
from ronde.operations.records.hours.period_instructions import (
    Periods,
    by_place,
    periods_of,
    pieces_of,
    sevenths,
    whole,
)
from ronde.operations.records.hours.run_instructions import best_run
from ronde.operations.records.hours.unit_instructions import calendar_units
from ronde.operations.records.hours.units import CALENDAR


def native(context: Context, node: Node[Measure]) -> OnPlaces:
    """What writes the instructions that find it from its arguments, place by place."""
    measure = node.data

    def write(code: Instructions, present: Sequence[Number], args: Sequence[Sequence[Ends]]) -> Ends:
        if not present:
            return surely(code.constant(0, BITS))
        from_, to = args[4][0], args[5][0]
        fewest = measured(code, periods_of(code, present, args, certain=True), args, (from_.hi, to.lo), together=False)
        told = (*args[:4], (from_, to), *(args[6:7] if measure.grouped else ()))
        if all(each.sure for some in told for each in some):
            return surely(fewest)
        periods = periods_of(code, present, args, certain=False)
        return between(fewest, measured(code, periods, args, (from_.lo, to.hi), together=True))

    def measured(
        code: Instructions,
        periods: Periods,
        args: Sequence[Sequence[Ends]],
        window: tuple[Number, Number],
        *,
        together: bool,
    ) -> Number:
        """The hours of all periods, or the most hours of one group."""
        if not measure.grouped:
            return hours(code, periods, window, measure)
        groups = by_place(code, periods, [each.lo for each in args[6]], together=together)
        return code.greatest(*(hours(code, each, window, measure) for each in groups))

    return write


def hours(code: Instructions, periods: Periods, window: tuple[Number, Number], measure: Measure) -> Number:
    """Whole hours of the periods in the window (its first day, the day after its last): all, or in the best run."""
    pieces = pieces_of(code, periods, window)
    if measure.unit in CALENDAR:
        return calendar_units(code, pieces, measure)
    if measure.continuous:
        return whole(code, best_run(code, pieces, measure), measure)
    every = [sevenths(code, each, each.worked, measure) for each in pieces]
    return whole(code, code.add(every, BITS), measure)
