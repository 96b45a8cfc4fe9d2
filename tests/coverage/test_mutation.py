"""`ronde test --mutate` makes mistakes in rules: those that the cases catch, and those that none does."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from tests.conftest import Run
from tests.support import books

from ronde.cases.mutation.mistakes import mistakes
from ronde.cases.mutation.run import mutate
from ronde.cases.run import run_cases
from ronde.messages.diagnostics import ValidationError

ROWS = "  - {name: case %d, as_of: %s, profile: {age: %d}, expect: {answer: %d}}\n"
ALL = [(day, *each) for day in ("2016-01-01", "2020-01-01") for each in ((17, 0), (18, 10), (64, 10), (65, 4), (66, 4))]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A table of three rows, added up under a cap."""
    table = {"key": "age", "rows": {"..17": 0, "18..64": 10, "65..": 4}}
    facts = {
        "age": books.asked("number", at_least=0, at_most=120),
        "points": books.fact(table=table),
        "answer": books.fact(sum=["points"], cap=10),
    }
    return books.write(tmp_path / "book", {"points/2016-01-01.yaml": books.version("2016-01-01", facts)})


def cases(tmp_path: Path, rows: list[tuple[str, int, int]]) -> Path:
    """A file of cases: a day, an age, and what is expected."""
    path = tmp_path / "one.yaml"
    told = "".join(ROWS % (number, *row) for number, row in enumerate(rows))
    path.write_text(f"title: {{fr: Cas, en: Cases}}\nsource: the law\ncases:\n{told}", encoding="utf-8")
    return path


def test_the_mistakes_of_a_table(book: Path) -> None:
    """Its figures, its rows, the bounds between them, the cap above; nothing that decides no answer."""
    (version,) = books.read_book(book).versions["points"]
    found = [(each.sort, each.before, each.after) for each in mistakes(version, version.effective)]
    for wanted in (
        ("date", "2016-01-01", "2016-01-02"),
        ("drop", "18..64", ""),
        ("swap", "..17: 0, 18..64: 10", "..17: 10, 18..64: 0"),
        ("bound", "..17, 18..64", "..18, 19..64"),
        ("digit", "4", "5"),
        ("cap", "cap: 10", ""),
    ):
        assert wanted in found
    assert not {"en", "fr", "text"} & {before for _, before, _ in found}


def test_both_sides_of_each_bound_catch_what_can_be_caught(book: Path, tmp_path: Path) -> None:
    """But for the eve of the first day, and what the cap hides; that nothing exceeds the cap is found out."""
    found = mutate([cases(tmp_path, ALL)], book, None, 1)
    assert found.nothing["cap"] == 1
    mistaken = [each.mistake for each in found.survivors if each.mistake.owner != ("facts", "age")]
    left = {(mistake.sort, mistake.before) for mistake in mistaken}
    assert left == {("digit", "10"), ("date", "2016-01-01")}


def test_what_is_left_out_changes_nothing(book: Path, tmp_path: Path) -> None:
    """A mistake is caught if and only if a case fails once the whole book is read and compiled anew with it."""
    files = [cases(tmp_path, ALL[::2])]
    history = books.read_book(book)
    found = mutate(files, book, None, 1)
    left = {(str(each.mistake.location), each.mistake.after) for each in found.survivors}
    told = 0
    for mistake in mistakes(history.versions["points"][0], history.first_date):
        copy = tmp_path / "copy"
        shutil.copytree(book, copy, dirs_exist_ok=True)
        dated = yaml.safe_dump(mistake.tree, allow_unicode=True, sort_keys=False)
        (copy / mistake.version.document.file).write_text(
            re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", dated), encoding="utf-8"
        )
        try:
            caught = bool(run_cases(files, copy, "en", 1).failures)
        except ValidationError:
            caught = True
        told += caught and mistake.sort != "date"
        assert not caught or (str(mistake.location), mistake.after) not in left
    assert told == found.caught.total() - found.caught["date"]


def test_a_survivor_shows_in_as_little_as_can_be(book: Path, tmp_path: Path) -> None:
    """The age at which the value that was changed stands, and nothing else."""
    found = mutate([cases(tmp_path, [row for row in ALL if row[1] < 64])], book, None, 1)
    examples = [each.held.example for each in found.survivors if each.mistake.sort == "digit"]
    wanted = {"age": 65}, "points"
    assert wanted in [(each.profile, each.fact) for each in examples if each is not None]


def test_how_far_it_is(book: Path, tmp_path: Path) -> None:
    """Whoever waits is told how many mistakes were held, the last time that it was all of them."""
    told: list[tuple[int, int, int]] = []
    found = mutate([cases(tmp_path, ALL)], book, None, 1, lambda *each: told.append(each))
    made = (found.made + found.nothing).total()
    assert told[-1] == (made, made, len(found.survivors))


def test_a_survivor_comes_with_the_case_that_would_catch_it(run: Run, book: Path, tmp_path: Path) -> None:
    """The row of those who are 65 is tried by nobody but one who expects something else."""
    path = cases(tmp_path, [row for row in ALL if row[1] < 64])
    for language, say in (("en", "take the figure from the source"), ("fr", "prendre le chiffre dans la source")):
        code, out, err = run("test", "--mutate", str(path), "--rulesets", str(book), "--lang", language)
        assert (code, err) == (1, "")
        assert say in out
        assert "points/2016-01-01.yaml" in out


def test_only_one_file_of_the_book(run: Run, book: Path, tmp_path: Path) -> None:
    """A path of the book says where mistakes are made; the others are cases."""
    file = book / "points" / "2016-01-01.yaml"
    code, out, _ = run("test", "--mutate", str(file), str(cases(tmp_path, ALL)), "--rulesets", str(book))
    assert code == 1
    assert "mistakes caught" in out


def test_what_is_said_to_be_left_can_still_be_made() -> None:
    """The page of what the cases catch names no mistake that the rules have outgrown, each with a reason."""
    told = yaml.safe_load((Path(__file__).parents[1] / "mistakes" / "left.yaml").read_text(encoding="utf-8"))
    history = books.real()
    versions = {each.document.file: each for own in history.versions.values() for each in own}
    named = [each for group in told["left"] for each in group["mistakes"]]
    files = {each["at"].partition(":")[0] for each in named}
    made = {
        (each.sort, str(each.location), each.before, each.after)
        for file in files
        for each in mistakes(versions[file], history.first_date)
    }
    assert [each for each in named if (each["sort"], each["at"], each["before"], each["after"]) not in made] == []
    assert all(group["why"].strip() for group in (*told["left"], *told["untouched"]))
    assert told["made"] == told["nothing"] + told["caught"] + len(named)


def test_a_word_chooses_cases(run: Run, book: Path, tmp_path: Path) -> None:
    """Only those whose name contains it."""
    assert "1 case:" in run("test", str(cases(tmp_path, ALL)), "-k", "CASE 3", "--rulesets", str(book))[1]
