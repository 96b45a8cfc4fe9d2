"""From Arrow to arrays, before any rule is looked at: each column's values, and which rows give one.

Texts are numbered once for each batch, so that whatever is asked of a text is asked once for each different text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from ronde.columns.repeated_fields import key_twice, name_twice
from ronde.columns.size import measured
from ronde.model.limits import DEEPEST, MOST_RECORDS
from ronde.operations.array_calendar import EPOCH
from ronde.operations.arrays import Array


class Form(StrEnum):
    """How the values of an Arrow column are written."""

    TRUTH = "truth"
    WHOLE = "whole"
    FLOAT = "float"
    DATE = "date"
    TEXT = "text"
    NOTHING = "nothing"
    LIST = "list"
    OTHER = "other"


NO_TEXTS = pa.array([], pa.string())


def no_texts() -> pa.StringArray:
    """The texts of a column that holds none."""
    return NO_TEXTS


@dataclass(frozen=True, slots=True)
class Raw:
    """One column as it came: the values, which rows give one (None: all). Of texts, the number of each row's text; the
    texts stay in Arrow, and become Python's only if they are looked at one by one."""

    form: Form
    values: Array
    given: Array | None
    texts: pa.StringArray = field(default_factory=no_texts)


@dataclass(frozen=True, slots=True)
class RawList:
    """A column of lists of records as it came: for each row whether it gives a list, how many records and where the
    first stands; the fields of all records one after another; rows whose list cannot be read, and the rows with a field
    given twice, with its name."""

    given: Array | None
    counts: Array
    starts: Array
    fields: dict[str, Raw]
    bad: Array
    owners: Array
    twice: Mapping[int, str] = field(default_factory=dict)


def form_of(kind: pa.DataType) -> Form:
    """How the values of an Arrow type are written."""
    types = pa.types
    if types.is_dictionary(kind):
        return form_of(kind.value_type)
    tests = (
        (types.is_boolean, Form.TRUTH),
        (types.is_integer, Form.WHOLE),
        (types.is_floating, Form.FLOAT),
        (types.is_date, Form.DATE),
        (types.is_timestamp, Form.DATE),
        (_is_text, Form.TEXT),
        (types.is_decimal, Form.TEXT),
        (types.is_null, Form.NOTHING),
        (_is_list, Form.LIST),
    )
    return next((form for test, form in tests if test(kind)), Form.OTHER)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind)) and bool(
        pa.types.is_struct(kind.value_type) or pa.types.is_null(kind.value_type)
    )


def read_column(column: pa.Array) -> Raw:
    """A column of single values."""
    form = form_of(column.type)
    if form is Form.NOTHING:
        return Raw(form, np.zeros(len(column), np.int8), np.zeros(len(column), bool))
    if form is Form.TEXT:
        return _texts(column)
    if pa.types.is_dictionary(column.type):
        return read_column(column.dictionary_decode())
    given = _given(column)
    if form is Form.DATE:
        return _dates(column, given)
    values = _filled(column)
    if form is Form.FLOAT:
        told = ~np.isnan(values)
        given = given if told.all() else told if given is None else told & given
    return Raw(form, values, given)


def given_by_all(column: pa.Array) -> bool:
    """Whether it is plain, before its values are read, that every row gives one."""
    if pa.types.is_dictionary(column.type):
        return not column.null_count and not column.dictionary.null_count
    return not column.null_count and not pa.types.is_floating(column.type)


def _given(column: pa.Array) -> Array | None:
    """Which rows are not null (None: all)."""
    return None if not column.null_count else column.is_valid().to_numpy(zero_copy_only=False)


def _filled(column: pa.Array) -> Array:
    """The values, with something in place of nulls."""
    if pa.types.is_boolean(column.type):
        first, within = divmod(column.offset, 8)
        bits = np.frombuffer(column.buffers()[1] or b"", np.uint8)[first:]
        return np.unpackbits(bits, count=within + len(column), bitorder="little")[within:].view(bool)
    if column.null_count:
        column = pc.fill_null(column, pa.scalar(0).cast(column.type))
    values: Array = column.to_numpy(zero_copy_only=False)
    return values


def _dates(column: pa.Array, given: Array | None) -> Raw:
    """Day numbers. An instant that is not midnight (where it is told) is no date: the column then comes as texts."""
    if pa.types.is_timestamp(column.type):
        there = pc.local_timestamp(column) if column.type.tz else column
        days = there.cast(pa.date32(), safe=False)
        midnight = pc.equal(days.cast(there.type), there)
        if pc.all(midnight).as_py() is False:
            return _texts(pc.if_else(midnight, days.cast(pa.string()), column.cast(pa.string())))
        column = days
    days = column.cast(pa.date32(), safe=False)
    return Raw(Form.DATE, _filled(days.view(pa.int32())) + np.int32(EPOCH), given)


def _texts(column: pa.Array) -> Raw:
    """The number of each row's text, and the texts."""
    if pa.types.is_dictionary(column.type) and column.dictionary.null_count:
        column = column.dictionary_decode()
    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.dictionary(pa.int32(), pa.string()))
    else:
        plain = column.cast(pa.string())
        column = plain.dictionary_encode()
        if len(column.dictionary) == len(column):
            return Raw(Form.TEXT, every_row(len(plain)), None, plain)
    return Raw(Form.TEXT, _filled(column.indices), _given(column.indices), column.dictionary)


@lru_cache(maxsize=2)
def every_row(rows: int) -> Array:
    """The positions of so many rows: one array for all columns that need it, which nobody may change."""
    found = np.arange(rows, dtype=np.int32)
    found.flags.writeable = False
    return found


def read_list(column: pa.Array) -> RawList:
    """A column of lists of records, or of their JSON texts; a list with a null among its records cannot be read."""
    if form_of(column.type) is Form.NOTHING:
        column = column.cast(pa.list_(pa.struct([])))
    if form_of(column.type) is Form.TEXT:
        return _from_json(column)
    counts = _filled(column.value_lengths()).astype(np.int64)
    flat = column.flatten()
    fields = dict(_fields(flat, "")) if pa.types.is_struct(flat.type) else {}
    told = _given(flat)
    owners = np.zeros(0, np.intp) if told is None else np.repeat(np.arange(len(counts)), counts)[~told]
    return _listed(_given(column), counts, fields, np.unique(owners))


def _listed(
    given: Array | None, counts: Array, fields: dict[str, Raw], bad: Array, twice: Mapping[int, str] | None = None
) -> RawList:
    owners = np.repeat(np.arange(len(counts)), counts)
    return RawList(given, counts, np.cumsum(counts) - counts, fields, bad, owners, twice or {})


def _fields(flat: pa.Array, before: str) -> list[tuple[str, Raw]]:
    """The fields of records by dotted name."""
    found: list[tuple[str, Raw]] = []
    for field_, column in zip(flat.type, flat.flatten(), strict=True):
        name = f"{before}{field_.name}"
        if pa.types.is_struct(column.type):
            found += _fields(column, f"{name}.")
        else:
            found.append((name, read_column(column)))
    return found


def _from_json(column: pa.Array) -> RawList:
    """Lists of records written as JSON, one text a row; a row that cannot be read is bad, and has no records."""
    rows: list[list[dict[str, Any]]] = []
    bad: list[int] = []
    twice: dict[int, str] = {}
    given = np.ones(len(column), bool)
    for number, text in enumerate(column.to_pylist()):
        found = _records(text) if text is not None else None
        given[number] = found is not None
        if text is not None and found is None:
            bad.append(number)
        again = _again(text, found) if found and len(found) <= MOST_RECORDS else ""
        if again:
            twice[number] = again
        rows.append(found or [])
    flat = [flattened(record) for each in rows for record in each]
    names = dict.fromkeys(name for record in flat for name in record)
    fields = {name: read_column(pa.array([record.get(name) for record in flat], pa.string())) for name in names}
    counts = np.array([len(each) for each in rows], np.int64)
    return _listed(None if given.all() else given, counts, fields, np.array(bad, np.intp), twice)


def _again(text: str, found: list[dict[str, Any]]) -> str:
    """The name of a field that a record of a text gives twice; else nothing."""
    return key_twice(text.encode(), found) or name_twice({"": found}).removeprefix(".")


def _records(text: str) -> list[dict[str, Any]] | None:
    """The records of a text; none where it is no list of them, or goes deeper than a profile may. Of a list that is too
    long only its beginning is kept, and nothing of what the records say."""
    written = text.encode()
    try:
        found = orjson.loads(written)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        return None
    if len(found) > MOST_RECORDS:
        return [{} for _ in range(MOST_RECORDS + 1)]
    opened = written.count(b"[") + written.count(b"{")
    return found if opened <= DEEPEST or measured(written).depth <= DEEPEST else None


def flattened(record: dict[str, Any], before: str = "") -> dict[str, str | None]:
    """The fields of a JSON object by dotted name, as texts."""
    found: dict[str, str | None] = {}
    for name, value in record.items():
        if isinstance(value, dict) and value:
            found.update(flattened(value, f"{before}{name}."))
        else:
            written = value if isinstance(value, str) or value is None else orjson.dumps(value).decode()
            found[f"{before}{name}"] = written
    return found
