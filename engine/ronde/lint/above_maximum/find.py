"""The facts that can come out higher than the maximum that they declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ronde.building.index import Definition, index
from ronde.lint.context import Context, Found
from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.model.types import Type, read_value, show_number


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
            place = definition.version.document.place((*definition.steps, "maximum"))
            yield Found(place, {"found": found, "maximum": most})


def _reached(fact: Fact, definition: Definition) -> Iterator[tuple[int, int]]:
    """What a fact can reach and its maximum: of each column of a table, or of all, under the highest maximum."""
    if not isinstance(fact.maximum, Mapping):
        assert fact.maximum is not None
        yield fact.type.high, fact.maximum
        return
    table = definition.tree.get("table")
    rows = table.get("rows") if isinstance(table, dict) and isinstance(table.get("columns"), dict) else None
    if isinstance(rows, dict):
        yield from ((_most(rows, name, fact.type), most) for name, most in fact.maximum.items())
    else:
        yield fact.type.high, max(fact.maximum.values())


def _most(rows: Mapping[str, Tree], column: str, kind: Type) -> int:
    return max(int(read_value(row[column], kind, bounded=False)) for row in rows.values() if isinstance(row, dict))
