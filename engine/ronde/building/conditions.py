"""Conditions: all, any, none, and tests of one fact."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder, fraction, literal_of
from ronde.building.lists import check_code, codes_of
from ronde.building.quotes import quoting
from ronde.model import nodes
from ronde.model.nodes import Op, Said
from ronde.model.types import YES_NO, Kind, Type
from ronde.syntax.conditions import Condition, ConditionGroup, FactTest, Operand
from ronde.syntax.gather import both, each_of
from ronde.syntax.values import Broken, FactValue, Literal, Name, Value

JOINED = {"all": Op.ALL, "any": Op.ANY, "none": Op.ANY}


def condition(low: PlanBuilder, written: Condition) -> int:
    """The yes_no node of a condition. Errors: CompileError."""
    if isinstance(written, Broken):
        raise written.fault
    if isinstance(written, ConditionGroup):
        return group(low, written)
    if written.unless is None:
        return _test(low, written)
    args = both(partial(_test, low, written), partial(condition, low, written.unless))
    said = Said("unless", because=quoting(low, written.because, written.fact))
    return low.apply(Op.ANY, written.at, args, YES_NO, said=said)


def group(low: PlanBuilder, written: ConditionGroup) -> int:
    """The node of an `all`, `any` or `none`. Errors: CompileError."""
    form, at = written.form, written.at
    members = tuple(each_of(partial(condition, low), written.members))
    if not members:
        raise at.fault("group-empty", form=form)
    said = Said(form, because=quoting(low, written.because))
    if form != "none":
        return low.apply(JOINED[form], at, members, YES_NO, said=said)
    return low.apply(Op.NEGATE, at, (low.apply(Op.ANY, at, members, YES_NO, said=Said("any")),), YES_NO, said=said)


def optional(low: PlanBuilder, written: Condition | None) -> int:
    """The node of a condition, or one that always holds if none is written. Errors: CompileError."""
    return condition(low, written) if written is not None else low.constant(1, YES_NO)


def _test(low: PlanBuilder, written: FactTest) -> int:
    at, operator, operand, name = written.at, written.operator, written.operand, written.fact.text
    because = None if written.unless else quoting(low, written.because, written.fact)
    said = Said("test", name, operator, _said(operand), because)
    if operator == "known":
        return _known(low, written, said)
    fact = low.fact(written.fact)
    kind = low.type_of(fact)
    if isinstance(operand, Name):
        low.rest_on_list(operand.text)
        return low.apply(Op.MEMBER, at, (fact,), YES_NO, data=_listed(low, operand, name, kind), said=said)
    if operator == "in":
        return low.apply(Op.MEMBER, at, (fact,), YES_NO, data=_members(low, written, kind), said=said)
    if operator in ("before", "after") and kind.kind is not Kind.DATE:
        raise at.fault("not-a-date", name=name, operator=operator)
    if isinstance(operand, tuple):
        return _between(low, written, fact, operand, said)
    if operator == "is":
        return _is(low, written, fact, operand, said)
    if operator == "multiple_of":
        return _multiple(low, written, fact, operand, said)
    low.ordered(fact, written.fact.at)
    first, second = _sides(low, written, fact, operand)
    if operator in ("at_most", "more_than", "after"):
        first, second = second, first
    if operator in ("at_least", "at_most"):
        return low.apply(Op.AT_LEAST, at, (first, second), YES_NO, said=said)
    return low.apply(Op.NEGATE, at, (low.apply(Op.AT_LEAST, at, (first, second), YES_NO),), YES_NO, said=said)


def _known(low: PlanBuilder, written: FactTest, said: Said) -> int:
    wanted = written.operand.value if isinstance(written.operand, Literal) else None
    if isinstance(written.operand, Broken):
        raise written.operand.fault
    if not isinstance(wanted, bool):
        raise written.operand_at.fault("value-not-yes-no", value=wanted)
    if written.fact.text in low.index.records:
        node = low.apply(Op.GIVEN, written.at, (), YES_NO, data=written.fact.text)
    else:
        node = low.apply(Op.KNOWN, written.at, (low.fact(written.fact),), YES_NO)
    return low.apply(Op.ALL if wanted else Op.NEGATE, written.at, (node,), YES_NO, said=said)


def _is(low: PlanBuilder, written: FactTest, fact: int, operand: Value, said: Said) -> int:
    if low.type_of(fact).kind is Kind.YES_NO and isinstance(operand, Literal) and isinstance(operand.value, bool):
        return low.apply(Op.ALL if operand.value else Op.NEGATE, written.at, (fact,), YES_NO, said=said)
    first, second = _sides(low, written, fact, operand)
    return low.apply(Op.EQUALS, written.at, (first, second), YES_NO, said=said)


def _multiple(low: PlanBuilder, written: FactTest, fact: int, operand: Value, said: Said) -> int:
    """Whether a number is a whole number of times another: that many times it, and no rest."""
    at = written.at
    if low.type_of(fact).kind not in (Kind.NUMBER, Kind.MONEY):
        raise written.fact.at.fault("not-a-number", found=low.type_of(fact).kind)
    number, step = low.aligned(at, fact, low.number(operand))
    kind, times = low.type_of(number), low.type_of(step).low
    whole = low.apply(Op.DIVIDE, at, (number, step), Type(Kind.NUMBER, 0, kind.low // times, kind.high // times))
    again = low.times(whole, times, at, kind.decimals)
    return low.apply(Op.EQUALS, at, (number, again), YES_NO, said=said)


def _between(low: PlanBuilder, written: FactTest, fact: int, ends: tuple[Value, ...], said: Said) -> int:
    low.ordered(fact, written.fact.at)
    if len(ends) != 2:
        raise written.operand_at.fault("between")
    at = written.at
    least, most = each_of(partial(_sides, low, written, fact), ends)
    tests = (low.apply(Op.AT_LEAST, at, tuple(least), YES_NO), low.apply(Op.AT_LEAST, at, (most[1], most[0]), YES_NO))
    return low.apply(Op.ALL, at, tests, YES_NO, said=said)


def _sides(low: PlanBuilder, written: FactTest, fact: int, operand: Value) -> list[int]:
    """The fact and what it is compared with, with the same decimals, and times the two sides of a fraction."""
    kind = low.type_of(fact)
    if kind.kind in (Kind.NUMBER, Kind.MONEY) and isinstance(operand, Literal):
        other = low.number(operand)
    else:
        other = low.operand(operand, kind, in_test=True)
        if isinstance(operand, Literal) and isinstance(operand.value, str):
            check_code(low, operand.at, operand.value, kind)
    first, second = low.aligned(written.at, fact, other)
    if isinstance(operand, FactValue) and operand.times is not None:
        if kind.kind not in (Kind.NUMBER, Kind.MONEY):
            raise operand.times.at.fault("not-a-number", found=kind.kind)
        part = fraction(operand.times)
        first = low.times(first, part.denominator, written.at)
        second = low.times(second, part.numerator, written.at)
    return [first, second]


def _listed(low: PlanBuilder, operand: Name, name: str, kind: Type) -> frozenset[str]:
    """The codes of a list, of which the fact can have some. Errors: CompileError where the test could never be true."""
    codes = codes_of(low.index, operand.at, operand.text)
    if kind.ordered:
        raise operand.at.fault("list-foreign", list=operand.text, name=name)
    possible = codes_of(low.index, operand.at, kind.codes) if kind.codes else frozenset(kind.choices)
    if codes and possible and not codes & possible:
        raise operand.at.fault("list-foreign", list=operand.text, name=name)
    return codes


def _members(low: PlanBuilder, written: FactTest, kind: Type) -> frozenset[int | str]:
    written_ = written.operand if isinstance(written.operand, tuple) else ()
    operands = [each for each in written_ if isinstance(each, Literal)]
    if not operands:
        raise written.operand_at.fault("list-expected")
    found = each_of(partial(_member, low, kind), operands, alike=True)
    if len(found) != len(set(found)):
        raise written.operand_at.fault("member-twice")
    return frozenset(found)


def _member(low: PlanBuilder, kind: Type, written: Literal) -> int | str:
    value = literal_of(written, kind)
    check_code(low, written.at, str(written.value), kind)
    return value


def _said(operand: Operand) -> object:
    """A form of an operand that a node of the plan can hold."""
    if isinstance(operand, tuple):
        return tuple(map(_said, operand))
    if isinstance(operand, FactValue):
        return nodes.Operand(operand.fact.text, None if operand.times is None else str(operand.times.value))
    if isinstance(operand, Name):
        return operand.text
    return operand.value if isinstance(operand, Literal) else None
