"""Answers of a loop given as Arrow holds them: truths and masks eight to a byte, days from the epoch, numbers as wide
as the answers are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ronde.columns.answers import Asked, arrow_column, arrow_type
from ronde.columns.merged_plan import RULES
from ronde.columns.native.brought import Stands
from ronde.columns.native.inputs import Name
from ronde.columns.native.row_loop import SPREAD
from ronde.columns.native.written import PlanLoop, Written
from ronde.model.types import Kind, Type
from ronde.operations.array_calendar import EPOCH
from ronde.operations.arrays import TEXT_DTYPE, UNKNOWN_TEXT, Array
from ronde.operations.instructions import Ends, Number, bits_of

SCOPES = 31
"""How many truths a number holds that is looked up for them."""


@dataclass(frozen=True, slots=True)
class Given:
    """In which arrays the answers of a fact are: the values, or least values; which are known (None: all); if bounds
    are asked for the greatest values, and in which rows the fact is defined (None: all)."""

    values: int
    told: int | None = None
    high: int | None = None
    defined: int | None = None


@dataclass(frozen=True)
class Answering(Written):
    """How answers are given: the types of the arrays (truths are packed), and which are those of each fact and of each
    condition. The last is of the rows that are marked."""

    arrays: Sequence[np.dtype[Any]]
    facts: Mapping[str, Given]
    conditions: Mapping[str, int]

    def rooms(self, rows: int) -> list[Array]:
        """The arrays, to be filled."""
        packed = -(-rows // SPREAD) * SPREAD // 8
        return [np.empty(packed, np.uint8) if each.kind == "b" else np.empty(rows, each) for each in self.arrays]

    def stand(self, arrays: Sequence[Array]) -> list[Stands]:
        """Where the arrays stand."""
        pairs = zip(arrays, self.arrays, strict=True)
        return [Stands(array.ctypes.data, 1 if each.kind == "b" else 8 * each.itemsize, array) for array, each in pairs]

    def trim(self, arrays: Sequence[Array], rows: int) -> None:
        """Leave nothing behind the last row: what is written of the same answers is the same."""
        more = -rows % SPREAD
        for array in (array for array, each in zip(arrays, self.arrays, strict=True) if more and each.kind == "b"):
            array.view(f"<u{SPREAD // 8}")[-1] &= 2 ** (SPREAD - more) - 1


class Answerer:
    """Writes the answers of a loop."""

    def __init__(self, loop: PlanLoop, scopes: Sequence[Array]) -> None:
        self.loop, self.code = loop, loop.code
        different = {each.tobytes(): each for each in scopes}
        self._scopes = dict(zip(different, self._truths([*different.values()]), strict=True))
        self.arrays: list[np.dtype[Any]] = []

    def give(self, asked: Asked) -> Given:
        """The answers of a fact."""
        found = self.loop.value(asked.node)
        defined = None if asked.scope is None else self._scopes[asked.scope.tobytes()]
        if not asked.kind.ordered:
            number = self.code.wide(found.lo, bits_of(np.dtype(TEXT_DTYPE)))
            unknown = self.code.constant(UNKNOWN_TEXT, number.type.width)
            return Given(self.put(number if defined is None else self.code.select(defined, number, unknown)))
        known = [] if found.hi is found.lo else [self.code.compare(found.lo, "==", found.hi)]
        scoped = [] if defined is None else [defined]
        values, told = self.put(self._fitted(found.lo, asked.kind)), self._mask(known + scoped)
        if not asked.bounds:
            return Given(values, told)
        high = values if found.hi is found.lo else self.put(self._fitted(found.hi, asked.kind))
        return Given(values, told, high, self._mask(scoped))

    def put(self, value: Number) -> int:
        """Write a value for the row into one array more, and say which."""
        place, bits = len(self.arrays), value.type.width
        self.arrays.append(np.dtype(bool) if bits == 1 else np.dtype(f"i{bits // 8}"))
        if bits == 1:
            self.loop.rows.store_packed(value, place)
        else:
            self.loop.rows.store(value, place)
        return place

    def truth(self, found: Ends) -> Number:
        """Whether a condition holds."""
        return found.lo if found.lo.type.width == 1 else self.code.against(found.lo, "!=", 0)

    def _mask(self, truths: Sequence[Number]) -> int | None:
        return self.put(self.code.all(*truths)) if truths else None

    def _fitted(self, value: Number, kind: Type) -> Number:
        """A value as wide as the answers are; the row of one that they cannot hold is marked."""
        code = self.code
        if kind.kind is Kind.YES_NO:
            return self.truth(Ends(value, value, True))
        bits = 32 if arrow_type(kind).bit_width == 32 else 64
        if kind.kind is Kind.DATE:
            value = code.add([value, code.constant(-EPOCH, 64)], 64)
        if value.type.width > bits:
            most = 2 ** (bits - 1)
            beyond = code.any(code.against(value, "<", -most), code.against(value, ">=", most))
            self.loop.marked.append(beyond)
        return code.wide(value, bits)

    def _truths(self, scopes: Sequence[Array]) -> Iterator[Number]:
        """The truths of the row's rules: those of one place stand together, as the bits of a number."""
        for first in range(0, len(scopes), SCOPES):
            some = scopes[first : first + SCOPES]
            bits = sum((each.astype(np.int32) << number for number, each in enumerate(some)), np.int32(0))
            found = self.code.look_up(np.asarray(bits, np.int32), self.loop.inputs[Name(RULES)][0].lo)
            for number in range(len(some)):
                yield self.code.wide(self.code.builder.lshr(found, self.code.constant(number, 32)), 1)


def answering(
    loop: PlanLoop, facts: Mapping[str, Asked], conditions: Mapping[str, int], marking: Sequence[int]
) -> Answering:
    """A loop whose answers are those of facts, and of conditions by what they are of; rows are marked in which one of
    `marking` holds, or of which more is to be said."""
    writer = Answerer(loop, [each.scope for each in facts.values() if each.scope is not None])
    given = {name: writer.give(each) for name, each in facts.items()}
    held = {name: writer.put(writer.truth(loop.value(node))) for name, node in conditions.items()}
    loop.mark(marking)
    writer.put(loop.code.some(loop.marked))
    return Answering(loop.rows.close(), tuple(loop.code.tables), tuple(writer.arrays), given, held)


def ordered(given: Given, kind: Type, arrays: Sequence[Array], rows: int) -> list[pa.Array]:
    """The Arrow columns of a fact of ordered values: these, and its bounds if they are asked for."""

    def column(values: int, mask: int | None) -> pa.Array:
        return arrow_column(kind, rows, arrays[values], None if mask is None else arrays[mask])

    found = [column(given.values, given.told)]
    if given.high is not None:
        found += [column(given.values, given.defined), column(given.high, given.defined)]
    return found


def unpacked(truths: Array, rows: int) -> Array:
    """Truths that came eight to a byte."""
    return np.unpackbits(truths, count=rows, bitorder="little").view(bool)
