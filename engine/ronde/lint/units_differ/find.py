"""The facts that are added up or compared though their units differ."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.model.nodes import Fact, Operand, Plan, Said, Texts
from ronde.model.types import Kind

ADDED = ("sum", "least", "greatest")


def find(context: Context) -> Iterator[Found]:
    """Every part of a sum, a least or a greatest, and every fact that another is compared with, that is counted in
    another unit. What was compiled once is looked at once."""
    seen: set[int] = set()
    for plan in (each.plan for each in context.slices if each.plan is not None):
        for fact in (fact for fact in plan.facts.values() if id(fact) not in seen):
            seen.add(id(fact))
            parts = [plan.facts[part] for part in fact.parts if _whole(fact, part) and part in plan.facts]
            for part in parts[1:] if fact.form in ADDED else ():
                if _differ(parts[0], part):
                    yield Found(fact.location, _about(parts[0], part))
        for node in (node for node in plan.nodes if id(node) not in seen):
            seen.add(id(node))
            both = _compared(plan, node.said) if node.said is not None else None
            if both is not None and node.where is not None and _differ(*both):
                yield Found(node.where(), _about(*both))


def _whole(fact: Fact, part: str) -> bool:
    """Whether a part counts as it is, or is taken away: a share may be of another unit."""
    return fact.shares.get(part) in (None, "-1")


def _compared(plan: Plan, said: Said) -> tuple[Fact, Fact] | None:
    """The fact of a test, and the whole of another that it is compared with, if it is with one."""
    other = said.operand
    if not isinstance(other, Operand) or other.times is not None:
        return None
    tested, with_ = plan.facts.get(said.fact or ""), plan.facts.get(other.fact)
    return None if tested is None or with_ is None else (tested, with_)


def _differ(first: Fact, second: Fact) -> bool:
    """Whether both say a unit, and in no language one begins as the other does (hours, hours a week). An amount has
    that of the book."""
    one, other = _unit(first), _unit(second)
    alike = (own.startswith(other[each]) or other[each].startswith(own) for each, own in one.items() if each in other)
    return bool(one and other) and not any(alike)


def _unit(fact: Fact) -> Texts:
    if fact.type.kind is Kind.MONEY:
        return fact.currency or {"en": "$", "fr": "$"}
    return {language: unit.other for language, unit in fact.unit.items()}


def _about(first: Fact, second: Fact) -> dict[str, object]:
    return {
        "first": first.name,
        "second": second.name,
        "unit": _unit(first),
        "other": _unit(second),
    }
