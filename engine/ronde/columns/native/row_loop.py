"""The frame of a loop over rows in instructions of LLVM: rows in stretches, what is read and written, several at once.

Truths that come eight to a byte are spread to bytes for one stretch of rows, and those that go so are packed after it:
the bytes stay near the processor meanwhile.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from ronde.columns.native.compiled import LOOP
from ronde.operations.instructions import BITS, Instructions, Number, bits_of

GROUP, PARALLEL = "group", "llvm.loop.parallel_accesses"
"""What rows read and write is theirs alone: the loop may take several at once."""

TOGETHER = 16
"""How many rows are worked on at once. More would fit a register where values take one byte, but there are not enough
registers for all that is under way."""

STRETCH = 512
"""How many rows are worked on before the next truths are spread: a multiple of `SPREAD`, and of `TOGETHER`."""

SPREAD = 32
"""How many truths are spread at once: arrays of packed truths end with a whole number of so many."""

PLACES = 16
"""By how many bits a place is told, of arrays that are looked up."""

BYTE = ir.IntType(8)
TRUTHS, BYTES = ir.VectorType(ir.IntType(1), SPREAD), ir.VectorType(BYTE, SPREAD)
ADDRESS = BYTE.as_pointer()
COUNT = ir.IntType(BITS)
INPUTS, OUTPUTS, TABLES = range(3)


class RowLoop:
    """A loop being written. `code` writes the instructions of one row; `close` ends it."""

    def __init__(self) -> None:
        self.module = ir.Module(LOOP)
        kind = ir.FunctionType(ir.VoidType(), [COUNT, *[ADDRESS.as_pointer()] * 3])
        function = ir.Function(self.module, kind, LOOP)
        self._rows, *self._arrays = function.args
        self._block = {
            name: function.append_basic_block(name) for name in ("before", "stretch", "spread", "row", "pack", "after")
        }
        self._end = function.append_basic_block("end")
        self._before, self._stretch, self._spread, self.builder, self._pack, self._after = map(
            ir.IRBuilder, self._block.values()
        )
        self._first, self._some, self._row, self._packing = (
            builder.phi(COUNT) for builder in (self._stretch, self._spread, self.builder, self._pack)
        )
        most = self._stretch.add(self._first, _count(STRETCH))
        self._last = self._stretch.select(self._stretch.icmp_signed("<", most, self._rows), most, self._rows)
        self._within = self.builder.sub(self._row, self._first)
        self._group = self.module.add_metadata([ir.MetaDataString(self.module, GROUP)])
        parallel = self.module.add_metadata([ir.MetaDataString(self.module, PARALLEL), self._group])
        width = self.module.add_metadata(
            [ir.MetaDataString(self.module, "llvm.loop.vectorize.width"), ir.Constant(ir.IntType(32), TOGETHER)]
        )
        self._loop = self.module.add_metadata([ir.MetaDataString(self.module, LOOP), parallel, width])
        self.code = Instructions(self.builder, lambda number: self._address(TABLES, number), self._apart)

    def load(self, place: int, dtype: np.dtype[Any], *, single: bool = False) -> Number:
        """What stands in an array of inputs for the row; `single`: one value for all rows."""
        builder = self._before if single else self.builder
        row = _count(0) if single else self._row
        found = builder.load(self._place(INPUTS, place, stored(dtype), row, builder))
        return self._truth(found if single else self._apart(found), dtype, builder)

    def load_halves(self, place: int, dtype: np.dtype[Any]) -> tuple[Number, Number]:
        """The halves of what stands in an array of inputs for the row, each of this type, the lower first."""
        first = self.builder.shl(self._row, _count(1))
        places = (first, self.builder.add(first, _count(1)))
        low, high = (self._place(INPUTS, place, stored(dtype), each, self.builder) for each in places)
        return self._apart(self.builder.load(low)), self._apart(self.builder.load(high))

    def load_packed(self, place: int) -> Number:
        """A truth from an array of inputs that holds eight to a byte, the first row's in the lowest bit, up to a
        whole number of `SPREAD`."""
        start, spread = self._room(), self._spread
        some = spread.load(self._words(INPUTS, place, self._some, spread), align=1)
        truths = spread.zext(spread.bitcast(some, TRUTHS), BYTES)
        spread.store(truths, self._bytes(start, self._some, spread), align=SPREAD)
        found = self._apart(self.builder.load(self.builder.gep(start, [self._within])))
        return self._truth(found, np.dtype(bool), self.builder)

    def look_up(self, place: int, dtype: np.dtype[Any], number: Number) -> Number:
        """What stands in an array of inputs at a number, which counts without a sign: at its last bits, if it has more
        than there are places."""
        at = self.builder.zext(self.code.wide(number, min(number.type.width, PLACES)), COUNT)
        return self._apart(self.builder.load(self._place(INPUTS, place, stored(dtype), at, self.builder)))

    def store(self, value: Number, place: int) -> None:
        """Write a value for the row into an array of outputs; a truth takes a byte."""
        value = self.builder.zext(value, BYTE) if value.type.width == 1 else value
        address = self._place(OUTPUTS, place, value.type, self._row, self.builder)
        self._apart(self.builder.store(value, address))

    def store_packed(self, truth: Number, place: int) -> None:
        """Write a truth for the row into an array of outputs that holds eight to a byte. What follows the last row, up
        to a whole number of `SPREAD`, may be anything."""
        start, pack = self._room(), self._pack
        self._apart(self.builder.store(self.builder.zext(truth, BYTE), self.builder.gep(start, [self._within])))
        some = pack.trunc(pack.load(self._bytes(start, self._packing, pack), align=SPREAD), TRUTHS)
        pack.store(pack.bitcast(some, ir.IntType(SPREAD)), self._words(OUTPUTS, place, self._packing, pack), align=1)

    def _room(self) -> Number:
        """Room for one byte for each row of a stretch."""
        room = self._before.alloca(ir.ArrayType(BYTE, STRETCH))
        room.align = 64
        return self._before.bitcast(room, ADDRESS)

    def _words(self, arrays: int, place: int, word: Number, builder: Number) -> Number:
        """Where packed truths stand of so many rows, by their number in one of the arrays."""
        words = self._before.bitcast(self._address(arrays, place), ir.IntType(SPREAD).as_pointer())
        return builder.gep(words, [word])

    def _bytes(self, room: Number, word: Number, builder: Number) -> Number:
        """Where the bytes of these rows stand in the room of a stretch."""
        within = builder.sub(builder.mul(word, _count(SPREAD)), self._first)
        return builder.bitcast(builder.gep(room, [within]), BYTES.as_pointer())

    def close(self) -> str:
        """The whole loop as text. A group and a loop are told from all others, for which the library has no words."""
        before, stretch, spread, row, pack, after = self._block.values()
        some = self._before.icmp_signed(">", self._rows, _count(0))
        self._before.cbranch(some, stretch, self._end)
        self._first.add_incoming(_count(0), before)
        begin = self._stretch.udiv(self._first, _count(SPREAD))
        past = self._stretch.udiv(self._stretch.add(self._last, _count(SPREAD - 1)), _count(SPREAD))
        self._stretch.branch(spread)
        self._some.add_incoming(begin, stretch)
        following = self._spread.add(self._some, _count(1))
        self._some.add_incoming(following, spread)
        self._spread.cbranch(self._spread.icmp_signed("<", following, past), spread, row)
        self._row.add_incoming(self._first, spread)
        following = self.builder.add(self._row, _count(1))
        self._row.add_incoming(following, row)
        again = self.builder.cbranch(self.builder.icmp_signed("<", following, self._last), row, pack)
        again.set_metadata("llvm.loop", self._loop)
        self._packing.add_incoming(begin, row)
        following = self._pack.add(self._packing, _count(1))
        self._packing.add_incoming(following, pack)
        self._pack.cbranch(self._pack.icmp_signed("<", following, past), pack, after)
        self._first.add_incoming(self._last, after)
        self._after.cbranch(self._after.icmp_signed("<", self._last, self._rows), stretch, self._end)
        ir.IRBuilder(self._end).ret_void()
        return self._text()

    def _text(self) -> str:
        text, loop = str(self.module), self._loop.get_reference()
        text = text.replace(f'{{ !"{GROUP}" }}', "{}").replace(f'{{ !"{LOOP}",', f"{{ {loop},")
        for each in (self._group, self._loop):
            text = text.replace(f"{each.get_reference()} = !{{", f"{each.get_reference()} = distinct !{{")
        return text

    def _truth(self, found: Number, dtype: np.dtype[Any], builder: Number) -> Number:
        return builder.trunc(found, ir.IntType(1)) if dtype.kind == "b" else found

    def _place(self, arrays: int, place: int, kind: ir.Type, row: Number, builder: Number) -> Number:
        """The address of a row's value, of a type, in one of the arrays."""
        return builder.gep(self._before.bitcast(self._address(arrays, place), kind.as_pointer()), [row])

    def _address(self, arrays: int, place: int) -> Number:
        """The address of an array, read before the first row."""
        return self._before.load(self._before.gep(self._arrays[arrays], [ir.Constant(ir.IntType(32), place)]))

    def _apart(self, instruction: Number) -> Number:
        """Mark what is read or written as of this row alone, so that several rows can be worked on at once."""
        instruction.set_metadata("llvm.access.group", self._group)
        return instruction


def stored(dtype: np.dtype[Any]) -> ir.Type:
    """How values of an array stand in memory."""
    if dtype.kind == "f":
        return ir.DoubleType() if dtype.itemsize == 8 else ir.FloatType()
    return ir.IntType(max(bits_of(dtype), 8))


def _count(value: int) -> Number:
    return ir.Constant(COUNT, value)
