"""Progressive rates: each slice of a number at its own rate: how it is written."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import lcm

from ronde.building.builder import PlanBuilder, check_formula
from ronde.model.fractions import decimals_of, fraction_of
from ronde.model.payloads import Rounding, Slices
from ronde.model.types import Kind, NotOfType, Type, read_value, show_number
from ronde.operations.parts import ordered_fact
from ronde.operations.rounding import WIDEST, rounded, rounding_of
from ronde.operations.slices.syntax import Slice, SlicesSyntax
from ronde.syntax.gather import each_of

EXACT = Rounding(1, 1, "down")
"""Nothing is rounded."""


def form(low: PlanBuilder, written: SlicesSyntax, wanted: Type | None) -> int:
    """The node of a number at progressive rates. Errors: CompileError for rows out of order, a first row that leaves
    something out, a base that the rates do not make, and a fraction that is not rounded."""
    of = ordered_fact(low, written.of)
    kind = low.type_of(of)
    if kind.kind not in (Kind.NUMBER, Kind.MONEY):
        raise written.of.at.fault("not-a-number", found=kind.kind)
    if not written.rows:
        raise written.at.fault("table-rows")
    data, unit, decimals = _slices(written, kind)
    every, how = [data.at(each) for each in data.turns(kind.low, kind.high)], data.rounding
    largest = 2 * (max(map(abs, every)) * how.top + how.bottom)
    if largest > WIDEST:
        raise written.at.fault("number-too-large", value=show_number(largest, 0), most=show_number(WIDEST, 0))
    ends = [rounded(each * how.top, how.bottom, how.towards) for each in every]
    made = Type(kind.kind, decimals, min(ends), max(ends))
    low.counted_to(written.at, made.within(made.low * unit, made.high * unit))
    return low.times(low.apply("slices", written.at, (of,), made, data=data), unit, written.at, decimals)


def _slices(written: SlicesSyntax, kind: Type) -> tuple[Slices, int, int]:
    """The slices of a number of a type, by what the outcome is then multiplied, and its decimals."""
    starts, rates = _starts(written, kind), each_of(_rate, written.rows)
    bases = _bases(written, starts, rates, kind)
    scale = lcm(*(each.denominator for each in (*rates, *bases))) * 10**kind.decimals
    data, unit, decimals = EXACT, 1, decimals_of(Fraction(1, scale))
    if written.rounding is not None:
        data, unit, decimals = rounding_of(written.rounding, Fraction(1, scale))
    elif decimals is None:
        raise written.at.fault("rounding-needed", of="…")
    else:
        scale = 10**decimals
    offsets = tuple(int(each * scale) for each in bases)
    slopes = tuple(int(each * scale / 10**kind.decimals) for each in rates)
    printed = tuple(row.base is not None for row in written.rows)
    return Slices(tuple(starts), offsets, slopes, scale, data, printed), unit, decimals


def _starts(written: SlicesSyntax, kind: Type) -> list[int]:
    """Where the slices begin. Errors: CompileError if they do not go up, or leave out what lies below the first."""
    starts = each_of(lambda row: _start(row, kind, first=row is written.rows[0]), written.rows)
    for (before, after), row in zip(pairwise(starts), written.rows[1:], strict=True):
        if after <= before:
            raise row.start.at.fault("slices-order", value=row.start.value)
    if starts[0] > max(kind.low, 0):
        raise written.rows[0].start.at.fault("slices-first", low=show_number(max(kind.low, 0), kind.decimals))
    return starts


def _start(row: Slice, kind: Type, *, first: bool) -> int:
    """Where a slice begins. Errors: CompileError, also where nothing can be so large."""
    try:
        return int(read_value(row.start.value, kind, bounded=not first))
    except NotOfType as wrong:
        check_formula(row.start)
        raise row.start.at.wrong(wrong) from None


def _rate(row: Slice) -> Fraction:
    found = fraction_of(str(row.rate.value))
    if found is None:
        raise row.rate.at.fault("fraction", value=row.rate.value)
    return found


def _bases(written: SlicesSyntax, starts: list[int], rates: list[Fraction], kind: Type) -> list[Fraction]:
    """What all slices below each row come to: as the page prints it, else as the rates make it.

    Errors: CompileError where both are at hand and differ by as much as the total is rounded to."""
    within = Fraction(0)
    if written.rounding is not None:
        _, unit, decimals = rounding_of(written.rounding, Fraction(1))
        within = Fraction(unit, 10**decimals)
    made = Fraction(0)
    found: list[Fraction] = []
    for place, row in enumerate(written.rows):
        if place:
            made = found[-1] + rates[place - 1] * Fraction(starts[place] - starts[place - 1], 10**kind.decimals)
        if row.base is not None:
            told = _amount(row, kind)
            if place and told != made and abs(told - made) >= within:
                raise row.base.at.fault("slices-base", value=row.base.value, made=_shown(made))
            made = told
        found.append(made)
    return found


def _amount(row: Slice, kind: Type) -> Fraction:
    assert row.base is not None
    try:
        return Fraction(int(read_value(row.base.value, kind, bounded=False)), 10**kind.decimals)
    except NotOfType as wrong:
        check_formula(row.base)
        raise row.base.at.wrong(wrong) from None


def _shown(number: Fraction) -> str:
    """A number with at most four decimals, for a message."""
    return show_number(round(number * 10**4), 4)
