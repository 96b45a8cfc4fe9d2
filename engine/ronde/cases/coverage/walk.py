"""What one answer rests on, followed back through its trace: the rows that matched, the branches taken, the tests."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ronde.cases.coverage.items import FALSE, MAYBE, TRUE, Sites, TableSite
from ronde.evaluate.trace import Trace
from ronde.model.nodes import Node, Op
from ronde.model.types import Value
from ronde.operations.bounds import all_known


@dataclass(slots=True)
class Touched:
    """What one case touched, with items by number: the sides of items; of bounds, how far from it the nearest value
    was on each side; and the facts whose definitions gave a value."""

    sides: set[tuple[int, int]] = field(default_factory=set)
    nearest: dict[tuple[int, int], int] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)

    def add(self, other: Touched) -> None:
        """Add what was touched besides."""
        self.sides |= other.sides
        self.facts |= other.facts
        for side, far in other.nearest.items():
            self.nearest[side] = min(far, self.nearest.get(side, far))

    def beside(self, item: int, distance: int) -> None:
        """Note a value that is so much above a bound (below, if negative)."""
        key = item, TRUE if distance >= 0 else FALSE
        far = abs(distance)
        if far < self.nearest.get(key, far + 1):
            self.nearest[key] = far


def touched(trace: Trace, sites: Sites, roots: Iterable[int]) -> Touched:
    """What the values of these nodes rest on. What the profile gives in place of a definition ends the way, and so does
    a branch that was not taken."""
    found = Touched()
    seen: set[int] = set()
    waiting = list(roots)
    nodes = trace.plan.nodes
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        node = nodes[number]
        if node.op is Op.FACT:
            if not trace.replaced(str(node.fact)):
                found.facts.add(str(node.fact))
                waiting.extend(node.args)
        elif node.op is Op.CHOOSE:
            waiting.extend(_chosen(trace, node, sites.branches.get(number), found))
        else:
            waiting.extend(node.args)
            if number in sites.tables:
                _looked_up(trace, node, sites.tables[number], found)
            elif number in sites.tests:
                _tested(trace, node, sites, found)
    return found


def _each(trace: Trace, number: int) -> tuple[Value, ...]:
    """The values of a node: one, or one for each record."""
    value = trace.outcome.values[number]
    return value if trace.plan.nodes[number].record is not None else (value,)  # type: ignore[return-value]  # of records


def _rows(trace: Trace, node: Node) -> Iterator[int | None]:
    if node.record is None:
        yield None
    else:
        yield from trace.rows(node.record)


def _chosen(trace: Trace, node: Node, items: tuple[int, ...] | None, found: Touched) -> Iterator[int]:
    """The conditions that were asked, and the values that were or may be taken."""
    for row in _rows(trace, node):
        for position in range(0, len(node.args) - 1, 2):
            condition, value = node.args[position : position + 2]
            yield condition
            holds = trace.node(condition, row)
            if holds != 0 and items:
                found.sides.add((items[position // 2], TRUE if holds == 1 else MAYBE))
            if holds != 0:
                yield value
            if holds == 1:
                break
        else:
            yield node.args[-1]
            if items:
                found.sides.add((items[-1], MAYBE if trace.branch(node, row) is None else TRUE))


def _looked_up(trace: Trace, node: Node, site: TableSite, found: Touched) -> None:
    for row in _rows(trace, node):
        keys = [trace.node(arg, row) for arg in node.args]
        for key, starts, bounds in zip(keys, site.starts, site.bounds, strict=True):
            if isinstance(key, int) and starts:
                above = bisect_right(starts, key)
                for place in range(max(0, above - 1), min(above + 1, len(starts))):
                    found.beside(bounds[place], key - starts[place])
        if all_known(keys):
            found.sides.add((site.items[site.table.place(keys)], TRUE))
        else:
            found.sides.update((item, MAYBE) for item in site.items)


def _tested(trace: Trace, node: Node, sites: Sites, found: Touched) -> None:
    site = sites.tests[node.id]
    for value in _each(trace, node.id):
        if isinstance(value, int):
            found.sides.add((site.item, TRUE if value else FALSE))
    for first, second, item in site.bounds:
        for row in _rows(trace, node):
            one, other = trace.node(first, row), trace.node(second, row)
            if isinstance(one, int) and isinstance(other, int):
                found.beside(item, one - other)
