"""A plan written as instructions of LLVM: one loop over rows, in which each node of a row is found once.

What a row needs beyond its answers (the names of what is contradicted, the reason of a refusal) is seldom needed: the
loop only marks such rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from ronde.columns.native.inputs import Input, Name
from ronde.columns.native.reading import read
from ronde.columns.native.row_loop import RowLoop
from ronde.columns.partial_evaluation import Simplified
from ronde.model.nodes import Node, Op
from ronde.operations import registry
from ronde.operations.arrays import Array, Column, Context
from ronde.operations.instructions import Ends, Number, surely

Found: TypeAlias = "Ends | tuple[Ends, ...]"
"""What a node comes to: one value, or one for each place of a list of records."""


@dataclass(frozen=True, slots=True)
class Output:
    """How an answer is given back: of what kind its array is, whether a second one gives the greatest values, and how
    many places each has (None: it is of candidates)."""

    dtype: np.dtype[Any]
    sure: bool
    places: int | None


@dataclass(frozen=True)
class Written:
    """The text of a module of LLVM, and the tables that it looks up."""

    text: str
    tables: Sequence[Array]


@dataclass(frozen=True)
class OfBlocks(Written):
    """How each wanted node is given back for a block; a column is shared by all rows."""

    outputs: Mapping[int, Output | Column]


class PlanLoop:
    """A loop being written over the rows of a plan. `marked` are the truths for which a row is marked."""

    def __init__(self, context: Context, simple: Simplified, nodes: Sequence[Node], inputs: Sequence[Input]) -> None:
        self.context, self.simple = context, simple
        self.rows = RowLoop()
        self.code = self.rows.code
        self.marked: list[Number] = []
        self.found: dict[int, Found] = {}
        self.present: dict[str, list[Number]] = {}
        self.inputs: dict[Name, tuple[Ends, Number | None]] = {}
        place = 0
        for each in inputs:
            value, _ = self.inputs[each.name] = read(self.rows, each, place, self.marked)
            if each.name.present:
                self.present.setdefault(str(each.name.of), []).append(value.lo)
            place += each.arrays
        for node in nodes:
            self.found[node.id] = self._node(node, [self._found(arg) for arg in node.args])

    def value(self, number: int) -> Ends:
        """What a node of candidates comes to."""
        found = self._found(number)
        assert isinstance(found, Ends)
        return found

    def mark(self, marking: Iterable[int]) -> None:
        """Mark the rows in which one of some conditions holds, as are those in which a supplied fact is not what the
        rest says, or no value."""
        for each in marking:
            self.marked += self._held(self.context.plan.nodes[each], self._found(each))

    def give_back(self, wanted: Iterable[int]) -> OfBlocks:
        """The whole loop, of which these nodes are wanted; the last array is of the rows that are marked."""
        outputs: dict[int, Output | Column] = {}
        place = 0
        for each in wanted:
            what = self.simple.found[self.context.plan.twins[each]]
            if isinstance(what, Column):
                outputs[each] = what
            else:
                outputs[each], place = self._give(self._found(each), place)
        self.rows.store(self.code.some(self.marked), place)
        return OfBlocks(self.rows.close(), tuple(self.code.tables), outputs)

    def _found(self, number: int) -> Found:
        """What a node comes to: a value that all rows share, one found, or one brought by the block."""
        what = self.simple.found[self.context.plan.twins[number]]
        if isinstance(what, Column):
            return self.code.shared(what, self.context.plan.nodes[number].type)
        if what in self.found:
            return self.found[what]
        if Name(what) in self.inputs:
            return self.inputs[Name(what)][0]
        return tuple(self.inputs[Name(what, place)][0] for place in range(len(self._present(self._record(number)))))

    def _record(self, number: int) -> str:
        record = self.context.plan.nodes[number].record
        assert record is not None
        return record

    def _present(self, record: str) -> list[Number]:
        """Of each place of a list whether it holds a record."""
        return self.present.get(record, [])

    def _held(self, node: Node, found: Found) -> list[Number]:
        """Whether a condition holds; of records, of one that is there."""
        if isinstance(found, Ends):
            return [found.lo]
        return self.code.of_each(self._present(str(node.record)), (each.lo for each in found))

    def _node(self, node: Node, args: Sequence[Found]) -> Found:
        if node.op is Op.GIVEN:
            return self.inputs.get(Name(str(node.data), given=True), (surely(self.code.constant(1, 1)), None))[0]
        if node.op in registry.RECORDS:
            return self._over_records(node, args)
        if node.record is None:
            return self._one(node, [each for each in args if isinstance(each, Ends)], None)
        return tuple(
            self._one(node, [each if isinstance(each, Ends) else each[place] for each in args], place)
            for place in range(len(self._present(node.record)))
        )

    def _one(self, node: Node, args: Sequence[Ends], place: int | None) -> Ends:
        """The value of a node for a candidate, or for the record at a place."""
        if node.op is Op.FACT:
            return self._fact(node, args, place)
        return registry.native(node.op)(self.context, node)(self.code, args)

    def _over_records(self, node: Node, args: Sequence[Found]) -> Ends:
        """What is found over a list of records; nothing is known of one that is not given."""
        given, *others = args
        name = str(self.context.plan.nodes[node.args[0]].data)
        present = self._present(name)
        form = registry.native_of_records(node.op)
        write = None if form is None else form(self.context, node)
        assert write is not None
        assert isinstance(given, Ends)
        spread = [[each] * len(present) if isinstance(each, Ends) else each for each in others]
        found = write(self.code, present, spread)
        if Name(name, given=True) not in self.inputs:
            return found
        return self.code.where(given.lo, found, self.code.shared(self.context.unknown(node.type), node.type))

    def _fact(self, node: Node, args: Sequence[Ends], place: int | None) -> Ends:
        """A fact: what the row supplies, else its definition, else what an unknown becomes."""
        code, by = self.code, self.context.plan.known_by(node)
        derived = args[0] if by.defined else code.shared(self.context.unknown(node.type), node.type)
        name = Name(str(node.fact), place)
        if name not in self.inputs:
            return self._defaulted(node, derived, args)
        value, given = self.inputs[name]
        if by.defined:
            there = [] if place is None else [self._present(str(node.record))[place]]
            wrong = [self._contradicts(node, derived, value), *there, *([] if given is None else [given])]
            self.marked.append(code.all(*wrong))
        if given is None:
            return surely(value.lo)
        return code.where(given, surely(value.lo), self._defaulted(node, derived, args))

    def _defaulted(self, node: Node, derived: Ends, args: Sequence[Ends]) -> Ends:
        if not self.context.plan.known_by(node).defaulted or derived.sure:
            return derived
        return self.code.where(self.code.known(derived, node.type), derived, args[-1])

    def _contradicts(self, node: Node, derived: Ends, value: Ends) -> Number:
        """Whether a supplied value cannot be what the rest of the row says."""
        code = self.code
        if node.type.ordered:
            return code.any(code.compare(value.lo, "<", derived.lo), code.compare(value.lo, ">", derived.hi))
        return code.all(code.known(derived, node.type), code.compare(value.lo, "!=", derived.lo))

    def _give(self, found: Found, place: int) -> tuple[Output, int]:
        """Write down an answer from an array of outputs on, and say how, and which array is the next."""
        every = [found] if isinstance(found, Ends) else [*found]
        sure = all(each.hi is each.lo for each in every)
        ends = [each.lo for each in every] if sure else [end for each in every for end in (each.lo, each.hi)]
        values = self.code.alike(*ends) if ends else [self.code.constant(0, 8)]
        bits = values[0].type.width
        for number, value in enumerate(values[: len(ends)]):
            self.rows.store(value, place + number)
        dtype = np.dtype(bool) if bits == 1 else np.dtype(f"i{bits // 8}")
        return Output(dtype, sure, None if isinstance(found, Ends) else len(found)), place + len(ends)
