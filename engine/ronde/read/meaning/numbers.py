"""Numbers, dates and choices: sums with caps, least and greatest, quotients, calendar arithmetic, ordered choices."""

from __future__ import annotations

from ronde.model.nodes import Op, Said, Step
from ronde.model.types import DATE, DATE_HIGH, DATE_LOW, YES_NO, Kind, Type
from ronde.read.meaning.conditions import condition
from ronde.read.meaning.lists import attribute_of, codes_of
from ronde.read.meaning.lowering import At, Lowering


def total(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a `sum` with its cap and floor. Errors: Fault."""
    parts = named_facts(low, at.down("sum"))
    kinds = [low.type_of(part) for part in parts]
    kind = Kind.MONEY if any(each.kind is Kind.MONEY for each in kinds) else Kind.NUMBER
    if any(each.kind is Kind.DATE for each in kinds):
        raise at.fault("types-differ", kinds="date")
    bounds = Type(kind, kinds[0].decimals, sum(each.low for each in kinds), sum(each.high for each in kinds))
    node = low.apply(Op.SUM, at, tuple(parts), bounds)
    if at.has("cap"):
        node = _extreme(low, at, Op.LEAST, [node, low.number(at.down("cap"))])
    if at.has("floor"):
        node = _extreme(low, at, Op.GREATEST, [node, low.number(at.down("floor"))])
    return node


def least(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a `least`. Errors: Fault."""
    return _extreme(low, at, Op.LEAST, named_facts(low, at.down("least")))


def greatest(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a `greatest`. Errors: Fault."""
    return _extreme(low, at, Op.GREATEST, named_facts(low, at.down("greatest")))


def count(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a `count` of conditions. Errors: Fault."""
    members = tuple(condition(low, member) for member in at.down("count").items())
    return low.apply(Op.SUM, at, members, Type(Kind.NUMBER, 0, 0, len(members)))


def named_facts(low: Lowering, at: At) -> list[int]:
    """The nodes of the facts named in a list, with the same decimals. Errors: Fault."""
    names = at.items()
    if not names:
        raise at.fault("list-expected")
    written = [str(name.tree) for name in names]
    for position, name in enumerate(names):
        if written.index(str(name.tree)) != position:
            raise name.fault("member-twice")
    return low.aligned(at, *(low.ordered(low.fact(str(name.tree), name), name) for name in names))


def _extreme(low: Lowering, at: At, op: Op, nodes: list[int]) -> int:
    aligned = low.aligned(at, *nodes)
    kinds = [low.type_of(node) for node in aligned]
    choose = min if op is Op.LEAST else max
    kind = next((each for each in kinds if each.kind is not Kind.NUMBER), kinds[0])
    bounds = kind.within(choose(each.low for each in kinds), choose(each.high for each in kinds))
    return low.apply(op, at, tuple(aligned), bounds)


def choose(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a `choose`: the first branch whose condition holds. Errors: Fault where `otherwise` is not last."""
    branches = at.down("choose").items()
    if not branches or not branches[-1].has("otherwise") or any(branch.has("otherwise") for branch in branches[:-1]):
        raise at.fault("choose-otherwise")
    conditions = [condition(low, branch.down("when")) for branch in branches[:-1]]
    values = [_branch_value(low, branch.down("value"), wanted) for branch in branches[:-1]]
    values.append(_branch_value(low, branches[-1].down("otherwise"), wanted))
    return chosen(low, at, conditions, values)


def chosen(low: Lowering, at: At, conditions: list[int], values: list[int]) -> int:
    """The node that takes the value of the first condition that holds, else the last value. Errors: Fault."""
    aligned = low.aligned(at, *values)
    kinds = [low.type_of(value) for value in aligned]
    kind = max(kinds, key=lambda each: (len(each.choices), each.kind is Kind.MONEY))
    if kind.ordered:
        kind = kind.within(min(each.low for each in kinds), max(each.high for each in kinds))
    args = [node for pair in zip(conditions, aligned, strict=False) for node in pair]
    return low.apply(Op.CHOOSE, at, (*args, aligned[-1]), kind, said=Said("choose"))


def _branch_value(low: Lowering, at: At, wanted: Type | None) -> int:
    if wanted is not None and not isinstance(at.tree, dict):
        return low.literal(at, wanted)
    return value_node(low, at)


def value(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a `value`: a constant or another fact. Errors: Fault."""
    return _branch_value(low, at.down("value"), wanted)


def value_node(low: Lowering, at: At) -> int:
    """The node of a literal whose type shows (a number, true, false) or of `{fact: name}`. Errors: Fault."""
    if isinstance(at.tree, dict):
        return low.operand(at, YES_NO)
    if isinstance(at.tree, bool):
        return low.literal(at, YES_NO)
    if isinstance(at.tree, str):
        raise at.fault("type-needed", value=at.tree)
    return low.number(at)


def years_between(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of whole calendar years between two dates. Errors: Fault."""
    return low.apply(Op.YEARS, at, _two_dates(low, at.down("years_between")), Type(Kind.NUMBER, 0, 0, 300))


def days_between(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of days between two dates (negative where the second is first). Errors: Fault."""
    span = DATE_HIGH - DATE_LOW
    return low.apply(Op.DAYS, at, _two_dates(low, at.down("days_between")), Type(Kind.NUMBER, 0, -span, span))


def _two_dates(low: Lowering, at: At) -> tuple[int, int]:
    return date_fact(low, at.down("from")), date_fact(low, at.down("to"))


def date_fact(low: Lowering, at: At) -> int:
    """The node of a date: the name of a fact, or a date literal. Errors: Fault."""
    written = str(at.tree)
    if written[:1].isdigit():
        return low.literal(at, DATE)
    node = low.fact(written, at)
    if low.type_of(node).kind is not Kind.DATE:
        raise at.fault("not-a-date", name=written, operator="date")
    return node


def moved_date(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a date plus or minus years, months and days. Errors: Fault."""
    where = at.down("date")
    step = Step(*(_whole(where.down(unit)) for unit in ("years", "months", "days")))
    return low.apply(Op.SHIFT, where, (date_fact(low, where.down("from")),), DATE, data=step)


def _whole(at: At) -> int:
    if at.tree is None:
        return 0
    if isinstance(at.tree, bool) or not isinstance(at.tree, int):
        raise at.fault("value-not-number", value=at.tree)
    return at.tree


def divide(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a whole quotient, rounded down. Errors: Fault where the divisor could be zero or less."""
    where = at.down("divide")
    first = low.ordered(low.fact(str(where.down("fact").tree), where.down("fact")), where.down("fact"))
    first, second = low.aligned(where, first, low.number(where.down("by")))
    top, bottom = low.type_of(first), low.type_of(second)
    if bottom.low <= 0:
        raise where.down("by").fault("divide-by-zero")
    ends = [end // part for end in (top.low, top.high) for part in (bottom.low, bottom.high)]
    return low.apply(Op.DIVIDE, where, (first, second), Type(Kind.NUMBER, 0, min(ends), max(ends)))


def attribute(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of an attribute of a list's item, found by its code. Errors: Fault."""
    where = at.down("attribute")
    kind, values = attribute_of(low.index, where)
    codes = low.type_of(low.fact(str(where.down("code").tree), where.down("code"))).codes
    if codes is None or not codes_of(low.index, where, codes) <= values.keys():
        raise where.down("code").fault("attribute-code", list=where.down("list").tree, found=codes or "-")
    low.rest_on_list(str(where.down("list").tree))
    code = low.fact(str(where.down("code").tree), where.down("code"))
    return low.apply(Op.ATTRIBUTE, where, (code,), kind, data=values)
