"""What several forms are written with: facts named in a list, dates, extremes, branches."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op, Said
from ronde.model.types import DATE, YES_NO, Kind, Type
from ronde.syntax.cursor import Cursor


def named_facts(low: PlanBuilder, at: Cursor) -> list[int]:
    """The nodes of the facts named in a list, with the same decimals. Errors: CompileError."""
    names = at.items()
    if not names:
        raise at.fault("list-expected")
    written = [str(name.tree) for name in names]
    for position, name in enumerate(names):
        if written.index(str(name.tree)) != position:
            raise name.fault("member-twice")
    return low.aligned(at, *(low.ordered(low.fact(str(name.tree), name), name) for name in names))


def extreme(low: PlanBuilder, at: Cursor, op: str, nodes: list[int]) -> int:
    """The node of the least or the greatest of some nodes. Errors: CompileError."""
    aligned = low.aligned(at, *nodes)
    kinds = [low.type_of(node) for node in aligned]
    choose = min if op is Op.LEAST else max
    kind = next((each for each in kinds if each.kind is not Kind.NUMBER), kinds[0])
    bounds = kind.within(choose(each.low for each in kinds), choose(each.high for each in kinds))
    return low.apply(op, at, tuple(aligned), bounds)


def chosen(low: PlanBuilder, at: Cursor, conditions: list[int], values: list[int], branches: list[Cursor]) -> int:
    """The node that takes the value of the first condition that holds, else the last value; `branches` is where each
    value stands. Errors: CompileError."""
    aligned = low.aligned(at, *values)
    kinds = [low.type_of(value) for value in aligned]
    kind = max(kinds, key=lambda each: (len(each.choices), each.kind is Kind.MONEY))
    if kind.ordered:
        kind = kind.within(min(each.low for each in kinds), max(each.high for each in kinds))
    args = [node for pair in zip(conditions, aligned, strict=False) for node in pair]
    said = Said("choose", branches=tuple(branch.place for branch in branches))
    return low.apply(Op.CHOOSE, at, (*args, aligned[-1]), kind, said=said)


def branch_value(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of a literal of the wanted type, or of `{fact: name}`. Errors: CompileError."""
    if wanted is not None and not isinstance(at.tree, dict):
        return low.literal(at, wanted)
    return value_node(low, at)


def value_node(low: PlanBuilder, at: Cursor) -> int:
    """The node of a literal whose type shows (a number, true, false) or of `{fact: name}`. Errors: CompileError."""
    if isinstance(at.tree, dict):
        return low.operand(at, YES_NO)
    if isinstance(at.tree, bool):
        return low.literal(at, YES_NO)
    if isinstance(at.tree, str):
        raise at.fault("type-needed", value=at.tree)
    return low.number(at)


def two_dates(low: PlanBuilder, at: Cursor) -> tuple[int, int]:
    """The nodes of `from` and `to`. Errors: CompileError."""
    return date_fact(low, at.down("from")), date_fact(low, at.down("to"))


def date_fact(low: PlanBuilder, at: Cursor) -> int:
    """The node of a date: the name of a fact, or a date literal. Errors: CompileError."""
    written = str(at.tree)
    if written[:1].isdigit():
        return low.literal(at, DATE)
    node = low.fact(written, at)
    if low.type_of(node).kind is not Kind.DATE:
        raise at.fault("not-a-date", name=written, operator="date")
    return node
