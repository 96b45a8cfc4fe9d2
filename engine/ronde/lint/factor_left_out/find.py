"""The factors that no total adds up, beside others that one does."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.building.index import index
from ronde.lint.context import Context, Found
from ronde.model.nodes import Plan
from ronde.model.types import Kind


def find(context: Context) -> Iterator[Found]:
    """Every number that nothing reads and that is named like the parts of a sum: the same name up to its last dot, or
    the name of the sum and one word more."""
    headlines = context.history.headlines if context.history is not None else ()
    told: set[str] = set()
    for each in context.slices:
        if each.plan is None:
            continue
        read = frozenset[str]().union(*each.plan.dependencies.values())
        definitions = index(each.rules, context.written).facts
        totals = _totals(each.plan)
        for name, fact in each.plan.facts.items():
            stem = name.rpartition(".")[0]
            kin = fact.record is None and fact.type.kind in (Kind.NUMBER, Kind.MONEY) and stem in totals
            if kin and name not in (*read, *headlines, totals[stem]) and str(fact.place) not in told:
                told.add(str(fact.place))
                yield Found(definitions[name][0].place(key=True), {"name": name, "total": totals[stem]})


def _totals(plan: Plan) -> dict[str, str]:
    """The sum of at least two parts of one stem, by that stem."""
    found: dict[str, str] = {}
    for name, fact in plan.facts.items():
        stems = [part.rpartition(".")[0] for part in fact.parts] if fact.form == "sum" else []
        found.update({stem: name for stem in stems if stem and stems.count(stem) > 1})
    return found
