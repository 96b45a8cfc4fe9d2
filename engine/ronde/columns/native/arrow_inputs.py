"""Columns of Arrow brought to a loop as they stand: truths eight to a byte, numbers, days, numbered texts.

The loop holds numbers and days to their bounds, and texts to those that are values: rows with any other are marked.
Columns in another form are made into arrays first (`ronde.columns.coerce`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from ronde.columns.certain_values import unfit
from ronde.columns.coerce import Typed, numbers_of
from ronde.columns.native.brought import Brought, Stands, of_array
from ronde.columns.native.inputs import Input, Name, Within
from ronde.columns.native.row_loop import PLACES, SPREAD
from ronde.model.types import Kind, Type
from ronde.operations.array_calendar import EPOCH
from ronde.operations.arrays import UNKNOWN_TEXT, Array, Context

WHOLE: Mapping[pa.DataType, np.dtype[Any]] = {
    pa.int8(): np.dtype(np.int8),
    pa.int16(): np.dtype(np.int16),
    pa.int32(): np.dtype(np.int32),
    pa.int64(): np.dtype(np.int64),
    pa.uint8(): np.dtype(np.uint8),
    pa.uint16(): np.dtype(np.uint16),
    pa.uint32(): np.dtype(np.uint32),
}
FRACTIONS: Mapping[pa.DataType, np.dtype[Any]] = {
    pa.float32(): np.dtype(np.float32),
    pa.float64(): np.dtype(np.float64),
}
MOST_TEXTS = 2**PLACES
"""Among how many texts they are looked up."""


class Way:
    """How columns of one Arrow type are brought for one fact. Once rows were missing, a mask is brought with every
    batch, so that batches are brought in few ways. Threads may share it."""

    def __init__(self, how: Input, texts: Texts | None = None) -> None:
        self._how, self._texts = how, texts
        self._with_mask = replace(how, sure=False, masked=True, packed_mask=True)
        self._missing = False

    def bring(self, brought: Brought, column: pa.Array, strangers: dict[str, int], *, masked: bool = False) -> bool:
        """Bring a column, with a mask if rows are missing or one is asked for; whether it can be. `strangers` numbers
        the texts that no rule names; new ones are added."""
        more: list[Stands] = []
        if self._texts is not None:
            column, texts = column.indices, column.dictionary
            if texts.null_count or len(texts) > MOST_TEXTS:
                return False
            more = [of_array(self._texts.numbers(texts, strangers), single=True)]
        mask, values = column.buffers()
        self._missing = self._missing or masked or column.null_count > 0 or self._none(column)
        missing = self._missing
        if values is None or (column.offset % 8 and (missing or self._how.packed)):
            return False
        if self._how.packed:
            arrays = [_packed(values, column)]
        else:
            width = self._how.dtype.itemsize * (2 if self._how.double else 1)
            arrays = [Stands(values.address + column.offset * width, 8 * width, values), *more]
        if missing:
            arrays.append(_packed(mask, column) if column.null_count else _every(len(column)))
        brought.put(self._with_mask if missing else self._how, arrays)
        return True

    def _none(self, column: pa.Array) -> bool:
        """Whether a number is none at all, which says that a row gives nothing."""
        return self._how.dtype.kind == "f" and bool(np.isnan(column.to_numpy(zero_copy_only=False)).any())


class Texts:
    """The plan's numbers of the texts of batches. Those of the batch before are kept, if rules name them all."""

    def __init__(self, places: int, kind: Type, codes: frozenset[str] | None, context: Context) -> None:
        self._places, self._kind, self._codes, self._context = places, kind, codes, context
        self._kept: tuple[pa.StringArray, Array] | None = None

    @property
    def dtype(self) -> np.dtype[Any]:
        """How they are held."""
        return np.dtype(self._context.dtype(self._kind))

    def numbers(self, texts: pa.StringArray, strangers: dict[str, int]) -> Array:
        """The number of each text; of what is no value, or no place of a text, that of the unknown."""
        kept = self._kept
        if kept is not None and kept[0].equals(texts):
            return kept[1]
        wrong = unfit(texts, self._kind, self._codes)
        column = Typed(np.zeros(0, np.int32), None, texts=texts, wrong=wrong if wrong.any() else None)
        found = np.full(self._places, UNKNOWN_TEXT, self.dtype)
        found[: len(texts)] = numbers_of(column, self._kind, self._context, strangers)[: len(texts)]
        if found.max(initial=UNKNOWN_TEXT) < self._context.strangers:
            self._kept = texts, found
        return found


def way_of(name: str, column: pa.DataType, kind: Type, codes: frozenset[str] | None, context: Context) -> Way | None:
    """How columns of an Arrow type are brought for a fact of candidates; None if they cannot be as they stand."""
    held = context.dtype(kind)
    if kind.kind is Kind.YES_NO:
        return Way(Input(Name(name), held, packed=True)) if pa.types.is_boolean(column) else None
    if not kind.ordered:
        named = pa.types.is_dictionary(column) and column.value_type == pa.string() and column.index_type in WHOLE
        if not named:
            return None
        dtype = WHOLE[column.index_type]
        texts = Texts(min(MOST_TEXTS, 2 ** (8 * dtype.itemsize)), kind, codes, context)
        return Way(Input(Name(name), dtype, texts=texts.dtype), texts)
    if kind.kind is Kind.DATE and column == pa.date32():
        within = Within(kind.low - EPOCH, kind.high - EPOCH, 1, EPOCH, held)
        return Way(Input(Name(name), np.dtype(np.int32), within=within))
    if kind.kind not in (Kind.NUMBER, Kind.MONEY):
        return None
    if column in FRACTIONS:
        within = Within(kind.low, kind.high, 10**kind.decimals, 0, held)
        return Way(Input(Name(name), FRACTIONS[column], within=within))
    decimal = pa.types.is_decimal128(column) and 0 <= column.scale <= kind.decimals
    if not decimal and column not in WHOLE:
        return None
    scale = 10 ** (kind.decimals - (column.scale if decimal else 0))
    within = Within(-(-kind.low // scale), kind.high // scale, scale, 0, held)
    return Way(Input(Name(name), np.dtype(np.int64) if decimal else WHOLE[column], within=within, double=decimal))


@lru_cache(maxsize=2)
def _every(rows: int) -> Stands:
    """A mask by which no row is missing."""
    mask = np.full(-(-rows // SPREAD) * SPREAD // 8, 0xFF, np.uint8)
    return Stands(mask.ctypes.data, 1, mask)


def _packed(buffer: pa.Buffer, column: pa.Array) -> Stands:
    """Where truths stand eight to a byte; if they do not end as the loop needs it, a copy that does."""
    first, need = column.offset // 8, -(-len(column) // SPREAD) * SPREAD // 8
    if first + need <= buffer.size:
        return Stands(buffer.address + first, 1, buffer)
    longer = np.zeros(need, np.uint8)
    longer[: buffer.size - first] = np.frombuffer(buffer, np.uint8)[first:]
    return Stands(longer.ctypes.data, 1, longer)
