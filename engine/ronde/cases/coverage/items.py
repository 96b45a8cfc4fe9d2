"""What there is to touch in a book: every row, branch, test and bound of every version, by where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ronde.model.locations import Location
from ronde.model.nodes import Node, Op, Plan, payload
from ronde.model.payloads import Located, Table
from ronde.model.types import Type

FALSE, TRUE, MAYBE = 0, 1, 2
"""The sides of a test; of a bound, what lies below it, and the bound itself with what lies above. A row or a branch is
TRUE if it gave the value, MAYBE if something unknown leaves open whether it does."""


class Sort(StrEnum):
    """What can be touched. Rows and branches are touched or not; tests and bounds have two sides."""

    ROW = "row"
    BRANCH = "branch"
    TEST = "test"
    BOUND = "bound"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to touch. `number` tells bounds of one place apart."""

    location: Location
    sort: Sort
    number: int = 0

    @property
    def order(self) -> tuple[object, ...]:
        """The order in which items are told: as they are written."""
        return self.location.name, self.location.line, self.location.column, self.sort, self.number


@dataclass(frozen=True, slots=True)
class TableSite:
    """A table to be touched, with items by number: that of each combination of cells; and for each of its keys, the
    first value of each cell but the first, and the items of these bounds."""

    table: Table
    items: tuple[int, ...]
    starts: tuple[tuple[int, ...], ...]
    bounds: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class TestSite:
    """A test to be touched, with items by number: its own, and its bounds with the two nodes that are compared."""

    item: int
    bounds: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Sites:
    """All that a plan has to touch, by node: tables, the items of the branches of choices, tests."""

    tables: dict[int, TableSite]
    branches: dict[int, tuple[int, ...]]
    tests: dict[int, TestSite]


class SiteFinder:
    """Finds what plans have to touch. A place is looked up once, however many plans were made of it; items are told
    apart by their number in `items`, and `units` says in what a bound is measured."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.units: dict[Item, Type] = {}
        self._numbers: dict[Item, int] = {}
        self._places: dict[int, tuple[Located, Location]] = {}

    def sites(self, plan: Plan) -> Sites:
        """What a plan has to touch."""
        found = Sites({}, {}, {})
        for node in plan.nodes:
            if node.op is Op.TABLE:
                found.tables[node.id] = self._table(plan, node)
            elif node.op is Op.CHOOSE and node.said is not None and node.said.branches:
                found.branches[node.id] = tuple(self._at(each, Sort.BRANCH) for each in node.said.branches)
            elif node.said is not None and node.said.form == "test" and node.where is not None:
                found.tests[node.id] = self._test(plan, node, node.where)
        return found

    def _at(self, located: Located, sort: Sort, number: int = 0) -> int:
        """The number of an item at a place."""
        kept = self._places.get(id(located))
        if kept is None:
            kept = self._places[id(located)] = located, located()
        item = Item(kept[1], sort, number)
        if item not in self._numbers:
            self._numbers[item] = len(self.items)
            self.items.append(item)
        return self._numbers[item]

    def _table(self, plan: Plan, node: Node) -> TableSite:
        table = payload(node, Table)
        places = [*table.places, *([] if table.otherwise is None else [table.otherwise])]
        rows = [self._at(each, Sort.ROW) for each in places]
        starts, bounds = [], []
        after = len(table.rows)
        for number, axis in enumerate(table.axes):
            after //= axis.size
            cells = range(1, len(axis.starts))
            own = [self._at(places[table.rows[cell * after]], Sort.BOUND, 1000 * number + cell) for cell in cells]
            self.units.update({self.items[each]: plan.nodes[node.args[number]].type for each in own})
            starts.append(axis.starts[1:])
            bounds.append(tuple(own))
        return TableSite(table, tuple(rows[row] for row in table.rows), tuple(starts), tuple(bounds))

    def _test(self, plan: Plan, node: Node, where: Located) -> TestSite:
        within = (node.id, *node.args)
        compared = [plan.nodes[each] for each in within if plan.nodes[each].op is Op.AT_LEAST]
        bounds = tuple(
            (first, second, self._at(where, Sort.BOUND, location))
            for location, (first, second) in enumerate(each.args for each in compared)
        )
        self.units.update({self.items[item]: plan.nodes[first].type for first, _, item in bounds})
        return TestSite(self._at(where, Sort.TEST), bounds)
