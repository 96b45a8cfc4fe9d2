"""`ronde coverage` says what of every version the cases touch, from their traces, and what they do not."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import books, second_books

CASES = """title: {fr: Cas, en: Cases}
source: the law
cases:
%s"""
ROWS = "{name: %s, as_of: %s, profile: {age: %d}, expect: {answer: %d}}"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A table in two versions, a choice, and a test."""
    table = {"key": "age", "rows": {"..17": 0, "18..": 10}}
    facts = {"age": books.asked("number", at_least=0, at_most=120)}
    old = {"answer": books.fact(table=table)}
    new = {"answer": books.fact(choose=[{"when": {"fact": "age", "at_least": 30}, "value": 5}, {"otherwise": 1}])}
    files = {
        "person/2015-01-01.yaml": books.version(facts=facts),
        "points/2015-01-01.yaml": books.version(facts=old),
        "points/2020-01-01.yaml": books.version("2020-01-01", facts=new),
    }
    return books.write(tmp_path / "book", files)


def cases(tmp_path: Path, *rows: tuple[str, int, int]) -> Path:
    """A file of cases: a day, an age, and what is expected."""
    path = tmp_path / "cases" / "one.yaml"
    path.parent.mkdir(exist_ok=True)
    told = [f"  - {ROWS % (f'case {number}', *row)}\n" for number, row in enumerate(rows)]
    path.write_text(CASES % "".join(told), encoding="utf-8")
    return path


def covered(run: Run, book: Path, path: Path, *more: str) -> dict[str, object]:
    """The coverage as data."""
    code, out, err = run("coverage", str(path), "--rulesets", str(book), "--format", "json", *more)
    assert code == 0, err
    return dict(json.loads(out))


def test_every_version_counts_and_what_no_case_touches_is_told(run: Run, book: Path, tmp_path: Path) -> None:
    """One row of two on one day: the other row and the other version are missing."""
    found = covered(run, book, cases(tmp_path, ("2015-01-01", 20, 10)))
    assert found["counts"] == {
        "row": {"touched": 1, "all": 2},
        "branch": {"touched": 0, "all": 2},
        "test": {"touched": 0, "all": 1},
        "bound": {"touched": 0, "all": 2},
    }
    untouched = [(each["file"], each["sort"], each["sides"]) for each in found["untouched"]]  # type: ignore[attr-defined]
    old, new = "points/2015-01-01.yaml", "points/2020-01-01.yaml"
    assert untouched == [
        (old, "row", ["true"]),
        (new, "branch", ["true"]),
        (new, "branch", ["true"]),
        (new, "test", ["false", "true"]),
        (old, "bound", ["false"]),
    ]


def test_all_is_touched_by_both_sides_of_each_bound(run: Run, book: Path, tmp_path: Path) -> None:
    """The day before and the day of, below each bound and on it."""
    rows = [("2019-12-31", 17, 0), ("2019-12-31", 18, 10), ("2020-01-01", 29, 1), ("2020-01-01", 30, 5)]
    found = covered(run, book, cases(tmp_path, *rows))
    assert found["untouched"] == []
    assert found["rows_and_branches_percent"] == 100


def test_a_case_that_fails_or_gives_the_answer_touches_nothing(run: Run, book: Path, tmp_path: Path) -> None:
    """What was not shown right is not covered; and what the profile gives is no rule's."""
    code, out, _ = run("coverage", str(cases(tmp_path, ("2015-01-01", 20, 7))), "--rulesets", str(book))
    assert code == 1
    assert "rows: 0 of 2" in out
    assert "1 case failed" in out


@pytest.mark.parametrize(("least", "code"), [("16", 0), ("25", 0), ("26", 1)])
def test_a_threshold(run: Run, book: Path, tmp_path: Path, least: str, code: int) -> None:
    """One of four rows and branches."""
    path = cases(tmp_path, ("2015-01-01", 20, 10))
    assert run("coverage", str(path), "--rulesets", str(book), "--fail-under", least)[0] == code


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_colours_lines_and_links_to_cases(run: Run, book: Path, tmp_path: Path, language: str) -> None:
    """A line that is touched, one that is not, and the case."""
    path, page = cases(tmp_path, ("2015-01-01", 20, 10)), tmp_path / "page.html"
    assert run("coverage", str(path), "--rulesets", str(book), "--html", str(page), "--lang", language)[0] == 0
    text = page.read_text(encoding="utf-8")
    assert '<tr class="part">' in text
    assert '<tr class="no">' in text
    assert 'href="cases/one.yaml#L4"' in text
    assert f'<html lang="{language}">' in text


def git(folder: Path, *words: str) -> None:
    """Run git as nobody in particular."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_only_what_a_change_touched(run: Run, book: Path, tmp_path: Path) -> None:
    """A line that was edited and a file that is new; a revision that does not exist is refused."""
    path = cases(tmp_path, ("2015-01-01", 20, 10))
    code, _, err = run("coverage", str(path), "--rulesets", str(book), "--diff", "HEAD")
    assert (code, "[revision-" in err) == (2, True)
    git(book, "init", "-q")
    git(book, "add", "person", "points/2015-01-01.yaml", "book.yaml")
    git(book, "commit", "-qm", "a")
    found = covered(run, book, path, "--diff", "HEAD")
    assert set(found["versions"]) == {"points/2020-01-01.yaml"}  # type: ignore[call-overload]
    for revision in ("gone", "--output=x"):
        code, _, err = run("coverage", str(path), "--rulesets", str(book), f"--diff={revision}")
        assert (code, "[revision-unknown]" in err) == (2, True)


@pytest.mark.parametrize("name", second_books.BOOKS)
def test_the_cases_of_the_second_books_are_measured(run: Run, name: str) -> None:
    """Records, unknowns and refusals among them."""
    folder = second_books.BOOKS[name]
    found = covered(run, folder, folder / "cases")
    assert found["failed"] == 0
    assert float(str(found["rows_and_branches_percent"])) > 80
