"""What a worker does with its share of a pool: batches in, batches out, a pure function of both its arguments.

A worker reads its own copy of the rules, once for each process, and refuses to answer by other rules than those of
whoever started the run. Spark may run a share again, on another worker, and gets the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from ronde.batch.files.formats import Format
from ronde.batch.files.rejects import REJECTS, set_aside
from ronde.batch.files.source import Chunk, Part, open_source
from ronde.batch.files.tally import tally
from ronde.batch.reading import LINE
from ronde.batch.replica import twin
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query

ANSWERED, REJECTED, COUNTED = range(3)
"""What a row that comes back is: the answers of a candidate, a row set aside, or the counts of a batch as JSON."""

TOLD = pa.schema([pa.field("kind", pa.int8()), *REJECTS, pa.field("counts", pa.string())])
"""The columns that come back beside the answers. They are null in a row of answers, but for its kind and line."""

PARTS = pa.schema([(name, pa.int64()) for name in ("start", "size", "line", "rows")])
"""The columns of a part of a file of text, which its worker reads for itself."""


@dataclass(frozen=True)
class Text:
    """A file of text whose parts workers read for themselves: every worker finds it under the same name."""

    path: str
    format: Format


@dataclass(frozen=True)
class Order:
    """What every worker is told: the question, the rules it must find, and which columns there are.

    Columns travel by number, since Spark gives dots in names a meaning of its own. `text` is None where Spark itself
    reads the rows; `question` keeps the column LINE, which is then not among the `answers`.
    """

    rulesets: str
    rules: str
    version: str
    question: Query
    columns: pa.Schema
    answers: pa.Schema
    text: Text | None

    @property
    def shape(self) -> pa.Schema:
        """The columns that come back: the answers by number, and what is told beside them."""
        numbered = [pa.field(f"c{number}", field.type) for number, field in enumerate(self.answers)]
        return pa.schema([*numbered, *TOLD])


def work(order: Order, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What comes back for each batch of rows, or of parts of a text. Errors: OtherRules; ValidationError for a text."""
    kernel = twin(order.rulesets, order.rules, order.version, order.question)
    for batch in batches:
        if order.text is not None:
            for part in batch.to_pylist():
                yield from _answered(order, kernel, _read(order, order.text, Part(**part)))
        elif batch.num_rows:
            rows = pa.RecordBatch.from_arrays(batch.columns, schema=order.columns)
            yield from _answered(order, kernel, Chunk(rows, (), rows.column(LINE).to_numpy))


def _read(order: Order, text: Text, part: Part) -> Chunk:
    """The rows of a part of a text, with their lines."""
    source = open_source(Path(text.path), text.format, order.question.language)
    source.schema, source.parts = order.columns.remove(order.columns.get_field_index(LINE)), (part,)
    chunk = next(source.chunks(0, source.schema.names))
    lines = chunk.lines()
    return Chunk(chunk.batch.append_column(LINE, pa.array(lines, pa.int64())), chunk.unread, lambda: lines)


def _answered(order: Order, kernel: Kernel, chunk: Chunk) -> Iterator[pa.RecordBatch]:
    """The answers of some rows, those set aside and the counts, all as rows of one shape."""
    answers = kernel.run(chunk.batch)
    lines = answers.rows.column(LINE)
    rows = answers.rows.select(order.answers.names).cast(order.answers)
    yield _told(order, ANSWERED, {"line": lines, **dict(zip(order.shape.names, rows.columns, strict=False))})
    aside = set_aside(chunk, answers.rejects)
    if aside.num_rows:
        yield _told(order, REJECTED, dict(zip(aside.schema.names, aside.columns, strict=True)))
    count = chunk.batch.num_rows + len(chunk.unread)
    told = tally(count, rows, aside, answers, [name for name in kernel.facts if name in rows.schema.names])
    first = min([*chunk.lines()[:1].tolist(), *(each.line for each in chunk.unread[:1])])
    counts = {"line": pa.array([first], pa.int64()), "counts": pa.array([orjson.dumps(told.data()).decode()])}
    yield _told(order, COUNTED, counts)


def _told(order: Order, kind: int, columns: dict[str, Any]) -> pa.RecordBatch:
    """Rows of the shape that comes back, null in the columns that are not given."""
    shape, rows = order.shape, len(next(iter(columns.values())))
    columns = {**columns, "kind": pa.array(np.full(rows, kind, np.int8))}
    arrays = [columns[field.name] if field.name in columns else pa.nulls(rows, field.type) for field in shape]
    return pa.RecordBatch.from_arrays(arrays, schema=shape)
