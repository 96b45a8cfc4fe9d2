"""How a loop reads what is brought: each value as the plan holds it, and whether the row gives it.

Values that are none are what `ronde.columns.coerce` says of them; here their row is marked, and a harmless value stands
in for them.
"""

from __future__ import annotations

import numpy as np
from llvmlite import ir

from ronde.columns.native.inputs import Input, Within
from ronde.columns.native.row_loop import RowLoop
from ronde.model.types import LARGEST
from ronde.operations.arrays import UNKNOWN_TEXT
from ronde.operations.instructions import Ends, Number, bits_of, surely

DOUBLE = ir.DoubleType()


def read(rows: RowLoop, each: Input, place: int, marked: list[Number]) -> tuple[Ends, Number | None]:
    """A value that is brought in arrays from a place on, and whether the row gives it (None: every row does). What
    marks the row is added to what is `marked`."""
    return _Reading(rows, each, place, marked).found()


class _Reading:
    """One value being read."""

    def __init__(self, rows: RowLoop, each: Input, place: int, marked: list[Number]) -> None:
        self.rows, self.code, self.each, self.place, self.marked = rows, rows.code, each, place, marked
        self.given: Number | None = None
        self._beyond: list[Number] = []

    def found(self) -> tuple[Ends, Number | None]:
        each, last = self.each, self.place + self.each.arrays - 1
        value = self.rows.load_packed(self.place) if each.packed else self._value()
        if each.masked:
            packed = each.packed_mask
            self.given = self.rows.load_packed(last) if packed else self.rows.load(last, np.dtype(bool))
        elif not each.sure:
            return Ends(value, self.rows.load(last, each.dtype), False), None
        if each.texts is not None:
            value = self.rows.look_up(self.place + 1, each.texts, value)
            self._mark(self.code.against(value, "==", UNKNOWN_TEXT))
        if each.within is not None:
            value = self._fraction(each.within, value) if each.dtype.kind == "f" else self._whole(each.within, value)
        return surely(value), self.given

    def _value(self) -> Number:
        """What the array holds; numbers without a sign as wider ones that have one."""
        if self.each.double:
            low, high = self.rows.load_halves(self.place, self.each.dtype)
            last = self.code.constant(low.type.width - 1, low.type.width)
            self._beyond = [self.code.compare(high, "!=", self.code.builder.ashr(low, last))]
            return low
        found = self.rows.load(self.place, self.each.dtype, single=self.each.single)
        if self.each.dtype.kind == "u" and self.each.texts is None:
            return self.code.builder.zext(found, ir.IntType(2 * found.type.width))
        return found

    def _whole(self, within: Within, value: Number) -> Number:
        """A whole number within its bounds, as the plan holds it."""
        code, about = self.code, np.iinfo(self.each.dtype)
        beyond = [*self._beyond, *([code.against(value, "<", within.low)] if about.min < within.low else [])]
        beyond += [code.against(value, ">", within.high)] if about.max > within.high else []
        if beyond:
            wrong = code.some(beyond)
            self._mark(wrong)
            harmless = min(max(within.low, int(about.min)), int(about.max))
            value = code.select(wrong, code.constant(harmless, value.type.width), value)
        if within.times != 1:
            value = code.times(value, code.constant(within.times, 64), 64)
        if within.plus:
            value = code.add([value, code.constant(within.plus, 64)], 64)
        return code.wide(value, bits_of(within.dtype))

    def _fraction(self, within: Within, value: Number) -> Number:
        """A number with a fraction as a whole one; that it is none at all says that the row gives nothing."""
        builder, came = self.code.builder, value
        value = builder.fpext(value, DOUBLE) if self.each.dtype.itemsize < 8 else value
        there = builder.fcmp_ordered("ord", value, value)
        self.given = there if self.given is None else self.code.all(there, self.given)
        most = LARGEST / within.times
        near = self.code.all(self._is(value, ">=", -most), self._is(value, "<=", most))
        scaled = builder.fmul(builder.select(near, value, DOUBLE(0.0)), DOUBLE(within.times))
        whole = self._nearest(scaled)
        back = builder.fdiv(whole, DOUBLE(within.times))
        back = builder.fptrunc(back, came.type) if back.type != came.type else back
        fits = self.code.all(near, self._is(whole, ">=", within.low), self._is(whole, "<=", within.high))
        self._mark(self.code.negate(self.code.all(fits, builder.fcmp_ordered("==", back, came))))
        kept = builder.select(fits, whole, DOUBLE(within.low))
        return self.code.wide(builder.fptosi(kept, ir.IntType(max(32, bits_of(within.dtype)))), bits_of(within.dtype))

    def _is(self, value: Number, sign: str, number: float) -> Number:
        return self.code.builder.fcmp_ordered(sign, value, DOUBLE(float(number)))

    def _nearest(self, value: Number) -> Number:
        """The nearest whole number, and of two that are as near the even one."""
        rint = self.rows.module.declare_intrinsic("llvm.rint", [DOUBLE])
        return self.code.builder.call(rint, [value])

    def _mark(self, wrong: Number) -> None:
        self.marked.append(wrong if self.given is None else self.code.all(wrong, self.given))
