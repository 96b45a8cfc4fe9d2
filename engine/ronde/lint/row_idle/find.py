"""The rows of tables that no value of the key reaches."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.model.nodes import Node, Op, Plan
from ronde.model.payloads import Table
from ronde.model.types import Type


def find(context: Context) -> Iterator[Found]:
    """The first row of each table that is never reached. What was compiled once is looked at once."""
    seen: set[int] = set()
    for plan in (each.plan for each in context.slices if each.plan is not None):
        tables = [node for node in plan.nodes if node.op is Op.TABLE and id(node) not in seen]
        seen.update(map(id, tables))
        for node in tables:
            if isinstance(node.data, Table) and not _single_key(plan, node):
                yield from _idle(node.data)


def _idle(table: Table) -> Iterator[Found]:
    idle = set(range(len(table.places))) - set(table.rows)
    if idle:
        yield Found(table.places[min(idle)]())


def _single_key(plan: Plan, node: Node) -> bool:
    """Whether some key of a table can have one value only, on this date: the rows for others wait for other dates."""
    return any(_single(plan.nodes[arg].type) for arg in node.args)


def _single(key: Type) -> bool:
    return key.ordered and key.low == key.high
