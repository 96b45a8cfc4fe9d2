"""People moved in time: every date of a row moves by so many days, in its own columns and in its lists of records.

Someone moved by a hundred days is, a hundred days later, what they were: as old, with as much work done as long ago.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ronde.simulate.candidate_columns import Numbers


def moved(people: pa.Table, days: Numbers) -> pa.Table:
    """Each row with all of its dates so many days later (earlier where less than zero)."""
    people = people.combine_chunks()
    columns = []
    for name in people.schema.names:
        column = people.column(name)
        columns.append(_moved(column.chunk(0), days) if column.num_chunks else column)
    return pa.table(columns, schema=people.schema)


def _moved(values: pa.Array, days: Numbers) -> pa.Array:
    kind = values.type
    if not _has_dates(kind):
        return values
    if pa.types.is_date32(kind):
        later = pc.add(pc.cast(values, pa.int32()), pa.array(days, pa.int32()))
        return pc.cast(later, kind)
    if pa.types.is_struct(kind):
        fields = [_moved(each, days) for each in values.flatten()]
        return pa.StructArray.from_arrays(fields, fields=list(kind), mask=values.is_null())
    rows = pc.list_parent_indices(values).to_numpy(zero_copy_only=False)
    inside = _moved(pc.list_flatten(values), days[rows])
    lengths = pc.fill_null(pc.list_value_length(values), 0).to_numpy(zero_copy_only=False)
    ends = np.concatenate([[0], np.cumsum(lengths)])
    make = pa.LargeListArray if pa.types.is_large_list(kind) else pa.ListArray
    size = pa.int64() if pa.types.is_large_list(kind) else pa.int32()
    return make.from_arrays(pa.array(ends, size), inside, type=kind, mask=values.is_null())


def _has_dates(kind: pa.DataType) -> bool:
    if pa.types.is_struct(kind):
        return any(_has_dates(each.type) for each in kind)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _has_dates(kind.value_type)
    return bool(pa.types.is_date32(kind))
