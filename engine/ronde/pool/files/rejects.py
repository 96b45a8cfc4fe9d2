"""The rows that are set aside: where each stands, and why."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from ronde.pool.files.source import Chunk

REJECTS = pa.schema([("line", pa.int64()), ("id", pa.string()), ("field", pa.string()), ("reason", pa.string())])


def rejects_beside(out: Path) -> Path:
    """The file of the rows that are set aside, unless another is asked for."""
    return out.with_name(f"{out.name}.rejects.csv")


def set_aside(chunk: Chunk, found: pa.RecordBatch) -> pa.RecordBatch:
    """The rejects of a part, by line: the rows that could not be read, and those that the kernel set aside."""
    if not found.num_rows and not chunk.unread:
        return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in REJECTS], schema=REJECTS)
    unread = len(chunk.unread)
    ids = found["id"].to_pylist() if "id" in found.schema.names else [None] * found.num_rows
    lines = chunk.lines()[found["row"].to_numpy()] if found.num_rows else np.zeros(0, np.int64)
    every = [
        np.concatenate(([each.line for each in chunk.unread], lines)).astype(np.int64),
        [None] * unread + ids,
        [None] * unread + found["field"].to_pylist(),
        [each.reason for each in chunk.unread] + found["reason"].to_pylist(),
    ]
    order = pa.array(np.argsort(every[0], kind="stable"))
    arrays = [pa.array(values, field.type) for values, field in zip(every, REJECTS, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=REJECTS).take(order)
