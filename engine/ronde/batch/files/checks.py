"""What is looked at before any work: where files are to be written, and whether ids tell the rows apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from ronde.batch.files.distinct import distinct
from ronde.batch.files.received import Origin
from ronde.batch.files.source import Source, Watch
from ronde.messages.diagnostics import Diagnostic, ValidationError, refuse
from ronde.model.locations import ArgumentLocation, ColumnLocation, SourceLocation

SHOWN = 5
"""How many wrong ids are told at the most, and how many lines of each."""


def checked(check: Callable[[pa.Schema], pa.Schema], schema: pa.Schema, path: Origin) -> pa.Schema:
    """The schema of the answers to a file's columns, by the `check` of a kernel.

    Errors: ValidationError, at the file for what is wrong with its columns, at an option for what that asks.
    """
    try:
        return check(schema)
    except ValidationError as refused:
        found = refused.diagnostics
        placed = (
            replace(each, location=SourceLocation(str(path))) if isinstance(each.location, ColumnLocation) else each
            for each in found
        )
        raise ValidationError(tuple(placed)) from None


def check_place(option: str, path: Path) -> None:
    """Errors: ValidationError where the file that an option names cannot be written, as far as that can be known
    before."""
    if path.is_dir():
        raise refuse("write-is-folder", ArgumentLocation(option), path=str(path))
    if not path.parent.is_dir():
        raise refuse("write-no-folder", ArgumentLocation(option), path=str(path.parent))
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise refuse("write-folder-closed", ArgumentLocation(option), path=str(path.parent))


def check_places(source: Path, out: Path, rejects: Path) -> None:
    """Errors: ValidationError where a file cannot be written, or would be written over another of them."""
    for option, path in (("--out", out), ("--rejects", rejects)):
        check_place(option, path)
        if _same(path, source):
            raise refuse("write-over-input", ArgumentLocation(option), path=str(path))
    if _same(out, rejects):
        raise refuse("write-over-output", ArgumentLocation("--rejects"), path=str(rejects))


def _same(one: Path, other: Path) -> bool:
    return one.samefile(other) if one.exists() and other.exists() else one.resolve() == other.resolve()


def check_ids(source: Source, column: str, watch: Watch) -> None:
    """Read the column of ids alone. Errors: ValidationError where a row has none, or where two have the same, with
    their lines.

    The column is held in memory, and nothing else is.
    """
    check_id_type(source.schema, column, source.path)
    pieces: list[pa.Array] = []
    starts = [0]
    total = sum(part.rows for part in source.parts)
    for chunk in source.chunks(0, [column]):
        piece = chunk.batch.column(0)
        pieces.append(piece.dictionary_decode() if pa.types.is_dictionary(piece.type) else piece)
        starts.append(starts[-1] + len(piece))
        watch(starts[-1], total)
    ids = pa.chunked_array(pieces)
    if ids.null_count:
        missing = pc.indices_nonzero(ids.is_null())
        lines = _lines(source, column, starts, missing[:SHOWN].to_pylist())
        raise refuse(
            "read-id-missing", SourceLocation(str(source.path), lines[0], 1), name=column, count=ids.null_count
        )
    if not distinct(ids):
        raise _twice(source, column, ids, starts)


def check_id_type(schema: pa.Schema, column: str, path: Origin) -> None:
    """Errors: ValidationError where the values of a column are none that can tell rows apart."""
    found = schema.field(column).type
    kind = found.value_type if pa.types.is_dictionary(found) else found
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind)):
        raise refuse("read-id-type", SourceLocation(str(path)), name=column, found=str(found))


def _twice(source: Source, column: str, ids: pa.ChunkedArray, starts: Sequence[int]) -> ValidationError:
    """The exception for the first ids that are there twice."""
    counted = ids.value_counts()
    several = counted.filter(pc.greater(counted.field("counts"), 1))
    found: list[Diagnostic] = []
    for each in several.slice(0, SHOWN).to_pylist():
        rows = pc.indices_nonzero(pc.equal(ids, pa.scalar(each["values"], ids.type)))
        lines = _lines(source, column, starts, rows[:SHOWN].to_pylist())
        found.append(
            Diagnostic(
                "read-id-twice",
                SourceLocation(str(source.path), lines[1], 1),
                {"name": column, "id": each["values"], "lines": ", ".join(map(str, lines)), "count": each["counts"]},
            )
        )
    return ValidationError(tuple(found))


def _lines(source: Source, column: str, starts: Sequence[int], rows: Sequence[int]) -> list[int]:
    """The lines of rows, by their number from 0 among those that can be read; their parts are read again."""
    found: dict[int, int] = {}
    for number, (first, after) in enumerate(pairwise(starts)):
        within = [row for row in rows if first <= row < after]
        if within:
            lines = next(iter(source.chunks(number, [column]))).lines()
            found |= {row: int(lines[row - first]) for row in within}
    return [found[row] for row in rows]
