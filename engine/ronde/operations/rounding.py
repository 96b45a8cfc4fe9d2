"""Numbers brought to a whole number, and how that is written: the meaning for one candidate."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ronde.building.builder import PlanBuilder
from ronde.model.fractions import decimals_of
from ronde.model.payloads import Rounding
from ronde.model.types import Type, show_number
from ronde.operations.written import RoundingSyntax
from ronde.syntax.position import Position

TOWARDS = ("nearest", "nearest_even", "down", "up")
WIDEST = 2**63 - 1
"""The largest number that a column can hold while it is rounded."""


def rounded(top: int, bottom: int, towards: str) -> int:
    """The whole number that a fraction is brought to; `bottom` is more than zero."""
    if towards == "down":
        return top // bottom
    if towards == "up":
        return -(-top // bottom)
    if towards == "nearest_even":
        whole, rest = divmod(top, bottom)
        return whole + (2 * rest > bottom or (2 * rest == bottom and whole % 2))
    nearest = (2 * abs(top) + bottom) // (2 * bottom)
    return nearest if top >= 0 else -nearest


def widest(kind: Type, data: Rounding, divisor: int = 1) -> int:
    """The largest number that comes up while values of a type are rounded, after a division by up to so much."""
    return 2 * (max(abs(kind.low), abs(kind.high)) * abs(data.top) + data.bottom * divisor)


def check_width(where: Position, kind: Type, data: Rounding, divisor: int = 1) -> None:
    """A column can hold what comes up while values of a type are rounded. Errors: CompileError."""
    largest = widest(kind, data, divisor)
    if largest > WIDEST:
        raise where.fault("number-too-large", value=show_number(largest, 0), most=show_number(WIDEST, 0))


def rounding_of(written: RoundingSyntax, scale: Fraction) -> tuple[Rounding, int, int]:
    """How a whole number that stands for itself times `scale` is rounded, by what the outcome is then multiplied, and
    its decimals. Errors: CompileError."""
    to = written.to.value
    if isinstance(to, bool) or not isinstance(to, int | float) or to <= 0:
        raise written.to.at.fault("rounding-form")
    if written.towards.value not in TOWARDS:
        raise written.towards.at.fault("rounding-form")
    unit = Fraction(Decimal(repr(to)))
    decimals = decimals_of(unit) or 0
    part = scale / unit
    made = Rounding(part.numerator, part.denominator, str(written.towards.value))
    return made, int(unit * 10**decimals), decimals


def finished(
    low: PlanBuilder, where: Position, op: str, args: tuple[int, ...], data: Rounding, unit: int, kind: Type
) -> int:
    """The node that rounds, of this kind with the bounds of the whole numbers that come out, times the unit.

    Errors: CompileError if a number could be larger than the engine counts.
    """
    check_width(where, low.type_of(args[0]), data, low.type_of(args[1]).high if len(args) > 1 else 1)
    low.counted_to(where, kind.within(kind.low * unit, kind.high * unit))
    return low.times(low.apply(op, where, args, kind, data=data), unit, where, kind.decimals)
