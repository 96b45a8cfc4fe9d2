"""The rows that are set aside: where each stands, and why."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from ronde.batch.files.source import Chunk

REJECTS = pa.schema([("line", pa.int64()), ("id", pa.string()), ("field", pa.string()), ("reason", pa.string())])
"""The columns of a file of rows set aside."""


def rejects_beside(out: Path) -> Path:
    """The file of the rows that are set aside, unless another is asked for."""
    return out.with_name(f"{out.name}.rejects.csv")


def set_aside(chunk: Chunk, found: pa.RecordBatch | None = None) -> pa.RecordBatch:
    """The rejects of a part, by line: the rows that could not be read, and those that a kernel `found`, if any."""
    told = [{"line": each.line, "reason": each.reason} for each in chunk.unread]
    unread = pa.RecordBatch.from_pylist(told, schema=REJECTS)
    if found is None or not found.num_rows:
        return unread
    lines = pa.array(chunk.lines()[found["row"].to_numpy()], pa.int64())
    ids = found["id"] if "id" in found.schema.names else pa.nulls(found.num_rows)
    arrays = [lines, *(each.cast(pa.string()) for each in (ids, found["field"], found["reason"]))]
    read = pa.RecordBatch.from_arrays(arrays, schema=REJECTS)
    if not unread.num_rows:
        return read
    every = pa.concat_batches([unread, read])
    return every.take(pa.array(np.argsort(every["line"].to_numpy(), kind="stable")))
