"""A plan written as instructions of LLVM: one loop over rows, in which each node of a row is found once.

What a row needs beyond its answers (the names of what is contradicted, the reason of a refusal) is seldom needed: the
loop only marks such rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from llvmlite import ir

from ronde.columns.native.compiled import LOOP
from ronde.columns.partial_evaluation import Simplified
from ronde.model.nodes import Node, Op
from ronde.operations import registry
from ronde.operations.arrays import Array, Column, Context
from ronde.operations.instructions import BITS, Ends, Instructions, Number, bits_of, surely

GROUP, PARALLEL = "group", "llvm.loop.parallel_accesses"
"""What rows read and write is theirs alone: the loop may take several at once."""

TOGETHER = 16
"""How many rows are worked on at once. More would fit a register where values take one byte, but there are not enough
registers for all that is under way."""

ADDRESS = ir.IntType(8).as_pointer()
COUNT = ir.IntType(BITS)


Found: TypeAlias = "Ends | tuple[Ends, ...]"
"""What a node comes to: one value, or one for each place of a list of records."""


@dataclass(frozen=True, slots=True)
class Name:
    """What an input says: a fact by its name, a node by its number, of a list of records (by its name) whether a row
    gives it (`given`), or whether a place holds a record (`present`). Of records, at which place."""

    of: str | int
    place: int | None = None
    given: bool = False
    present: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """How a block brings one value: how its array is held, whether every row is known, else whether a mask says which
    are (or a second array gives the greatest values), and whether all rows share one."""

    name: Name
    dtype: np.dtype[Any]
    sure: bool = True
    masked: bool = False
    single: bool = False

    @property
    def arrays(self) -> int:
        """How many arrays it takes."""
        return 1 if self.sure else 2


@dataclass(frozen=True, slots=True)
class Output:
    """How an answer is given back: of what kind its array is, whether a second one gives the greatest values, and how
    many places each has (None: it is of candidates)."""

    dtype: np.dtype[Any]
    sure: bool
    places: int | None


@dataclass(frozen=True)
class Written:
    """The text of a module of LLVM, how each wanted node is given back, and the tables that it looks up."""

    text: str
    outputs: Mapping[int, Output | Column]
    tables: Sequence[Array]


def written(
    context: Context, simple: Simplified, nodes: Sequence[Node], wanted: Iterable[int], marking: Iterable[int],
    inputs: Sequence[Input],
) -> Written:  # fmt: skip
    """A plan's nodes as a loop. `wanted` are given back, rows in which one of `marking` holds are marked in one array
    of bytes more, as are those in which a supplied fact is not what the rest says."""
    return _Loop(context, simple, inputs).of(nodes, wanted, marking)


class _Loop:
    """A loop being written."""

    def __init__(self, context: Context, simple: Simplified, inputs: Sequence[Input]) -> None:
        self.context, self.simple = context, simple
        self.module = ir.Module(LOOP)
        kind = ir.FunctionType(ir.VoidType(), [COUNT, *[ADDRESS.as_pointer()] * 3])
        function = ir.Function(self.module, kind, LOOP)
        rows, *self.arrays = function.args
        self.before = ir.IRBuilder(function.append_basic_block("before"))
        body, after = function.append_basic_block("row"), function.append_basic_block("after")
        self.builder = ir.IRBuilder(body)
        self.row = self.builder.phi(COUNT)
        self.row.add_incoming(ir.Constant(COUNT, 0), self.before.block)
        self.group = self.module.add_metadata([ir.MetaDataString(self.module, GROUP)])
        parallel = self.module.add_metadata([ir.MetaDataString(self.module, PARALLEL), self.group])
        width = self.module.add_metadata(
            [ir.MetaDataString(self.module, "llvm.loop.vectorize.width"), ir.Constant(ir.IntType(32), TOGETHER)]
        )
        self.loop = self.module.add_metadata([ir.MetaDataString(self.module, LOOP), parallel, width])
        self.code = Instructions(self.builder, lambda number: self._address(2, number), self._apart)
        self.marked: list[Number] = []
        self.found: dict[int, Found] = {}
        self.present: dict[str, list[Number]] = {}
        self.inputs: dict[Name, tuple[Ends, Number | None]] = {}
        place = 0
        for each in inputs:
            value, _ = self.inputs[each.name] = self._read(each, place)
            if each.name.present:
                self.present.setdefault(str(each.name.of), []).append(value.lo)
            place += each.arrays
        self._blocks = rows, body, after

    def of(self, nodes: Sequence[Node], wanted: Iterable[int], marking: Iterable[int]) -> Written:
        """The whole loop."""
        for node in nodes:
            self.found[node.id] = self._node(node, [self._found(arg) for arg in node.args])
        outputs: dict[int, Output | Column] = {}
        place = 0
        for each in wanted:
            what = self.simple.found[self.context.plan.twins[each]]
            if isinstance(what, Column):
                outputs[each] = what
            else:
                outputs[each], place = self._give(self._found(each), place)
        for each in marking:
            self.marked += self._held(self.context.plan.nodes[each], self._found(each))
        self._store(self.builder.zext(self.code.some(self.marked), ir.IntType(8)), place)
        self._close()
        return Written(self._text(), outputs, tuple(self.code.tables))

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

    def _text(self) -> str:
        """The module as text. A group and a loop are told from all others, for which the library has no words."""
        text, loop = str(self.module), self.loop.get_reference()
        text = text.replace(f'{{ !"{GROUP}" }}', "{}").replace(f'{{ !"{LOOP}",', f"{{ {loop},")
        for each in (self.group, self.loop):
            text = text.replace(f"{each.get_reference()} = !{{", f"{each.get_reference()} = distinct !{{")
        return text

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

    def _read(self, each: Input, place: int) -> tuple[Ends, Number | None]:
        """A value that the block brings, and whether the row gives it (None: every row does)."""
        lo = self._load(each, place, each.dtype)
        if each.sure:
            return surely(lo), None
        if each.masked:
            return surely(lo), self._load(each, place + 1, np.dtype(bool))
        return Ends(lo, self._load(each, place + 1, each.dtype), False), None

    def _load(self, each: Input, place: int, dtype: np.dtype[Any]) -> Number:
        """What stands in an array for the row."""
        builder = self.before if each.single else self.builder
        address = self._place(0, place, dtype, ir.Constant(COUNT, 0) if each.single else self.row, builder)
        found = builder.load(address)
        if not each.single:
            self._apart(found)
        return builder.trunc(found, ir.IntType(1)) if dtype.kind == "b" else found

    def _give(self, found: Found, place: int) -> tuple[Output, int]:
        """Write down an answer from an array of outputs on, and say how, and which array is the next."""
        every = [found] if isinstance(found, Ends) else [*found]
        sure = all(each.hi is each.lo for each in every)
        ends = [each.lo for each in every] if sure else [end for each in every for end in (each.lo, each.hi)]
        values = self.code.alike(*ends) if ends else [self.code.constant(0, 8)]
        bits = values[0].type.width
        for number, value in enumerate(values[: len(ends)]):
            self._store(self.builder.zext(value, ir.IntType(8)) if bits == 1 else value, place + number)
        dtype = np.dtype(bool) if bits == 1 else np.dtype(f"i{bits // 8}")
        return Output(dtype, sure, None if isinstance(found, Ends) else len(found)), place + len(ends)

    def _store(self, value: Number, place: int) -> None:
        address = self._place(1, place, np.dtype(f"i{value.type.width // 8}"), self.row, self.builder)
        self._apart(self.builder.store(value, address))

    def _place(self, arrays: int, place: int, dtype: np.dtype[Any], row: Number, builder: Number) -> Number:
        """The address of a row's value in one of the arrays of inputs or outputs."""
        stored = ir.IntType(max(bits_of(dtype), 8)).as_pointer()
        start = self.before.bitcast(self._address(arrays, place), stored)
        return builder.gep(start, [row])

    def _address(self, arrays: int, place: int) -> Number:
        """The address of an array, read before the first row."""
        return self.before.load(self.before.gep(self.arrays[arrays], [ir.Constant(ir.IntType(32), place)]))

    def _apart(self, instruction: Number) -> Number:
        """Mark what is read or written as of this row alone, so that several rows can be worked on at once."""
        instruction.set_metadata("llvm.access.group", self.group)
        return instruction

    def _close(self) -> None:
        rows, body, after = self._blocks
        following = self.builder.add(self.row, ir.Constant(COUNT, 1))
        self.row.add_incoming(following, body)
        again = self.builder.cbranch(self.builder.icmp_signed("<", following, rows), body, after)
        again.set_metadata("llvm.loop", self.loop)
        self.before.cbranch(self.before.icmp_signed(">", rows, ir.Constant(COUNT, 0)), body, after)
        ir.IRBuilder(after).ret_void()
