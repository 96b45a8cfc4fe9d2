"""Unbroken runs of work, in native code. The meaning is that of `periods` beside it: days that do not count break a run
unless the measure bridges them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ronde.model.payloads import Measure
from ronde.operations.instructions import BITS, Instructions, Number
from ronde.operations.records.hours.array_periods import NEVER, WEEK
from ronde.operations.records.hours.period_instructions import DAY, Periods, Piece, pieces_of, sevenths, whole
from ronde.operations.records.hours.units import MONDAY


def best_run(code: Instructions, pieces: Sequence[Piece], measure: Measure) -> Number:
    """The sevenths of scaled hours of the best run over pieces that are in order."""
    more = [sevenths(code, each, each.worked, measure) for each in pieces]
    return code.greatest(code.constant(0, BITS), *_running(code, _links(code, pieces, measure), more))


def part_of_best_run(
    code: Instructions, periods: Periods, window: tuple[Number, Number], measure: Measure
) -> tuple[Number, Number]:
    """The whole hours of the best run, the first of equal ones, and what of it was worked in periods that are a
    part."""
    pieces = pieces_of(code, periods, window)
    links = _links(code, pieces, measure)
    however_little = replace(measure, minimum=0)
    runs = _running(code, links, [sevenths(code, each, each.worked, measure) for each in pieces])
    parts = _running(code, links, [sevenths(code, each, each.of_part, however_little) for each in pieces])
    best = part_of_best = code.constant(0, BITS)
    for run, part in zip(runs, parts, strict=True):
        part_of_best = code.select(code.compare(run, ">", best), part, part_of_best)
        best = code.greatest(best, run)
    return whole(code, best, measure), whole(code, part_of_best, measure)


def _links(code: Instructions, pieces: Sequence[Piece], measure: Measure) -> list[tuple[Number, Number]]:
    """Of each piece whether its days count, and whether it goes on with the run before it."""
    found = []
    goes_on_to = code.constant(NEVER, DAY)
    for piece in pieces:
        counts = code.against(piece.worked, ">=", max(1, measure.minimum))
        found.append((counts, code.compare(piece.first, "<=", goes_on_to)))
        goes_on_to = code.select(counts, _bridged(code, piece.after, measure), goes_on_to)
    return found


def _running(code: Instructions, links: Sequence[tuple[Number, Number]], more: Sequence[Number]) -> list[Number]:
    """After each piece what the last run has come to, by what each piece adds to its run."""
    found = []
    run = zero = code.constant(0, BITS)
    for (counts, goes_on), each in zip(links, more, strict=True):
        run = code.select(counts, code.add([code.select(goes_on, run, zero), each], BITS), run)
        found.append(run)
    return found


def _bridged(code: Instructions, day: Number, measure: Measure) -> Number:
    """Until when the next piece may begin without breaking a run that ends before this day."""
    if not measure.bridged:
        return day
    since = code.less(day, code.constant(MONDAY, DAY), DAY)
    week = code.constant(WEEK, DAY)
    weekday = code.less(since, code.times(code.floor(since, week), week, DAY), DAY)
    gap = code.constant(measure.bridged[0], DAY)
    for number, days in enumerate(measure.bridged):
        gap = code.select(code.against(weekday, "==", number), code.constant(days, DAY), gap)
    return code.add([day, gap], DAY)
