"""A diagnostic of a book names its file as it can be opened from the working folder, by every command and in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import books

from ronde.check.whole import check_whole_book
from ronde.model.locations import SourceLocation

FILE = "topic/2015-01-01.yaml"


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book with a wrong file, in the working folder, under `here/rules`."""
    folder = tmp_path / "here" / "rules"
    folder.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    tree = {"book.yaml": books.BOOK, FILE: books.version(facts={"x": books.fact(value=1)}) | {"titel": "x"}}
    return books.write(folder, tree)


def first(said: str) -> Path:
    """The file that the first line names, before its line and column."""
    line = said.splitlines()[0].removeprefix("error: ")
    name, _, rest = line.partition(".yaml:")
    row, column, _ = rest.split(":", 2)
    assert row.isdigit()
    assert column.isdigit()
    return Path(f"{name}.yaml")


@pytest.mark.parametrize("named", ["rules", "./rules", "../here/rules"])
def test_check_names_what_can_be_opened_from_here(faulty: Path, named: str, run: Run) -> None:
    """As the book was named on the command line, in text and in JSON; one file of it likewise."""
    assert first(run("check", named)[1]) == Path(named) / FILE
    told = json.loads(run("check", named, "--format", "json")[1])["findings"][0]
    assert Path(told["file"]).samefile(faulty / FILE)
    assert first(run("check", f"{named}/{FILE}")[1]).samefile(faulty / FILE)
    assert first(run("check", "--rulesets", named)[1]).samefile(faulty / FILE)


def test_a_book_that_is_elsewhere_is_named_as_it_was_given(
    faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    assert first(run("check", str(faulty))[1]) == faulty / FILE
    monkeypatch.chdir(faulty)
    assert first(run("check", ".")[1]) == Path(FILE)


@pytest.mark.parametrize("command", [("evaluate",), ("why",)])
def test_a_command_that_cannot_use_a_book_names_the_file_likewise(
    faulty: Path, command: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    """Whatever its own input is called."""
    profile = tmp_path / "here" / "p.yaml"
    profile.write_text("x: 1\n", encoding="utf-8")
    more = ["x"] if command == ("why",) else []
    code, _, said = run(*command, "p.yaml", *more, "--rulesets", "rules")
    assert code == 2
    assert first(said) == Path("rules") / FILE
    assert faulty.is_dir()


def test_within_a_book_places_do_not_depend_on_where_it_is(faulty: Path) -> None:
    """What is kept and digested names files from the book's folder."""
    assert {each.location for each in check_whole_book(faulty).diagnostics} == {
        SourceLocation(FILE, each.location.line, each.location.column) for each in check_whole_book(faulty).diagnostics
    }


def test_an_answer_for_people_names_files_that_open_from_here_and_data_does_not(
    faulty: Path, run: Run, tmp_path: Path
) -> None:
    """`why` in text; its JSON is the same from every folder."""
    books.write(faulty, {FILE: books.version(facts={"answer": books.fact(value=True, type="yes_no")})})
    Path("profile.yaml").write_text("{}", encoding="utf-8")
    words = ("why", "profile.yaml", "answer", "--rulesets", "rules", "--as-of", "2020-01-01")
    code, told, _ = run(*words)
    assert code == 0
    assert f"rules/{FILE}:" in told
    assert f'"{FILE}:' in run(*words, "--format", "json")[1]
