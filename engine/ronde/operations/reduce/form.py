"""An amount that shrinks as a number grows above a threshold: how it is written."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from ronde.building.builder import PlanBuilder, fraction
from ronde.model.payloads import Reduction, Rounding
from ronde.model.types import Kind, Type
from ronde.operations.parts import ordered_fact
from ronde.operations.reduce.syntax import ReduceSyntax
from ronde.operations.reduce.value import cut, reduced
from ronde.operations.rounding import check_width, rounding_of
from ronde.syntax.gather import each_of
from ronde.syntax.values import Literal


def form(low: PlanBuilder, written: ReduceSyntax, wanted: Type | None) -> int:
    """The node of an amount that is reduced, and never below zero. Errors: CompileError."""
    asked = (partial(ordered_fact, low, written.amount), partial(ordered_fact, low, written.of))
    nodes = each_of(lambda make: make(), (*asked, partial(low.number, written.above)))
    at = written.at
    for node, place in zip(nodes, (written.amount.at, written.of.at, written.above.at), strict=True):
        if low.type_of(node).kind not in (Kind.NUMBER, Kind.MONEY):
            raise place.fault("not-a-number", found=low.type_of(node).kind)
    least = max(low.type_of(node).decimals for node in nodes)
    data, decimals = _by_rate(written, least) if written.for_each is None else _by_steps(low, written, least)
    args = [low.times(each, 10 ** (decimals - low.type_of(each).decimals), at, decimals) for each in nodes]
    amount, of, above = (low.type_of(each) for each in args)
    over = Type(Kind.NUMBER, decimals, 0, max(0, of.high - above.low))
    check_width(at, over, data.rounding)
    low.counted_to(at, over.within(0, cut(over.high, data)))
    ends = reduced(amount.low, of.high, above.low, data), reduced(amount.high, of.low, above.high, data)
    return low.apply("reduce", at, tuple(args), Type(amount.kind, decimals, *ends), data=data)


def _by_steps(low: PlanBuilder, written: ReduceSyntax, least: int) -> tuple[Reduction, int]:
    """So much for each step, and the decimals that this takes."""
    by, each = (low.type_of(low.number(part)) for part in (written.by, written.for_each) if part is not None)
    begun = written.begun is not None and written.begun.value is True
    decimals = max(least, by.decimals, each.decimals)
    unit, step = (kind.low * 10 ** (decimals - kind.decimals) for kind in (by, each))
    if unit <= 0 or step <= 0 or written.rounding is not None:
        raise written.at.fault("reduce-form")
    return Reduction(Rounding(1, step, "up" if begun else "down"), unit, steps=True), decimals


def _by_rate(written: ReduceSyntax, least: int) -> tuple[Reduction, int]:
    """A rate, and the decimals that the outcome has."""
    if written.rounding is None or written.begun is not None or not isinstance(written.by, Literal):
        raise written.at.fault("reduce-form")
    rate = fraction(written.by)
    if rate < 0:
        raise written.at.fault("reduce-form")
    _, unit, places = rounding_of(written.rounding, Fraction(1))
    decimals = max(least, places)
    rounding, _, _ = rounding_of(written.rounding, rate / 10**decimals)
    return Reduction(rounding, unit * 10 ** (decimals - places)), decimals
