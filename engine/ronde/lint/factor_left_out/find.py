"""The factors that no total adds up, beside others that one does."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.model.nodes import Plan
from ronde.model.types import Kind


def find(context: Context) -> Iterator[Found]:
    """Every number that nothing reads and that is named like the parts of a sum: the same name up to its last dot, or
    the name of the sum and one word more."""
    for definition, rules in context.idle.facts:
        fact = rules.plan.facts.get(definition.name) if rules.plan is not None else None
        if rules.plan is None or fact is None or fact.record is not None:
            continue
        totals, stem = _totals(rules.plan), fact.name.rpartition(".")[0]
        if fact.type.kind in (Kind.NUMBER, Kind.MONEY) and fact.name != totals.get(stem, fact.name):
            yield Found(definition.location(key=True), {"name": fact.name, "total": totals[stem]})


def _totals(plan: Plan) -> dict[str, str]:
    """The sum of at least two parts of one stem, by that stem."""
    found: dict[str, str] = {}
    for name, fact in plan.facts.items():
        stems = [part.rpartition(".")[0] for part in fact.parts] if fact.form == "sum" else []
        found.update({stem: name for stem in stems if stem and stems.count(stem) > 1})
    return found
