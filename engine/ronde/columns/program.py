"""A plan made ready for columns: one step for each node that has to be found for each row, run block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from ronde.columns.partial_evaluation import Simplified
from ronde.model.nodes import Node, Op
from ronde.operations import registry
from ronde.operations.arrays import Array, Column, Context, exactly, known, settled, where


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the rows of a block say of one fact, in inside form: the values, and which rows give one (None: all). Of
    those that give none, the `foreign` (None: no row) say what these rules do not know: nothing stands in for it.

    For a fact of records all are places by candidates; a place without a record counts as given.
    """

    values: Array
    given: Array | None = None
    foreign: Array | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of records in a block: which candidates give it (None: all), and which places hold a record."""

    given: Array | None
    present: Array


@dataclass(frozen=True, slots=True)
class Block:
    """Some candidates under the same rules: how many, the facts supplied by name, the lists of records by name."""

    rows: int
    supplied: Mapping[str, Supplied]
    lists: Mapping[str, Listed] = field(default_factory=dict)

    def only(self, rows: Array) -> Block:
        """Some of the candidates."""

        def of(values: Array) -> Array:
            return values if values.shape[-1] != self.rows else values[..., rows]

        def some(values: Array | None) -> Array | None:
            return None if values is None else of(values)

        supplied = {
            name: Supplied(of(each.values), some(each.given), some(each.foreign))
            for name, each in self.supplied.items()
        }
        lists = {name: Listed(some(each.given), of(each.present)) for name, each in self.lists.items()}
        return Block(len(rows), supplied, lists)


@dataclass(frozen=True, slots=True)
class Result:
    """The columns of the nodes asked for, and for each fact whose supplied value the rest contradicts, where."""

    columns: Mapping[int, Column]
    contradicted: Mapping[str, Array]


@dataclass(slots=True)
class _Run:
    """One block under way."""

    block: Block
    contradicted: dict[str, Array] = field(default_factory=dict)


_Diagnostic: TypeAlias = Callable[[_Run, Sequence[Column]], Column]


@dataclass(frozen=True, slots=True)
class _Step:
    """One node: what finds it, its arguments, and the nodes that nothing needs afterwards."""

    node: int
    find: _Diagnostic
    args: tuple[int, ...]
    done: tuple[int, ...]


class Program:
    """The steps that find some nodes of a plan, for blocks that supply columns for the same facts and lists.

    `wanted` are nodes by number, `simple` is what the plan comes to for them. Immutable once made: threads may share
    it.
    """

    def __init__(self, context: Context, wanted: Iterable[int], simple: Simplified) -> None:
        self.context = context
        self.wanted = tuple(wanted)
        plan = context.plan
        self._where = {each: simple.found[plan.twins[each]] for each in self.wanted}
        self._shared: list[Column] = []
        places: dict[int, int] = {}
        for node in simple.nodes:
            places[node.id] = len(places)
        self._size = len(places)
        self._places = places
        arguments = [tuple(self._place(simple.found[arg]) for arg in node.args) for node in simple.nodes]
        last = {arg: number for number, args in enumerate(arguments) for arg in args}
        kept = {self._place(each) for each in self._where.values()}
        self._steps = tuple(
            _Step(
                number,
                _diagnostic(context, node),
                arguments[number],
                tuple(
                    arg
                    for arg in set(arguments[number])
                    if last[arg] == number and arg < self._size and arg not in kept
                ),
            )
            for number, node in enumerate(simple.nodes)
        )
        self._answers = {each: self._place(found) for each, found in self._where.items()}

    def _place(self, found: Column | int) -> int:
        """Where a node's column stands while running: shared values come after those found for each block."""
        if isinstance(found, int):
            return self._places[found]
        self._shared.append(found)
        return self._size + len(self._shared) - 1

    def run(self, block: Block) -> Result:
        """The columns of the wanted nodes for a block."""
        run = _Run(block)
        columns: list[Column | None] = [None] * self._size + self._shared
        for step in self._steps:
            columns[step.node] = step.find(run, [columns[arg] for arg in step.args])  # type: ignore[misc]  # found before
            for each in step.done:
                columns[each] = None
        return Result({node: columns[place] for node, place in self._answers.items()}, run.contradicted)  # type: ignore[misc]  # found


def _diagnostic(context: Context, node: Node) -> _Diagnostic:
    """What finds the column of a node."""
    if node.op is Op.FACT:
        return _fact(context, node)
    if node.op is Op.GIVEN:
        name = str(node.data)
        return lambda run, args: _given(run.block.lists[name])
    if node.op in registry.RECORDS:
        return _gathering(context, node)
    operation = registry.column(node.op)(context, node)
    return lambda run, args: operation(args)


def _given(listed: Listed) -> Column:
    return exactly(np.ones(1, bool) if listed.given is None else listed.given)


def _gathering(context: Context, node: Node) -> _Diagnostic:
    name = str(context.plan.nodes[node.args[0]].data)
    gather = registry.column_of_records(node.op)(context, node)
    unknown = context.unknown(node.type)

    def find(run: _Run, args: Sequence[Column]) -> Column:
        listed = run.block.lists[name]
        found = gather(listed.present, args[1:])
        return found if listed.given is None else where(listed.given, found, unknown)

    return find


def _fact(context: Context, node: Node) -> _Diagnostic:
    by = context.plan.known_by(node)
    name = str(node.fact)
    unknown = context.unknown(node.type)

    def find(run: _Run, args: Sequence[Column]) -> Column:
        derived = args[0] if by.defined else unknown
        supplied = run.block.supplied.get(name)
        if supplied is not None and by.defined:
            _contradictions(run, node, derived, supplied)
        if supplied is not None and supplied.given is None:
            return exactly(supplied.values)
        if by.defaulted:
            kept = known(derived, node.type)
            if supplied is not None and supplied.foreign is not None:
                kept = kept | supplied.foreign
            derived = where(kept, derived, args[-1])
        if supplied is not None:
            derived = where(supplied.given, exactly(supplied.values), derived)  # type: ignore[arg-type]  # None: returned above
        return settled(derived) if node.type.ordered else derived

    return find


def _contradictions(run: _Run, node: Node, derived: Column, supplied: Supplied) -> None:
    """Note where a supplied value cannot be what the rest of the row says."""
    if derived.shared and not known(derived, node.type).item() and _says_nothing(derived, node):
        return
    if node.type.ordered:
        impossible = (supplied.values < derived.lo) | (supplied.values > derived.hi)
    else:
        impossible = known(derived, node.type) & (supplied.values != derived.lo)
    if supplied.given is not None:
        impossible = impossible & supplied.given
    if node.record is not None:
        impossible = impossible & run.block.lists[node.record].present
    if impossible.any():
        assert node.fact is not None
        run.contradicted[node.fact] = impossible


def _says_nothing(derived: Column, node: Node) -> bool:
    """Whether a shared column that is not known leaves every value of the type possible."""
    kind = node.type
    return not kind.ordered or (derived.lo.item() <= kind.low and derived.hi.item() >= kind.high)
