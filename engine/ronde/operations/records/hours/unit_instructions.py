"""Calendar weeks and months with enough days of work, in native code.

The meaning is that of `units` beside it. Every day's week or month is looked up in the tables that columns use.
"""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.payloads import Measure
from ronde.operations.calendar_instructions import of_day
from ronde.operations.instructions import Instructions, Number
from ronde.operations.records.hours.array_units import tables
from ronde.operations.records.hours.period_instructions import DAY, Piece


def calendar_units(code: Instructions, pieces: Sequence[Piece], measure: Measure) -> Number:
    """How many weeks or months have enough days that count of pieces that are in order."""
    numbers, starts = tables(measure.unit, measure.begins)
    zero, one = code.constant(0, DAY), code.constant(1, DAY)

    def begins(unit: Number, further: Number = zero) -> Number:
        """The first day of a week or month."""
        return code.look_up(starts, code.add([unit, further], DAY))

    def least(unit: Number) -> Number:
        """How many of its days must count."""
        if measure.least_days:
            return code.constant(measure.least_days, DAY)
        return code.less(begins(unit, one), begins(unit), DAY)

    found = held = zero
    current = code.constant(-1, DAY)
    for piece in pieces:
        first, after = piece.first, piece.after
        enough = code.against(piece.worked, ">=", max(1, measure.minimum))
        counts = code.all(enough, code.compare(first, "<", after))
        unit, last = (of_day(code, numbers, day) for day in (first, code.less(after, one, DAY)))
        before = code.select(code.compare(unit, "==", current), held, zero)
        here = code.less(code.least(after, begins(unit, one)), first, DAY)
        days, days_of_last = code.add([before, here], DAY), code.less(after, begins(last), DAY)
        reached = code.all(code.compare(before, "<", least(unit)), code.compare(days, ">=", least(unit)))
        several = code.compare(last, ">", unit)
        between = code.less(code.less(last, unit, DAY), one, DAY)
        further = code.add([between, code.compare(days_of_last, ">=", least(last))], DAY)
        more = code.add([reached, code.select(several, further, zero)], DAY)
        found = code.add([found, code.select(counts, more, zero)], DAY)
        held = code.select(counts, code.select(several, days_of_last, days), held)
        current = code.select(counts, last, current)
    return found
