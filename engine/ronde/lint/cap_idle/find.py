"""The caps of sums that no sum can come to."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from ronde.building.index import Definition, index
from ronde.lint.context import Context, Found
from ronde.model.nodes import Fact, Operand, Plan
from ronde.model.types import read_value, show_number
from ronde.operations.registry import written
from ronde.operations.sum.syntax import SumSyntax
from ronde.syntax.values import Literal


def find(context: Context) -> Iterator[Found]:
    """Every cap that is above the most that the parts give together, under all rules in which the sum stands."""
    most: dict[Definition, tuple[int, Fact]] = {}
    for each in context.slices:
        sums = [fact for fact in each.plan.facts.values() if fact.form == "sum"] if each.plan is not None else []
        definitions = index(each.rules, context.written).facts if sums else {}
        for fact in sums:
            definition = definitions[fact.name][0]
            if each.plan is not None:
                found = _together(fact, each.plan)
                most[definition] = max((found, fact), most.get(definition, (found, fact)), key=lambda pair: pair[0])
    for definition, (found, fact) in most.items():
        if definition.version not in context.unseen:
            yield from _idle(definition, found, fact)


def _together(fact: Fact, plan: Plan) -> int:
    most = Fraction(0)
    for part in fact.parts:
        if part in plan.facts:
            kind, share = plan.facts[part].type, Operand(part, fact.shares.get(part)).fraction
            most += max(kind.low * share, kind.high * share) * Fraction(10**fact.type.decimals, 10**kind.decimals)
    return floor(most)


def _idle(definition: Definition, most: int, fact: Fact) -> Iterator[Found]:
    told = written(definition.written, "sum")
    cap = told.cap if isinstance(told, SumSyntax) else None
    if isinstance(cap, Literal):
        limit = int(read_value(cap.value, fact.type, bounded=False))
        if limit > most:
            about = {"cap": show_number(limit, fact.type.decimals), "most": show_number(most, fact.type.decimals)}
            yield Found(cap.at.location(), about)
