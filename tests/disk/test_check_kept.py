"""What a check found right is not looked at again, and what is not exactly as it was is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import books

from ronde.check.kept import BOOK_FOUND_RIGHT, RULES_FOUND_RIGHT
from ronde.check.whole import check_whole_book
from ronde.compile import rules as compiling
from ronde.messages.report import BookReport

GOOD = books.asked("number", at_least=0, at_most=9)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of two dates, checked once."""
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path / "cache"))
    days = ("2015-01-01", "2016-01-01")
    most = dict(zip(days, (8, 9), strict=True))
    files = {
        f"topic/{day}.yaml": books.version(day, {"answer": books.asked("number", at_least=0, at_most=most[day])})
        for day in days
    }
    folder = books.write(tmp_path / "book", files)
    assert check_whole_book(folder).diagnostics == ()
    return folder


def compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[BookReport, int]:
    """The report on a book, and how many sets of rules were compiled for it."""
    count = 0
    whole = compiling.Compiler.plan_and_diagnostics

    def counting(self: compiling.Compiler, rules: object) -> object:
        nonlocal count
        count += 1
        return whole(self, rules)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(compiling.Compiler, "plan_and_diagnostics", counting)
        return check_whole_book(folder), count


def test_a_book_found_right_is_not_looked_at_again(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report is the same."""
    report, count = compiled(book, monkeypatch)
    assert count == 0
    assert (report.diagnostics, report.files, report.versions, report.slices) == ((), 3, 2, 2)


def test_only_rules_that_changed_are_compiled(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other date keeps its rules."""
    books.write(book, {"topic/2016-01-01.yaml": books.version("2016-01-01", {"answer": {**GOOD, "note": books.TEXTS}})})
    report, count = compiled(book, monkeypatch)
    assert (report.diagnostics, report.slices, count) == ((), 2, 1)


def test_an_error_that_comes_and_goes_is_told_each_time(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found wrong is never kept."""
    wrong = books.version("2016-01-01", {"answer": books.fact(sum=["nothing"])})
    books.write(book, {"topic/2016-01-01.yaml": wrong})
    for _ in range(2):
        assert [diagnostic.code for diagnostic in check_whole_book(book).diagnostics] == ["fact-unknown"]
    books.write(book, {"topic/2016-01-01.yaml": books.version("2016-01-01", {"answer": GOOD})})
    assert check_whole_book(book).diagnostics == ()


def test_a_file_that_nothing_reads_is_told_though_the_book_was_right(book: Path) -> None:
    """What is beside the files that are read counts as well."""
    (book / "topic" / "notes.txt").write_text("x", encoding="utf-8")
    assert [diagnostic.code for diagnostic in check_whole_book(book).diagnostics] == ["file-not-read"]


def test_an_entry_that_was_written_by_hand_is_not_believed(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The book is looked at anew."""
    found = [
        each for each in (tmp_path / "cache").iterdir() if each.name.startswith((BOOK_FOUND_RIGHT, RULES_FOUND_RIGHT))
    ]
    assert len(found) == 2
    for path in found:
        path.write_bytes(path.read_bytes()[:64] + b"[9,9,9]")
    report, count = compiled(book, monkeypatch)
    assert (report.versions, count) == (2, 2)
