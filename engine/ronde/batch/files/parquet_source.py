"""Rows of a Parquet file, in parts of equal size whatever its row groups are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ronde.batch.files.received import Origin
from ronde.batch.files.source import Chunk, Part, Watch, broken, names_once, not_too_many
from ronde.columns.binding import flat_batch, flat_schema
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation

BUFFER = 4 * 1024 * 1024
"""Bytes read ahead of a column."""


class ParquetSource:
    """A Parquet file. Its rows are numbered from 1, and the columns within a column have dotted names."""

    told_at_once = True

    def __init__(self, path: Path, part_rows: int) -> None:
        """Errors: ValidationError for a file without a row; OSError or ArrowException for one that is broken."""
        self.path: Origin = path
        self.part_rows = part_rows
        with self._file() as file:
            not_too_many(file.metadata.num_columns, path)
            self.schema: pa.Schema = flat_schema(file.schema_arrow)
            counts = [file.metadata.row_group(number).num_rows for number in range(file.metadata.num_row_groups)]
        names_once(self.schema.names, path)
        self.starts = np.cumsum([0, *counts])
        rows = int(self.starts[-1])
        if not rows:
            raise refuse("read-no-rows", SourceLocation(str(path)))
        self.parts: Sequence[Part] = [
            Part(start, size, start + 1, size)
            for start in range(0, rows, part_rows)
            for size in [min(part_rows, rows - start)]
        ]

    def _file(self) -> Any:
        return pq.ParquetFile(self.path, buffer_size=BUFFER, pre_buffer=False)

    def survey(self, watch: Watch) -> None:
        """Nothing is left to find: the end of the file says how many rows there are."""

    def chunks(self, first: int, columns: Sequence[str]) -> Iterator[Chunk]:
        """Read these columns, part by part from a part on."""
        if first >= len(self.parts):
            return
        try:
            with self._file() as file:
                for part, batch in zip(self.parts[first:], self._batches(file, first, columns), strict=True):
                    yield Chunk(batch, (), partial(np.arange, part.line, part.line + part.rows))
        except (OSError, pa.ArrowException) as error:
            raise broken(self.path, error) from None

    def _batches(self, file: Any, first: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Batches of the size of a part, from the row on at which a part starts."""
        begin = self.parts[first].start
        group = int(np.searchsorted(self.starts, begin, side="right")) - 1
        skip = begin - int(self.starts[group])
        rest = list(range(group, len(self.starts) - 1))
        held: list[pa.RecordBatch] = []
        for batch in self._read(file, rest, list(columns)):
            dropped = min(skip, batch.num_rows)
            skip -= dropped
            held.append(flat_batch(batch.slice(dropped)).select(list(columns)))
            yield from self._whole(held)
        if sum(each.num_rows for each in held):
            yield held[0] if len(held) == 1 else pa.concat_batches(held)

    def _read(self, file: Any, groups: list[int], columns: list[str]) -> Iterator[pa.RecordBatch]:
        """The rows of these groups, the last ones. Where they are no more than a part they are read column by column:
        to read them bit by bit, Arrow holds every column open, in several times the memory."""
        if int(self.starts[-1] - self.starts[groups[0]]) <= self.part_rows:
            yield from file.read_row_groups(groups, columns=columns).to_batches()
        else:
            yield from file.iter_batches(self.part_rows, row_groups=groups, columns=columns)

    def _whole(self, held: list[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Take batches of the size of a part from those held, and leave the rest."""
        while (rows := sum(each.num_rows for each in held)) >= self.part_rows:
            whole = pa.concat_batches(held) if len(held) > 1 else held[0]
            held[:] = [whole.slice(self.part_rows)] if rows > self.part_rows else []
            yield whole.slice(0, self.part_rows)
