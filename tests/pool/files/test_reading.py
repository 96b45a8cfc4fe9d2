"""Files are read in parts: the same rows whatever the size of a part, each with its line, and what is wrong is told."""

from __future__ import annotations

import codecs
import csv
import errno
import gzip
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.diagnostics import check_words, places

from ronde.batch.files import text
from ronde.batch.files.formats import Form, Format, format_of
from ronde.batch.files.lexing import _line_by_line, by_lines, by_quotes
from ronde.batch.files.source import Source, broken, open_source
from ronde.messages.diagnostics import ValidationError

Rows = list[dict[str, Any]]


def unwatched(done: int, total: int) -> None:
    """Watch nothing."""


def opened(path: Path, part_rows: int = 1000) -> Source:
    """The source of a file, looked through."""
    source = open_source(path, format_of(path), "en", part_rows)
    source.survey(unwatched)
    return source


def read(source: Source, first: int = 0) -> tuple[Rows, list[int], list[tuple[int, str]]]:
    """Every row from a part on, the line of each, and the rows that could not be read."""
    rows: Rows = []
    lines: list[int] = []
    unread: list[tuple[int, str]] = []
    for chunk in source.chunks(first, source.schema.names):
        rows += chunk.batch.to_pylist()
        lines += [int(line) for line in chunk.lines()]
        unread += [(each.line, each.reason) for each in chunk.unread]
    return rows, lines, unread


def written(path: Path, content: str | bytes) -> Path:
    """A file with this content, compressed where its name says so."""
    content = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def refused(path: Path) -> list[str]:
    """What is said of a file that cannot be read, and where."""
    with pytest.raises(ValidationError) as found:
        read(opened(path))
    check_words(list(found.value.diagnostics))
    assert {diagnostic.location.name for diagnostic in found.value.diagnostics} == {str(path)}
    return places(list(found.value.diagnostics))


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.parquet", Format(Form.PARQUET)),
        ("a.CSV", Format(Form.CSV)),
        ("a.csv.gz", Format(Form.CSV, True)),
        ("a.b.jsonl", Format(Form.JSONL)),
        ("a.ndjson", Format(Form.JSONL)),
        ("a.ndjson.gz", Format(Form.JSONL, True)),
    ],
)
def test_names_tell_formats(name: str, format_: Format) -> None:
    assert format_of(Path(name)) == format_


@pytest.mark.parametrize("name", ["a", "a.xlsx", "a.json", "a.parquet.gz", "csv"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(ValidationError) as found:
        format_of(Path(name))
    assert places(list(found.value.diagnostics)) == ["0:0 read-suffix"]


QUOTED = 'a,b\n1,"x\ny"\n\n2,5" wide\n3\n"4","say ""hi"""\r\n\r\n,\n5,6,7\n8,"9"'
ROWS_OF_QUOTED = [("1", "x\ny"), ("2", '5" wide'), ("4", 'say "hi"'), (None, None), ("8", "9")]


@pytest.mark.parametrize("part_rows", [1, 2, 3, 100])
@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_csv_with_everything_in_it(name: str, part_rows: int, tmp_path: Path) -> None:
    """Quotes around line feeds, stray quotes, blank lines, empty fields, rows of another width, no last line feed."""
    source = opened(written(tmp_path / name, QUOTED), part_rows)
    rows, lines, unread = read(source)
    assert [(row["a"], row["b"]) for row in rows] == ROWS_OF_QUOTED
    assert lines == [2, 5, 7, 9, 11]
    assert unread == [(6, "1 field instead of 2"), (10, "3 fields instead of 2")]
    assert sum(part.rows for part in source.parts) == 7


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.jsonl", "a.parquet"])
@pytest.mark.parametrize("part_rows", [7, 100, 1000])
def test_every_part_can_be_started_from(name: str, part_rows: int, tmp_path: Path) -> None:
    """From any part on come the rows that follow those before it."""
    rows = [{"id": str(number), "n": str(number * number)} for number in range(500)]
    path = tmp_path / name
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=64)
    elif path.suffix == ".jsonl":
        written(path, "\n\n".join(map(json.dumps, rows)))
    else:
        written(path, "id,n\n" + "\n\n".join(f"{row['id']},{row['n']}" for row in rows))
    source = opened(path, part_rows)
    done = 0
    for number, part in enumerate(source.parts):
        assert read(source, number)[0] == rows[done:]
        done += part.rows
    assert done == len(rows)
    assert read(source, len(source.parts))[0] == []


def test_parts_are_cut_by_size_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wide rows make parts of fewer rows, and blocks end anywhere."""
    monkeypatch.setattr(text, "PART_BYTES", 100)
    monkeypatch.setattr(text, "BLOCK", 37)
    rows = [{"a": "x" * (number % 40), "b": "\n" * (number % 3)} for number in range(1, 200)]
    content = io.StringIO(newline="")
    writer = csv.DictWriter(content, ["a", "b"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    source = opened(written(tmp_path / "a.csv", content.getvalue()), 10**6)
    assert len(source.parts) > 40
    assert [{key: value or "" for key, value in row.items()} for row in read(source)[0]] == rows


FIELDS = st.text(st.sampled_from('ab",\n é'), max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(FIELDS, FIELDS), min_size=1, max_size=12), st.integers(1, 5), st.integers(3, 40))
def test_csv_is_read_as_the_standard_library_writes_it(rows: list[tuple[str, str]], part_rows: int, block: int) -> None:
    """Whatever the fields hold, the rows come back, cut anywhere, and each line is where its row starts."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\n")
    starts = []
    for row in [("a", "b"), *rows]:
        starts.append(content.getvalue().count("\n") + 1)
        writer.writerow(row)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "BLOCK", block)
        with TemporaryDirectory() as folder:
            path = written(Path(folder) / "a.csv", content.getvalue())
            found, lines, unread = read(opened(path, part_rows))
    assert [(row["a"] or "", row["b"] or "") for row in found] == rows
    assert lines == starts[1:]
    assert unread == []


@settings(deadline=None)
@given(st.text(st.sampled_from('ab",\n'), max_size=30))
def test_both_ways_to_find_the_ends_of_rows_agree(content: str) -> None:
    """Counting quotes, where it is done, gives what reading line by line gives."""
    data = f"{content}\n".encode()
    newlines = by_lines(data).newlines
    slow = by_lines(data).ends[_line_by_line(data, newlines)]
    assert by_quotes(data).ends.tolist() == slow.tolist()


def test_json_lines_with_everything_in_it(tmp_path: Path) -> None:
    """Objects within objects, lists of objects, values of several kinds, lines that are none."""
    lines = [
        '{"a": 1, "p": {"q": {"r": "x"}}, "jobs": [{"h": 1}, {"h": 2.5, "s": "u"}]}',
        "",
        '{"a": 2.5, "m": "07", "jobs": [], "n": null}',
        '{"a": null, "m": 7, "p": null, "l": [1, "two"], "k": [{"deep": {"er": 1}}]}',
        "nothing",
        "[1]",
        '{"m": true, "jobs": null, "big": 18446744073709551615}',
    ]
    found, at, unread = read(opened(written(tmp_path / "a.jsonl", "\n".join(lines)), 2))
    assert at == [1, 3, 4, 7]
    assert [row["a"] for row in found] == [1.0, 2.5, None, None]
    assert [row["p.q.r"] for row in found] == ["x", None, None, None]
    assert [row["m"] for row in found] == [None, "07", "7", "true"]
    assert [row["jobs"] for row in found] == [[{"h": 1.0, "s": None}, {"h": 2.5, "s": "u"}], [], None, None]
    assert [row["l"] for row in found] == [None, None, '[1,"two"]', None]
    assert [row["k"] for row in found] == [None, None, '[{"deep":{"er":1}}]', None]
    assert [row["big"] for row in found] == [None, None, None, "18446744073709551615"]
    assert [line for line, _ in unread] == [5, 6]
    assert unread[0][1].startswith("not JSON from character 1 on: ")
    assert unread[1][1] == 'JSON, but no object: write `{"name": value}`'


def test_a_mark_before_utf8_is_no_text(tmp_path: Path) -> None:
    """What some programs write before UTF-8 belongs to no name."""
    for name, content in (("a.csv", b"a\n1\n"), ("a.jsonl", b'{"a": "1"}\n')):
        assert read(opened(written(tmp_path / name, codecs.BOM_UTF8 + content)))[0] == [{"a": "1"}]


LATIN = "café\n".encode("latin-1")
BROKEN = {
    "empty.csv": (b"", "0:0 read-empty"),
    "empty.jsonl": (b"", "0:0 read-empty"),
    "empty.parquet": (b"", "0:0 read-empty"),
    "empty.csv.gz": (b"", "0:0 read-empty"),
    "header.csv": (b"a,b\n", "0:0 read-no-rows"),
    "blank.csv": (b"a,b\n\n\r\n", "0:0 read-no-rows"),
    "blank.jsonl": (b"\n\n", "0:0 read-no-rows"),
    "none.csv": (b"\n1,2\n", "1:1 read-no-header"),
    "unnamed.csv": (b"a,,b\n1,2,3\n", "1:1 read-column-unnamed"),
    "twice.csv": (b"a,b,a\n1,2,3\n", "1:1 read-column-twice"),
    "semicolons.csv": (b"a;b\n1;2\n", "1:1 read-delimiter"),
    "latin.csv": (b"a\nb\n\xc3\xa9t\xc3\xa9\n" + LATIN, "4:4 read-encoding"),
    "header-latin.csv": (LATIN + b"1\n", "1:4 read-encoding"),
    "latin.jsonl": (b'{"a": 1}\n"' + LATIN, "2:5 read-encoding"),
    "utf-16.csv": ("a,b\n1,2\n".encode("utf-16-le"), "1:2 read-encoding"),
    "open.csv": (b'a,b\n1,2\n3,"4\n5,6\n', "3:1 read-quote-open"),
    "returns.csv": (b"a,b\n1,2\r3,4\r5,6\n", "2:1 read-rows-differ"),
    "array.jsonl": (b'[\n{"a": 1}]\n', "1:1 read-no-object"),
    "cut.parquet": (b"PAR1 and then nothing", "0:0 read-failed"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_a_file_is_told_at_its_place(name: str, tmp_path: Path) -> None:
    content, expected = BROKEN[name]
    assert refused(written(tmp_path / name, content)) == [expected]


def test_reading_that_the_system_stops_is_told_with_its_reason() -> None:
    """A disk that fails is no damage of the file; any other failure of a reader is."""
    for error, code in ((OSError(errno.EIO, "any"), "read-stopped"), (ValueError("any"), "read-failed")):
        found = broken(Path("a.parquet"), error).diagnostics[0]
        assert found.code == code
        assert ("reason" in found.params) == (code == "read-stopped")


def test_a_row_without_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "LONGEST_ROW", 1000)
    monkeypatch.setattr(text, "BLOCK", 100)
    assert refused(written(tmp_path / "a.csv", 'a\n1\n"2\n' + "3\n" * 2000)) == ["3:1 read-quote-open"]
    assert refused(written(tmp_path / "a.jsonl", '{"a": 1}\n{"b": "' + "3" * 2000)) == ["2:1 read-row-long"]


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "missing.csv") == ["0:0 file-missing"]
    (tmp_path / "folder.csv").mkdir()
    assert refused(tmp_path / "folder.csv") == ["0:0 read-not-file"]


@pytest.mark.parametrize("cut", [10, 100, 1000])
def test_parquet_that_was_cut_short_is_refused(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": list(range(1000))}), path)
    path.write_bytes(path.read_bytes()[:-cut])
    assert refused(path) == ["0:0 read-failed"]


def test_parquet_damaged_within_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": list(map(str, range(5000)))}), path, use_dictionary=False)
    content = bytearray(path.read_bytes())
    content[4:60] = b"\xff" * 56
    path.write_bytes(content)
    assert refused(path) == ["0:0 read-failed"]


def test_parquet_without_a_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": pa.array([], pa.int64())}), path)
    assert refused(path) == ["0:0 read-no-rows"]


def test_why_a_file_cannot_be_read_is_said_in_our_words() -> None:
    """What a library says in English of a damaged file, and what a parser says of a line, reaches nobody."""
    damaged = broken(Path("a.parquet"), ValueError("Couldn't deserialize thrift: TProtocolException")).diagnostics[0]
    assert "damaged" in damaged.text("en")
    assert "thrift" not in damaged.text("en")
    failed = broken(Path("a.parquet"), OSError(errno.EIO, "Input/output error")).diagnostics[0]
    assert "le disque ou l'appareil a échoué" in failed.text("fr")


def test_gzip_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv.gz", "a\n" + "".join(f"{number}\n" for number in range(5000)))
    path.write_bytes(path.read_bytes()[:-20])
    assert refused(path) == ["0:0 read-failed"]


def test_fields_without_number_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", "".join(f'{{"f{number}": 1}}\n' for number in range(6000)))
    assert refused(path) == ["5001:1 read-columns-many"]
