"""The facts that can come out higher than the maximum that they declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ronde.building.index import Definition, index
from ronde.lint.context import Context, Found
from ronde.lint.figures import highest, table_of
from ronde.model.nodes import Fact
from ronde.model.types import show_number


def find(context: Context) -> Iterator[Found]:
    """The first part of each fact that is above its maximum. What was compiled once is looked at once."""
    seen: set[int] = set()
    for each in context.slices:
        facts = each.plan.facts.values() if each.plan is not None else ()
        declaring = [fact for fact in facts if fact.maximum is not None and id(fact) not in seen]
        seen.update(map(id, declaring))
        if declaring:
            yield from _above(declaring, index(each.rules, context.written).facts)


def _above(facts: Iterable[Fact], written: Mapping[str, Sequence[Definition]]) -> Iterator[Found]:
    for fact in facts:
        definition = written[fact.name][0]
        over = [(found, most) for found, most in _reached(fact, definition) if found > most]
        if over:
            found, most = (show_number(number, fact.type.decimals) for number in over[0])
            place = definition.place("maximum")
            yield Found(place, {"found": found, "maximum": most})


def _reached(fact: Fact, definition: Definition) -> Iterator[tuple[int, int]]:
    """What a fact can reach and its maximum: of each column of a table, or of all, under the highest maximum."""
    if not isinstance(fact.maximum, Mapping):
        assert fact.maximum is not None
        yield fact.type.high, fact.maximum
        return
    table = table_of(definition)
    if table is not None and table.columns is not None:
        yield from ((highest(fact, definition, name), most) for name, most in fact.maximum.items())
    else:
        yield fact.type.high, max(fact.maximum.values())
