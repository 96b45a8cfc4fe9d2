"""What a fact can come to at most, for the checks of its declared maximum."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.building.builder import literal_of
from ronde.building.index import Definition, index
from ronde.lint.context import Context
from ronde.model.nodes import Fact
from ronde.operations import registry
from ronde.operations.table.syntax import PageTable


def declaring(context: Context) -> Iterator[tuple[Fact, Definition]]:
    """Every fact that declares a maximum, with its definition. What was compiled once comes once."""
    seen: set[int] = set()
    for each in context.slices:
        facts = each.plan.facts.values() if each.plan is not None else ()
        new = [fact for fact in facts if fact.maximum is not None and id(fact) not in seen]
        seen.update(map(id, new))
        definitions = index(each.rules, context.written).facts if new else {}
        yield from ((fact, definitions[fact.name][0]) for fact in new)


def highest(fact: Fact, definition: Definition, column: str) -> int:
    """The most that a fact can come to, in its inside form; of one column of its table, if one is named."""
    table = table_of(definition)
    if not column or table is None or table.columns is None:
        return fact.type.high
    cells = (row.cells.get(column) for row in table.rows)
    return max(int(literal_of(cell, fact.type)) for cell in cells if cell is not None)


def table_of(definition: Definition) -> PageTable | None:
    """The table of one key by which a fact is defined, if it is."""
    form = registry.form_of(definition.written)
    found = registry.written(definition.written, form) if form == "table" else None
    return found if isinstance(found, PageTable) else None
