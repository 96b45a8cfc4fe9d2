"""Conditions: all, any, none, and tests of one fact."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder, fraction
from ronde.building.lists import check_code, codes_of
from ronde.model.document import Tree
from ronde.model.nodes import Op, Operand, Said, Texts
from ronde.model.types import YES_NO, Kind, NotOfType, Type, read_value
from ronde.syntax.cursor import Cursor

OPERATORS = (
    "is",
    "in",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "between",
    "before",
    "after",
    "known",
    "in_list",
    "multiple_of",
)
GROUPS = {"all": Op.ALL, "any": Op.ANY, "none": Op.ANY}


def condition(low: PlanBuilder, at: Cursor) -> int:
    """The yes_no node of a condition. Errors: CompileError."""
    if not isinstance(at.tree, dict):
        raise at.fault("condition-form")
    groups = [form for form in GROUPS if form in at.tree]
    if len(groups) == 1 and "fact" not in at.tree:
        at.only(groups[0], "because")
        return group(low, at, groups[0])
    if groups or "fact" not in at.tree:
        raise at.fault("condition-form")
    return _unless(low, at, _test(low, at))


def group(low: PlanBuilder, at: Cursor, form: str) -> int:
    """The node of an `all`, `any` or `none` at this place. Errors: CompileError."""
    members = tuple(condition(low, member) for member in at.down(form).items())
    if not members:
        raise at.fault("group-empty", form=form)
    said = Said(form, because=_because(at))
    if form != "none":
        return low.apply(GROUPS[form], at, members, YES_NO, said=said)
    return low.apply(Op.NEGATE, at, (low.apply(Op.ANY, at, members, YES_NO, said=Said("any")),), YES_NO, said=said)


def optional(low: PlanBuilder, at: Cursor) -> int:
    """The condition at this place, or one that always holds where nothing is written."""
    return condition(low, at) if at.tree is not None else low.constant(1, YES_NO)


def _because(at: Cursor) -> Texts | None:
    written = at.down("because").tree
    return {language: str(text) for language, text in written.items()} if isinstance(written, dict) else None


def _unless(low: PlanBuilder, at: Cursor, test: int) -> int:
    if not at.has("unless"):
        return test
    exception = condition(low, at.down("unless"))
    return low.apply(Op.ANY, at, (test, exception), YES_NO, said=Said("unless", because=_because(at)))


def _test(low: PlanBuilder, at: Cursor) -> int:
    operators = [operator for operator in OPERATORS if at.has(operator)]
    if len(operators) != 1:
        raise at.fault("one-operator", found=", ".join(operators) or "-", known=", ".join(OPERATORS))
    operator, name = operators[0], at.down("fact").tree
    at.only("fact", operator, "unless", "because")
    operand = at.down(operator)
    if not isinstance(name, str):
        raise at.fault("condition-form")
    said = Said("test", name, operator, _frozen(operand.tree), None if at.has("unless") else _because(at))
    if operator == "known":
        return _known(low, at, name, operand, said)
    fact = low.fact(name, at.down("fact"))
    kind = low.type_of(fact)
    if operator == "is":
        return _is(low, at, fact, operand, said)
    if operator == "in":
        return low.apply(Op.MEMBER, at, (fact,), YES_NO, data=_members(low, operand, kind), said=said)
    if operator == "in_list":
        low.rest_on_list(str(operand.tree))
        return low.apply(Op.MEMBER, at, (fact,), YES_NO, data=_listed(low, operand, name, kind), said=said)
    if operator in ("before", "after") and kind.kind is not Kind.DATE:
        raise at.fault("not-a-date", name=name, operator=operator)
    if operator == "multiple_of":
        return _multiple(low, at, fact, operand, said)
    low.ordered(fact, at.down("fact"))
    if operator == "between":
        return _between(low, at, fact, operand, said)
    first, second = _sides(low, at, fact, operand)
    if operator in ("at_most", "more_than", "after"):
        first, second = second, first
    if operator in ("at_least", "at_most"):
        return low.apply(Op.AT_LEAST, at, (first, second), YES_NO, said=said)
    return low.apply(Op.NEGATE, at, (low.apply(Op.AT_LEAST, at, (first, second), YES_NO),), YES_NO, said=said)


def _known(low: PlanBuilder, at: Cursor, name: str, operand: Cursor, said: Said) -> int:
    if not isinstance(operand.tree, bool):
        raise operand.fault("value-not-yes-no", value=operand.tree)
    if name in low.index.records:
        node = low.apply(Op.GIVEN, at, (), YES_NO, data=name)
    else:
        node = low.apply(Op.KNOWN, at, (low.fact(name, at.down("fact")),), YES_NO)
    return low.apply(Op.ALL if operand.tree else Op.NEGATE, at, (node,), YES_NO, said=said)


def _is(low: PlanBuilder, at: Cursor, fact: int, operand: Cursor, said: Said) -> int:
    kind = low.type_of(fact)
    if kind.kind is Kind.YES_NO and isinstance(operand.tree, bool):
        return low.apply(Op.ALL if operand.tree else Op.NEGATE, at, (fact,), YES_NO, said=said)
    first, second = _sides(low, at, fact, operand)
    return low.apply(Op.EQUALS, at, (first, second), YES_NO, said=said)


def _multiple(low: PlanBuilder, at: Cursor, fact: int, operand: Cursor, said: Said) -> int:
    """Whether a number is a whole number of times another: that many times it, and no rest."""
    if low.type_of(fact).kind not in (Kind.NUMBER, Kind.MONEY):
        raise at.down("fact").fault("not-a-number", found=low.type_of(fact).kind)
    number, step = low.aligned(at, fact, low.number(operand))
    kind, times = low.type_of(number), low.type_of(step).low
    whole = low.apply(Op.DIVIDE, at, (number, step), Type(Kind.NUMBER, 0, kind.low // times, kind.high // times))
    again = low.times(whole, times, at, kind.decimals)
    return low.apply(Op.EQUALS, at, (number, again), YES_NO, said=said)


def _between(low: PlanBuilder, at: Cursor, fact: int, operand: Cursor, said: Said) -> int:
    ends = operand.items()
    if len(ends) != 2:
        raise operand.fault("between")
    least, most = (_sides(low, at, fact, end) for end in ends)
    tests = (low.apply(Op.AT_LEAST, at, tuple(least), YES_NO), low.apply(Op.AT_LEAST, at, (most[1], most[0]), YES_NO))
    return low.apply(Op.ALL, at, tests, YES_NO, said=said)


def _sides(low: PlanBuilder, at: Cursor, fact: int, operand: Cursor) -> list[int]:
    """The fact and what it is compared with, with the same decimals, and times the two sides of a fraction."""
    kind = low.type_of(fact)
    if kind.kind in (Kind.NUMBER, Kind.MONEY) and not isinstance(operand.tree, dict):
        other = low.number(operand)
    else:
        other = low.operand(operand, kind, in_test=True)
        if isinstance(operand.tree, str):
            check_code(low, operand, operand.tree, kind)
    first, second = low.aligned(at, fact, other)
    if operand.has("times"):
        if kind.kind not in (Kind.NUMBER, Kind.MONEY):
            raise operand.down("times").fault("not-a-number", found=kind.kind)
        top, bottom = fraction(operand.down("times"))
        first, second = low.times(first, bottom, at), low.times(second, top, at)
    return [first, second]


def _listed(low: PlanBuilder, operand: Cursor, name: str, kind: Type) -> frozenset[str]:
    """The codes of a list, of which the fact can have some. Errors: CompileError where the test could never be true."""
    codes = codes_of(low.index, operand, str(operand.tree))
    if kind.ordered:
        raise operand.fault("list-foreign", list=operand.tree, name=name)
    possible = codes_of(low.index, operand, kind.codes) if kind.codes else frozenset(kind.choices)
    if codes and possible and not codes & possible:
        raise operand.fault("list-foreign", list=operand.tree, name=name)
    return codes


def _members(low: PlanBuilder, operand: Cursor, kind: Type) -> frozenset[int | str]:
    if not operand.items():
        raise operand.fault("list-expected")
    found: list[int | str] = []
    for item in operand.items():
        try:
            found.append(read_value(item.tree, kind, bounded=False))
        except NotOfType as wrong:
            raise item.wrong(wrong) from None
        check_code(low, item, str(item.tree), kind)
    if len(found) != len(set(found)):
        raise operand.fault("member-twice")
    return frozenset(found)


def _frozen(tree: Tree) -> object:
    """A form of an operand that a frozen node can hold: tuples for lists, `Operand` for facts."""
    if isinstance(tree, list):
        return tuple(map(_frozen, tree))
    if isinstance(tree, dict):
        times = tree.get("times")
        return Operand(str(tree.get("fact")), None if times is None else str(times))
    return tree
