"""What several forms are written with: facts named in a list, dates, extremes, branches."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from math import lcm

from ronde.building.builder import PlanBuilder, check_formula
from ronde.model.nodes import Op, Said
from ronde.model.types import DATE, YES_NO, Kind, Type
from ronde.operations.written import Parts, Shares, TwoDates
from ronde.syntax.gather import both, each_of
from ronde.syntax.position import Position
from ronde.syntax.values import Broken, Literal, Name, Value


def named_facts(low: PlanBuilder, written: Parts) -> list[int]:
    """The nodes of the facts named in a list, with the same decimals. Errors: CompileError."""
    _once(written)
    return low.aligned(written.at, *each_of(partial(ordered_fact, low), written.facts))


def _once(written: Parts | Shares) -> None:
    """Facts are named in a list, each once. Errors: CompileError."""
    if not written.facts:
        raise written.at.fault("list-expected")
    names = [name.text for name in written.facts]
    for position, name in enumerate(written.facts):
        if names.index(name.text) != position:
            raise name.at.fault("member-twice")


def shared_sum(low: PlanBuilder, written: Shares) -> tuple[int, int]:
    """The node of what shares of facts add up to, times a whole number, and that number. Errors: CompileError."""
    at, parts = written.at, each_of(partial(_share, low), written.values)
    _once(written)
    nodes = low.aligned(at, *(node for node, _ in parts))
    kinds = [low.type_of(node) for node in nodes]
    if any(each.kind is Kind.DATE for each in kinds):
        raise at.fault("types-differ", kinds="date")
    kind = Kind.MONEY if any(each.kind is Kind.MONEY for each in kinds) else Kind.NUMBER
    whole = lcm(*(part.denominator for _, part in parts))
    factors = [int(part * whole) for _, part in parts]
    ends = [sorted((each.low * by, each.high * by)) for each, by in zip(kinds, factors, strict=True)]
    bounds = Type(kind, kinds[0].decimals, sum(low_ for low_, _ in ends), sum(high for _, high in ends))
    low.counted_to(at, bounds)
    shares = [low.times(node, by, at) for node, by in zip(nodes, factors, strict=True)]
    return low.apply(Op.SUM, at, tuple(shares), bounds), whole


def _share(low: PlanBuilder, written: Value) -> tuple[int, Fraction]:
    if isinstance(written, Broken):
        raise written.fault
    if isinstance(written, Literal):
        raise written.at.fault("operand", key=True)
    node, part = low.share(written)
    return low.ordered(node, written.fact.at), part


def ordered_fact(low: PlanBuilder, name: Name) -> int:
    """The node of a fact that has an order. Errors: CompileError."""
    return low.ordered(low.fact(name), name.at)


def extreme(low: PlanBuilder, at: Position, op: str, nodes: list[int]) -> int:
    """The node of the least or the greatest of some nodes. Errors: CompileError."""
    aligned = low.aligned(at, *nodes)
    kinds = [low.type_of(node) for node in aligned]
    choose = min if op is Op.LEAST else max
    kind = next((each for each in kinds if each.kind is not Kind.NUMBER), kinds[0])
    bounds = kind.within(choose(each.low for each in kinds), choose(each.high for each in kinds))
    return low.apply(op, at, tuple(aligned), bounds)


def chosen(
    low: PlanBuilder,
    at: Position,
    conditions: list[int],
    values: list[int],
    branches: Sequence[Position],
    form: str = "choose",
) -> int:
    """The node that takes the value of the first condition that holds, else the last value; `branches` is where each
    value stands, `form` what the choice is between. Errors: CompileError."""
    aligned = low.aligned(at, *values)
    kinds = [low.type_of(value) for value in aligned]
    kind = max(kinds, key=lambda each: (len(each.choices), each.kind is Kind.MONEY))
    if kind.ordered:
        kind = kind.within(min(each.low for each in kinds), max(each.high for each in kinds))
    args = [node for pair in zip(conditions, aligned, strict=False) for node in pair]
    said = Said(form, branches=tuple(branch.location for branch in branches))
    return low.apply(Op.CHOOSE, at, (*args, aligned[-1]), kind, said=said)


def branch_value(low: PlanBuilder, wanted: Type | None, written: Value) -> int:
    """The node of a literal of the wanted type, or of another fact. Errors: CompileError."""
    if isinstance(written, Literal):
        _check_name(low, written, wanted)
        if wanted is not None:
            return low.literal(written, wanted)
    return value_node(low, written)


def _check_name(low: PlanBuilder, written: Literal, wanted: Type | None) -> None:
    """The name of a fact is no value of a number, a date, a yes or no. Errors: CompileError."""
    if isinstance(written.value, str) and (wanted is None or wanted.ordered) and written.value in low.index.facts:
        raise written.at.fault("fact-as-text", name=written.value)


def value_node(low: PlanBuilder, written: Value) -> int:
    """The node of a literal whose type shows (a number, true, false) or of another fact. Errors: CompileError."""
    if not isinstance(written, Literal):
        return low.operand(written, YES_NO)
    if isinstance(written.value, bool):
        return low.literal(written, YES_NO)
    if isinstance(written.value, str):
        check_formula(written)
        raise written.at.fault("type-needed", value=written.value)
    return low.number(written)


def date_nodes(low: PlanBuilder, written: TwoDates) -> tuple[int, int]:
    """The nodes of two dates. Errors: CompileError."""
    return both(partial(date_fact, low, written.start), partial(date_fact, low, written.end))


def date_fact(low: PlanBuilder, written: Name) -> int:
    """The node of a date: the name of a fact, or a date literal. Errors: CompileError."""
    if written.text[:1].isdigit():
        return low.literal(Literal(written.text, written.at), DATE)
    node = low.fact(written)
    if low.type_of(node).kind is not Kind.DATE:
        raise written.at.fault("not-a-date", name=written.text, operator="date")
    return node
