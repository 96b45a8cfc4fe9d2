"""The facts that can come out higher than the maximum that they declare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.building.index import Definition
from ronde.lint.context import Context, Found
from ronde.lint.figures import declaring, highest, table_of
from ronde.model.nodes import Fact
from ronde.model.types import show_number


def find(context: Context) -> Iterator[Found]:
    """The first part of each fact that is above its maximum."""
    for fact, definition in declaring(context):
        over = [(found, most) for found, most in _reached(fact, definition) if found > most]
        if over:
            found, most = (show_number(number, fact.type.decimals) for number in over[0])
            yield Found(definition.location("maximum"), {"found": found, "maximum": most})


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
