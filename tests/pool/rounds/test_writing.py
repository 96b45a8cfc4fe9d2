"""Answers about a pool are written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ronde.batch.writing import write_folder, write_rows
from ronde.messages.diagnostics import ValidationError
from ronde.messages.escape import csv_text

BATCH = pa.record_batch({"id": pa.array([1, 2])})


def failing() -> Iterator[pa.RecordBatch]:
    """One batch, then no space left."""
    yield BATCH
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("name", ["out.parquet", "out.csv", "out.jsonl", "out.csv.gz"])
def test_a_file_that_fails_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    """The earlier file stays as it was, and nothing else is left."""
    out = tmp_path / name
    assert write_rows(out, BATCH.schema, [BATCH, BATCH], {"a": "b"}) == 4
    before = out.read_bytes()
    with pytest.raises(ValidationError) as error:
        write_rows(out, BATCH.schema, failing(), {})
    assert error.value.diagnostics[0].code == "file-unwritable"
    assert "space" in str(error.value.diagnostics[0].params["reason"])
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_parquet_file_says_what_it_was_made_from(tmp_path: Path) -> None:
    write_rows(tmp_path / "out.parquet", BATCH.schema, [BATCH], {"ronde.as_of": "2024-01-10"})
    assert pq.read_schema(tmp_path / "out.parquet").metadata[b"ronde.as_of"] == b"2024-01-10"


def test_a_folder_is_new_or_refused(tmp_path: Path) -> None:
    """Into a new or an empty folder; never beside other files, never where a file stands."""
    write_folder(tmp_path / "a" / "b", {"one.txt": b"1"})
    assert (tmp_path / "a" / "b" / "one.txt").read_bytes() == b"1"
    for wrong in (tmp_path / "a" / "b", tmp_path / "a" / "b" / "one.txt"):
        with pytest.raises(ValidationError) as error:
            write_folder(wrong, {"two.txt": b"2"})
        assert error.value.diagnostics[0].code == "folder-not-empty"
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["b"]


def test_rows_of_csv_leave_what_is_none_empty() -> None:
    assert csv_text([{"a": 1, "b": None}], ["a", "b"], spreadsheet=True) == b"a,b\n1,\n"
