"""Limits come before work: what is too large is refused, with a message, long before it could be worked through.

Where it can be, work is counted; else time is bounded at several times what is promised, so that no machine fails it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.support import books
from tests.support.diagnostics import check_words

from ronde.batch.files.formats import format_of
from ronde.batch.files.source import open_source
from ronde.check.whole import check_whole_book
from ronde.columns.arrow_batch import wrong_at
from ronde.columns.decode import read_list
from ronde.columns.rejects import rejects
from ronde.compile.rules import Compiler
from ronde.inputs.possible import elsewhere
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model import limits, near
from ronde.model.locations import SourceLocation
from ronde.model.patterns import PatternBroken, fits
from ronde.model.types import NotOfType
from ronde.read import structure

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
GENEROUS = 12.0
"""Seconds of processor time: promised are two."""

MEASURED = (
    "import pathlib, resource, sys; from ronde.cli.main import main; code = main(sys.argv[1:]);"
    "used = resource.getrusage(resource.RUSAGE_SELF); status = pathlib.Path('/proc/self/status');"
    "most = status.read_text().split('VmHWM:')[1].split()[0] if status.exists() else used.ru_maxrss;"
    "print('used', used.ru_utime + used.ru_stime, int(most) // 1024); sys.exit(code)"
)
"""Runs the command, and tells the seconds of processor time and the megabytes that it used. On Linux `ru_maxrss` begins
with what the process that started it had, here the tests that ran before: the system's own mark does not."""

NUMBER = books.asked("number", at_least=0, at_most=10**9)


def found_in(folder: Path, facts: dict[str, Any], **keys: Any) -> list[Diagnostic]:
    """What the check of a book of one version finds."""
    return list(
        check_whole_book(books.write(folder, {"topic/2015-01-01.yaml": books.version(facts=facts, **keys)})).diagnostics
    )


def codes(found: list[Diagnostic] | tuple[Diagnostic, ...]) -> set[str]:
    check_words(list(found))
    return {diagnostic.code for diagnostic in found}


LARGE = {
    "list in brackets": b"a: [" + b"1," * 145_000 + b"1]",
    "keys": b"".join(b"k%d: 1\n" % number for number in range(20_000)),
    "brackets": b"[" * 290_000,
    "braces": b"{a: " * 70_000,
    "dashes": b"- " * 140_000 + b"a",
    "questions": b"? " * 140_000 + b"a",
    "empty entries": b"-\n" * 140_000,
    "empty pairs": b"a: [" + b":," * 140_000 + b"1]",
    "aliases of a long text": b'a: &a "' + b"x" * 200_000 + b'"\nb: [' + b"*a," * 9_000 + b"1]",
    "aliases of aliases": b"a: &a [1,1,1,1,1,1,1,1,1]\n"
    + b"".join(b"%c: &%c [%s]\n" % (each, each, b",".join([b"*%c" % (each - 1)] * 9)) for each in range(98, 110)),
    "long keys, one in another": b"".join(b" " * n + b"k" * 190 + b"%d:\n" % n for n in range(55))
    + b"".join(b" " * 55 + b"- 1\n" for _ in range(4_500)),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_file_is_read_no_further_than_a_limit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a file grows without measure, it is refused after so many values, marks, levels or characters."""
    from ruamel.yaml.scanner import Scanner

    taken: list[int] = []
    fetch = Scanner.fetch_more_tokens
    monkeypatch.setattr(Scanner, "fetch_more_tokens", lambda self: (taken.append(1), fetch(self))[1])
    start = process_time()
    with pytest.raises(ValidationError) as refused:
        structure.parse(LARGE[name], "x.yaml")
    assert codes(refused.value.diagnostics) <= {"yaml-too-large", "yaml-broken"}
    assert len(taken) <= limits.MOST_TOKENS + 10
    assert process_time() - start < GENEROUS


def test_memory_and_time_of_the_command(tmp_path: Path) -> None:
    """The command refuses a large list in a profile and in a book: exit code 2, little memory and time."""
    (tmp_path / "p.yaml").write_bytes(LARGE["list in brackets"])
    book = books.write(tmp_path / "book", {"topic/2015-01-01.yaml": b"facts: [" + b"1," * 200_000 + b"1]"})
    for expected, asked in ((2, ("evaluate", "p.yaml")), (2, ("evaluate", "p.yaml", "--rulesets", str(book)))):
        done = subprocess.run([sys.executable, "-c", MEASURED, *asked], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == expected, done.stderr
        seconds, megabytes = map(float, done.stdout.split("used")[1].split())
        assert seconds < GENEROUS
        assert megabytes < 512


def test_unknown_keys_are_told_up_to_a_limit_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of unknown keys give the first diagnostics and how many more there are; for no more are names
    compared."""
    sought: list[str] = []
    monkeypatch.setattr(near.difflib, "get_close_matches", lambda name, *about: sought.append(name) or [])
    start = process_time()
    with pytest.raises(ValidationError) as refused:
        books.decide(books.real(), {f"key_{number}": 1 for number in range(7_000)}, "2024-06-03")
    found = refused.value.diagnostics
    assert len(found) == limits.MOST_DIAGNOSTICS
    assert codes(found) == {"profile-unknown", "findings-more"}
    assert found[-1].params["count"] == 7_000 - (limits.MOST_DIAGNOSTICS - 1)
    assert len(sought) <= limits.MOST_DIAGNOSTICS
    assert process_time() - start < GENEROUS


def test_what_is_counted_stays_counted() -> None:
    """Diagnostics gathered from several refusals are told up to the limit again, and none is lost from the count."""
    many = tuple(Diagnostic("file-empty", SourceLocation(f"{number:03}.yaml")) for number in range(200))
    once = ValidationError(many).diagnostics
    again = ValidationError((*once, *many[:10])).diagnostics
    assert again[-1].params["count"] == 210 - (limits.MOST_DIAGNOSTICS - 1)
    assert sorted(again, key=lambda diagnostic: diagnostic.order)[-1] is again[-1]


def test_no_near_name_is_sought_for_a_long_one() -> None:
    """A name longer than any known one is not compared with them."""
    assert near.nearest("a" * limits.LONGEST_NEAR, ["a" * limits.LONGEST_NEAR])
    assert not near.nearest("a" * (limits.LONGEST_NEAR + 1), ["a" * limits.LONGEST_NEAR])


@pytest.mark.parametrize("keys", [2, 3, 6])
def test_tables_are_measured_before_they_are_made(keys: int, tmp_path: Path) -> None:
    """The cells of a table are counted from its rows' bounds; a table with more than the limit is never made."""
    names = [f"n{number}" for number in range(keys)]
    rows = [{"when": dict.fromkeys(names, 2 * number), "value": 1} for number in range(400 // keys)]
    table = {"keys": names, "rows": rows, "otherwise": 0}
    start = process_time()
    found = found_in(tmp_path, {**dict.fromkeys(names, NUMBER), "x": books.fact(table=table)})
    assert "table-too-large" in codes(found)
    assert process_time() - start < GENEROUS


def test_wide_intervals_make_no_cells() -> None:
    """An interval costs its two ends, not the values between them."""
    table = {"key": "n", "rows": {"..19": 1, "20..1000000": 2, "1000001..": 3}}
    plan = books.plan(books.book({"n": NUMBER, "x": books.fact(table=table)}))
    assert max(len(node.data.cells) for node in plan.nodes if hasattr(node.data, "cells")) == 3


def test_facts_of_for_each_are_counted() -> None:
    """A few definitions for every item of a long list are refused before they are all compiled."""
    items = {f"i{number}": books.TEXTS for number in range(1_500)}
    facts = {f"x{number}.{{a}}": books.fact(for_each={"a": "l"}, value=1) for number in range(60)}
    book = books.book({"n": NUMBER, **facts}, lists={"l": {"label": books.TEXTS, "items": items}})
    start = process_time()
    _, found = Compiler().plan_and_diagnostics(book.in_force(book.first_date))
    assert "facts-too-many" in codes(found)
    assert process_time() - start < GENEROUS


def test_facts_that_rest_on_one_another_at_any_length() -> None:
    """A thousand facts, each resting on the next, are compiled and answered: no stack is as deep as they are many."""
    facts = {f"x{number}": books.fact(sum=[f"x{number + 1}"]) for number in range(1_000)}
    book = books.book({"x1000": NUMBER, **facts})
    assert books.answer(book, "x0", {"x1000": 7}) == 7


PATTERNS = ["(a+)+$", "(a|aa)+$", "(a*)*b", "([a-z]+)*[A-Z]", "(a|a?)+$"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_end(pattern: str) -> None:
    """Patterns that try forty letters in every way elsewhere are matched in time that grows with the text."""
    start = process_time()
    assert not fits(pattern, "a" * 5_000 + "!")
    assert process_time() - start < GENEROUS


@pytest.mark.parametrize("pattern", ["(?=a)b", r"(a)\1", "((a{1,1000}){1,1000}){1,1000}", "a" * 501, "[z-a]", "("])
def test_patterns_that_could_not_be_matched_so_are_refused(pattern: str) -> None:
    """What RE2 cannot take, or what would be too large, is a diagnostic where the pattern is written."""
    with pytest.raises(PatternBroken):
        fits(pattern, "a")


def _table(file: Path, columns: int) -> None:
    pq.write_table(pa.table({f"c{number}": [1] for number in range(columns)}), file)


def _grouped(file: Path, columns: int) -> None:
    group = pa.array([{f"c{number}": 1 for number in range(columns)}])
    pq.write_table(pa.table({"work": group}), file)


MANY = limits.MOST_COLUMNS + 1
POOLS: dict[str, tuple[bytes | Callable[[Path], None], str]] = {
    "columns.csv": (b",".join(b"c%d" % number for number in range(100_000)) + b"\n1\n", "1:1 read-columns-many"),
    "columns.parquet": (lambda file: _table(file, MANY), "0:0 read-columns-many"),
    "within.parquet": (lambda file: _grouped(file, MANY), "0:0 read-columns-many"),
    "header.csv": (b"x" * 20_000_000 + b"\n1\n", "1:1 read-row-long"),
    "name.csv": (b"x" * 200_000 + b",y\n1,1\n", "1:1 read-row-long"),
    "open header.csv": (b'"' + b"x\n" * 600_000, "1:1 read-quote-open"),
    "line.csv": (b"a,b\n1,2\n" + b"x" * 20_000_000 + b",1\n", "3:1 read-row-long"),
    "whole line.csv": (b"a,b\n1,2\n" + b"x" * 2_000_000 + b",1\n3,4\n", "3:1 read-row-long"),
    "line.jsonl": (b'{"a": 1}\n{"a": "' + b"x" * 20_000_000 + b'"}\n', "2:1 read-row-long"),
    "keys.jsonl": (b"{" + b",".join(b'"k%d":1' % number for number in range(7_000)) + b"}\n", "1:1 read-columns-many"),
    "more keys.jsonl": (b"{" + b",".join(b'"k%d":1' % n for n in range(20_000)) + b"}\n", "1:1 read-no-object"),
    "keys of records.jsonl": (
        b"".join(
            b'{"a": [' + b",".join(b'{"k%d":1}' % n for n in range(at, at + 50)) + b"]}\n" for at in range(0, 9_000, 50)
        ),
        "100:1 read-columns-many",
    ),
    "records.jsonl": (b'{"work": [' + b",".join([b"{}"] * 100_000) + b"]}\n", "1:1 read-no-object"),
    "objects.jsonl": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"\n", "1:1 read-no-object"),
    "fewer objects.jsonl": (b'{"a":' * 100 + b"1" + b"}" * 100 + b"\n", "1:1 read-no-object"),
    "lists.jsonl": (b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}\n", "1:1 read-no-object"),
    "both.jsonl": (b'{"a":[' * 400 + b"1" + b"]}" * 400 + b"\n", "1:1 read-no-object"),
}


@pytest.mark.parametrize("name", POOLS)
def test_a_file_of_a_pool_is_refused_before_it_is_worked_through(name: str, tmp_path: Path) -> None:
    """However a pool's file grows without measure, it is refused where it does, in little time."""
    content, expected = POOLS[name]
    file = tmp_path / name
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        content(file)
    start = process_time()
    with pytest.raises(ValidationError) as refused:
        open_source(file, format_of(file), "en").survey(lambda done, total: None)
    codes(refused.value.diagnostics)
    assert [f"{each.location.line}:{each.location.column} {each.code}" for each in refused.value.diagnostics] == [
        expected
    ]
    assert process_time() - start < GENEROUS


def test_memory_and_time_of_a_pool_refused(tmp_path: Path) -> None:
    """The command refuses a line of a hundred megabytes and a hundred thousand columns: exit code 2, little of both."""
    (tmp_path / "a.jsonl").write_bytes(b'{"a": "' + b"x" * 100_000_000 + b'"}\n')
    (tmp_path / "b.csv").write_bytes(b",".join(b"c%d" % number for number in range(100_000)) + b"\n1\n")
    for name in ("a.jsonl", "b.csv"):
        asked = ("pool", "evaluate", name, "--as-of", "2024-06-03", "--out", "out.csv")
        done = subprocess.run([sys.executable, "-c", MEASURED, *asked], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 2, done.stderr
        assert not (tmp_path / "out.csv").exists()
        seconds, megabytes = map(float, done.stdout.split("used")[1].split())
        assert seconds < GENEROUS
        assert megabytes < 512


def test_memory_and_time_of_a_pool_whose_every_value_is_wrong(tmp_path: Path) -> None:
    """Every fact of the book, and in each cell a wrong text of its own: all rows are set aside, in little of both."""
    ever = elsewhere(books.real()).ever
    rows = pa.array(range(6_000)).cast(pa.string())
    cells = {
        name: pc.binary_join_element_wise(rows, name, " ") for name, about in ever.facts.items() if not about.record
    }
    assert len(cells) > 300
    pq.write_table(pa.table(cells), tmp_path / "a.parquet")
    asked = ("pool", "evaluate", "a.parquet", "--as-of", "2024-06-03", "--out", "out.parquet")
    done = subprocess.run([sys.executable, "-c", MEASURED, *asked], cwd=tmp_path, capture_output=True, text=True)
    aside = (tmp_path / "out.parquet.rejects.csv").read_text(encoding="utf-8")
    assert (aside.count("\n"), aside.count(" more reasons.")) == (6_001, 6_000), done.stderr
    seconds, megabytes = map(float, done.stdout.split("used")[1].split())
    assert seconds < GENEROUS
    assert megabytes < 512


def test_rows_as_large_as_they_may_be_are_read(tmp_path: Path) -> None:
    """Texts full of brackets and commas, sixty records and sixty levels are no mistakes."""
    rows = [
        b'{"a": "' + b"[{,:" * 20_000 + b'\\"[[[["}',
        b'{"b": [' + b",".join([b'{"c": [1]}'] * limits.MOST_RECORDS) + b"]}",
        b'{"d":' + b"[" * (limits.DEEPEST - 1) + b"]" * (limits.DEEPEST - 1) + b"}",
    ]
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\n".join(rows))
    source = open_source(file, format_of(file), "en")
    source.survey(lambda done, total: None)
    (chunk,) = source.chunks(0, source.schema.names)
    assert (chunk.batch.num_rows, chunk.unread) == (3, ())


@pytest.mark.parametrize(
    "text", ['{"a": [' * 400 + "]}" * 400, "[" * 5_000 + "]" * 5_000, '{"a":' * 300 + "1" + "}" * 300]
)
def test_lists_written_as_text_go_no_deeper_than_a_profile(text: str) -> None:
    """A deep text in a column of records is no list of records."""
    assert list(read_list(pa.array(['[{"b": ' + text + "}]", '[{"a": 1}]'])).bad) == [0]


def test_a_list_of_too_many_records_is_not_worked_on() -> None:
    """Of a hundred thousand records in a text only that there are too many is found."""
    found = read_list(pa.array(['[{"a": 1}' + ', {"a": 1}' * 100_000 + "]"]))
    assert (len(found.bad), int(found.counts[0]), found.fields) == (0, limits.MOST_RECORDS + 1, {})


@pytest.mark.parametrize(("language", "told"), [("en", "And 280 more reasons."), ("fr", "Et 280 autres motifs.")])
def test_reasons_of_a_row_are_told_up_to_a_limit_and_counted(language: str, told: str) -> None:
    """Of three hundred reasons for one row the first are told, and how many more there are; of another row, its one."""
    wrong = [wrong_at(np.array([7, 2]), "f0", NotOfType("value-not-number", value="x0"))]
    wrong += [wrong_at(np.array([2]), f"f{n}", NotOfType("value-not-number", value=f"x{n}")) for n in range(1, 300)]
    first, second = rejects(wrong, None, language).to_pylist()
    assert (first["row"], first["field"], second["row"]) == (2, "f0", 7)
    assert first["reason"].endswith(f" {told}")
    assert [f"x{n}" in first["reason"] for n in range(22)] == [True] * limits.MOST_REASONS + [False] * 2
    assert "x0" in second["reason"]
    assert told.split()[-1] not in second["reason"]


def test_every_limit_is_in_the_table_of_the_page() -> None:
    """Every limit that people can meet stands in the page on the language, with its figure, and nothing else does."""
    part = PAGE.read_text(encoding="utf-8").partition("## How much may be written")[2].partition("\n## ")[0]
    told = sorted(int(figure.replace(",", "")) for figure in re.findall(r"^\|.*\| ([\d,]+)(?: bytes)? \|$", part, re.M))
    inner = {"MOST_TOKENS"}
    assert told == sorted(value for name, value in vars(limits).items() if name.isupper() and name not in inner)
