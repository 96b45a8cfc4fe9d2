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
from ronde.batch.files.source import Source, Watch
from ronde.model.finding import Finding, Place, Refused, refuse

SHOWN = 5
"""How many wrong ids are told at the most, and how many lines of each."""


def checked(check: Callable[[pa.Schema], pa.Schema], schema: pa.Schema, path: Path) -> pa.Schema:
    """The schema of the answers to a file's columns, by the `check` of a kernel.

    Errors: Refused, at the file for what is wrong with its columns, at an option for what that asks.
    """
    try:
        return check(schema)
    except Refused as refused:
        found = refused.findings
        placed = (each if each.place.file.startswith("--") else replace(each, place=Place(str(path))) for each in found)
        raise Refused(tuple(placed)) from None


def check_place(option: str, path: Path) -> None:
    """Errors: Refused where the file that an option names cannot be written, as far as that can be known before."""
    if path.is_dir():
        raise refuse("write-is-folder", Place(option), path=str(path))
    if not path.parent.is_dir():
        raise refuse("write-no-folder", Place(option), path=str(path.parent))
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise refuse("write-folder-closed", Place(option), path=str(path.parent))


def check_places(source: Path, out: Path, rejects: Path) -> None:
    """Errors: Refused where a file cannot be written, or would be written over another of them."""
    for option, path in (("--out", out), ("--rejects", rejects)):
        check_place(option, path)
        if _same(path, source):
            raise refuse("write-over-input", Place(option), path=str(path))
    if _same(out, rejects):
        raise refuse("write-over-output", Place("--rejects"), path=str(rejects))


def _same(one: Path, other: Path) -> bool:
    return one.samefile(other) if one.exists() and other.exists() else one.resolve() == other.resolve()


def check_ids(source: Source, column: str, watch: Watch) -> None:
    """Read the column of ids alone. Errors: Refused where a row has none, or where two have the same, with their lines.

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
        raise refuse("read-id-missing", Place(str(source.path), lines[0], 1), name=column, count=ids.null_count)
    if not distinct(ids):
        raise _twice(source, column, ids, starts)


def check_id_type(schema: pa.Schema, column: str, path: Path) -> None:
    """Errors: Refused where the values of a column are none that can tell rows apart."""
    found = schema.field(column).type
    kind = found.value_type if pa.types.is_dictionary(found) else found
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind)):
        raise refuse("read-id-type", Place(str(path)), name=column, found=str(found))


def _twice(source: Source, column: str, ids: pa.ChunkedArray, starts: Sequence[int]) -> Refused:
    """The exception for the first ids that are there twice."""
    counted = ids.value_counts()
    several = counted.filter(pc.greater(counted.field("counts"), 1))
    found: list[Finding] = []
    for each in several.slice(0, SHOWN).to_pylist():
        rows = pc.indices_nonzero(pc.equal(ids, pa.scalar(each["values"], ids.type)))
        lines = _lines(source, column, starts, rows[:SHOWN].to_pylist())
        found.append(
            Finding(
                "read-id-twice",
                Place(str(source.path), lines[1], 1),
                {"name": column, "id": each["values"], "lines": ", ".join(map(str, lines)), "count": each["counts"]},
            )
        )
    return Refused(tuple(found))


def _lines(source: Source, column: str, starts: Sequence[int], rows: Sequence[int]) -> list[int]:
    """The lines of rows, by their number from 0 among those that can be read; their parts are read again."""
    found: dict[int, int] = {}
    for number, (first, after) in enumerate(pairwise(starts)):
        within = [row for row in rows if first <= row < after]
        if within:
            lines = next(iter(source.chunks(number, [column]))).lines()
            found |= {row: int(lines[row - first]) for row in within}
    return [found[row] for row in rows]
