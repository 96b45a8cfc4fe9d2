"""A plan's nodes found in native code, in place of a program of columns: the same answers for the same blocks.

What has no native form is found in columns first, with all that it rests on, and brought to the loop like what rows
supply. Rows that the loop marks are found again in columns, which say what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ronde.columns.native.brought import Brought
from ronde.columns.native.inputs import Input, Name
from ronde.columns.native.ready import Loops
from ronde.columns.native.running import run
from ronde.columns.native.written import OfBlocks, PlanLoop
from ronde.columns.partial_evaluation import Simplified
from ronde.columns.program import Block, Program, Result
from ronde.model.nodes import Node, Op
from ronde.operations import registry
from ronde.operations.arrays import Array, Column, Context, exactly

MOST_PLACES = 4
"""The longest lists of records that a loop looks at: each place is written out. Blocks with longer ones are left to
columns."""


class NativeProgram:
    """The steps that find some nodes of a plan; `columns` is what finds all of them in columns. `marking` are
    conditions that hold of few rows."""

    def __init__(self, columns: Program, wanted: Iterable[int], marking: Iterable[int], simple: Simplified) -> None:
        self._context, self._simple, self._whole = columns.context, simple, columns
        wanted, marking = dict.fromkeys(wanted), dict.fromkeys(marking)
        self._nodes, first = _split(self._context, simple)
        ahead = {node.id for node in first}
        self._early = [each for each in (*wanted, *marking) if self._node(each) in ahead]
        self._late = [each for each in wanted if self._node(each) not in ahead]
        late = [each for each in marking if self._node(each) not in ahead]
        self._marks = [each for each in late if self._node(each) is not None]
        self._shared = {each: found for each in late if isinstance(found := self._found(each), Column)}
        asked = {self._node(arg) for node in self._nodes for arg in node.args}
        self._brought = sorted(each for each in asked if each in ahead)
        self._before = self._ahead(first) if first else None
        self._supplied = [str(node.fact) for node in self._nodes if node.op is Op.FACT]
        named = {str(node.data) for node in self._nodes if node.op is Op.GIVEN}
        self._lists = sorted(named | {node.record for node in self._nodes if node.record is not None})
        self._loops = Loops(self._written)

    def _ahead(self, nodes: Sequence[Node]) -> Program:
        """What finds the nodes that have no native form."""
        part = Simplified(tuple(nodes), {**self._simple.found, **{node.id: node.id for node in nodes}}, {})
        return Program(self._context, [*self._brought, *self._early], part)

    def _found(self, number: int) -> Column | int:
        """What a node comes to: a value that all rows share, or a node to be found."""
        return self._simple.found[self._context.plan.twins[number]]

    def _node(self, number: int) -> int | None:
        found = self._found(number)
        return found if isinstance(found, int) else None

    def _written(self, inputs: tuple[Input, ...]) -> OfBlocks:
        loop = PlanLoop(self._context, self._simple, self._nodes, inputs)
        loop.mark(self._marks)
        return loop.give_back(self._late)

    @property
    def looped(self) -> bool:
        """Whether a loop is ready, and finds everything."""
        return self._before is None and self._loops.ready

    def run(self, block: Block) -> Result | None:
        """The columns of all nodes for a block; None if they are to be found in columns: while the loop is made, or if
        a row says what only the rules of other days know."""
        supplied = {name: found for name in self._supplied if (found := block.supplied.get(name)) is not None}
        lists = {name: block.lists[name] for name in self._lists}
        if any(each.foreign is not None for each in supplied.values()):
            return None
        if any(len(each.present) > MOST_PLACES for each in lists.values()):
            return None
        early = Result({}, {}) if self._before is None else self._before.run(block)
        brought = Brought(block.rows)
        for name, listed in lists.items():
            for place, present in enumerate(listed.present):
                brought.add(Name(name, place, present=True), present)
            if listed.given is not None:
                brought.add(Name(name, given=True), listed.given)
        for name, each in supplied.items():
            brought.supply(name, each, self._of_records(name))
        for node in self._brought:
            brought.find(node, early.columns[node], self._context.plan.nodes[node], block)
        loop = self._loops.of(tuple(brought.inputs))
        return None if loop is None else self._answer(block, early, *run(loop, brought))

    def _of_records(self, name: str) -> bool:
        about = self._context.plan.facts.get(name)
        return about is not None and about.record is not None

    def _answer(self, block: Block, early: Result, found: Mapping[int, Column], marked: Array) -> Result:
        """What came of a block: what was found before and by the loop, and what columns say of the rows it marked."""
        none = exactly(np.zeros(1, bool))
        columns = {**found, **dict.fromkeys(self._marks, none), **self._shared}
        columns.update({node: early.columns[node] for node in self._early})
        contradicted = dict(early.contradicted)
        rows = np.flatnonzero(marked)
        if len(rows):
            again = self._whole.run(block.only(rows))
            for node in self._marks:
                if again.columns[node].lo.any():
                    columns[node] = exactly(_spread(again.columns[node].lo, rows, block.rows))
            for name, where in again.contradicted.items():
                there = _spread(where, rows, block.rows)
                contradicted[name] = contradicted[name] | there if name in contradicted else there
        return Result(columns, contradicted)


def _spread(some: Array, rows: Array, count: int) -> Array:
    """Truths of some rows among all, of which no other holds."""
    found = np.zeros((*some.shape[:-1], count), bool)
    found[..., rows] = some
    return found


def _split(context: Context, simple: Simplified) -> tuple[list[Node], list[Node]]:
    """The nodes to be found in native code, and those to be found in columns before them: all that has no native form,
    and what it rests on."""
    nodes = {node.id: node for node in simple.nodes}
    ahead: set[int] = set()
    waiting = [node.id for node in simple.nodes if not has_native(context, node)]
    while waiting:
        number = waiting.pop()
        if number not in ahead:
            ahead.add(number)
            args = (simple.found[arg] for arg in nodes[number].args)
            waiting.extend(each for each in args if isinstance(each, int))
    return [node for node in simple.nodes if node.id not in ahead], [node for node in simple.nodes if node.id in ahead]


def has_native(context: Context, node: Node) -> bool:
    """Whether a node can be found in native code."""
    if node.op in registry.RECORDS:
        form = registry.native_of_records(node.op)
        return form is not None and form(context, node) is not None
    return node.op in (Op.FACT, Op.GIVEN) or registry.has_native(node.op)
